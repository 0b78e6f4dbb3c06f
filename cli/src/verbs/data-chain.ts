import { isoDate, millis } from '@cream/domain';
import { OptionRight } from '@cream/proto/common';
import type { OptionSnapshot } from '@cream/proto/market';
import { askedAt } from '../data/asked-at.js';
import { openMarketData } from '../data/open-market-data.js';
import { strikeFlag } from '../data/strike-flag.js';
import { dateFlag } from '../dates.js';
import { UsageError } from '../failure.js';
import { oneLine, shown } from '../one-line.js';
import { marketView } from '../options/market-view.js';
import { modelOfOption } from '../options/model-of-option.js';
import type { Output } from '../output.js';
import { aligned } from '../print/aligned.js';
import { isoTimeOrNull } from '../print/iso-time.js';
import { MODEL_COLUMNS, modelDocument, modelLine, modelRow, viewDocument, viewLine } from '../print/option-model.js';

export interface ChainFlags {
  readonly dataDir: string;
  readonly asOf?: string;
  readonly expiration?: string;
  readonly right?: string;
  readonly strikeFrom?: string;
  readonly strikeTo?: string;
  readonly greeks?: boolean;
  readonly rate?: string;
  readonly dividendYield?: string;
}

const RIGHTS: ReadonlyMap<string, OptionRight> = new Map([
  ['call', OptionRight.CALL],
  ['put', OptionRight.PUT],
]);
const WIDTHS = [10, 4, 10, 8, 8, 8, 8, 7, 8] as const;
const COLUMNS = ['expires', '', 'strike', 'bid', 'ask', 'last', 'IV %', 'delta', 'open'];

/** `cream data chain`: the options of an underlying as they stood. */
export async function dataChain(symbol: string, flags: ChainFlags, out: Output): Promise<number> {
  const asked = askedAt(flags.asOf);
  const expiration = dateFlag('--expiration', flags.expiration);
  const right = flags.right === undefined ? OptionRight.UNSPECIFIED : RIGHTS.get(flags.right);
  if (right === undefined)
    throw new UsageError(`--right ${shown(flags.right ?? '')} is not known: choose from call, put`);
  const strikeFrom = strikeFlag('--strike-from', flags.strikeFrom);
  const strikeTo = strikeFlag('--strike-to', flags.strikeTo);
  const market = await openMarketData({ dataDir: flags.dataDir, readOnly: true });
  try {
    const { options, takenAt, source } = await market.client.getOptionChain({
      underlying: symbol.toUpperCase(),
      asOf: asked.asOf,
      right,
      ...(expiration === undefined ? {} : { expirationFrom: expiration, expirationTo: expiration }),
      ...(strikeFrom === undefined ? {} : { strikeFrom }),
      ...(strikeTo === undefined ? {} : { strikeTo }),
    });
    const view = flags.greeks ? await marketView(market.client, symbol.toUpperCase(), asked.asOf, flags) : undefined;
    const models = view && options.map((option) => modelOfOption(option, view));
    out.document({
      asOf: asked.text,
      takenAt: isoTimeOrNull(takenAt),
      source,
      ...(view === undefined ? {} : { model: viewDocument(view) }),
      options: options.map((option, i) => ({
        ...documentOf(option),
        ...(models === undefined ? {} : { model: modelDocument(models[i] ?? '') }),
      })),
    });
    out.line(
      `${symbol.toUpperCase()}: ${options.length} contracts, taken ${isoTimeOrNull(takenAt)}, ${oneLine(source)}`,
    );
    if (view !== undefined) out.line(viewLine(symbol.toUpperCase(), view));
    if (options.length > 0) out.line(models === undefined ? aligned(COLUMNS, WIDTHS, 2) : modelRow(MODEL_COLUMNS));
    for (const [i, option] of options.entries()) {
      out.line(models === undefined ? lineOf(option) : modelLine(option, models[i] ?? ''));
    }
    return 0;
  } finally {
    await market.close();
  }
}

function documentOf({ contract, quote, lastPrice, lastTime, openInterest, volume, ...model }: OptionSnapshot) {
  const { impliedVolatility = null, delta = null, gamma = null, vega = null, theta = null, rho = null } = model;
  return {
    occSymbol: contract?.occSymbol,
    expiration: contract?.expiration === undefined ? null : isoDate(contract.expiration),
    right: contract?.right === OptionRight.CALL ? 'call' : 'put',
    strike: contract?.strike?.value,
    multiplier: contract?.multiplier?.value,
    adjusted: contract?.adjusted,
    bid: quote?.bid?.value ?? null,
    ask: quote?.ask?.value ?? null,
    quoteTime: isoTimeOrNull(quote?.time),
    ageSeconds: quote === undefined ? null : Number(quote.ageSeconds),
    stale: quote?.stale ?? null,
    lastPrice: lastPrice?.value ?? null,
    lastTime: isoTimeOrNull(lastTime),
    openInterest: Number(openInterest),
    volume: volume === undefined ? null : Number(volume),
    ...{ impliedVolatility, delta, gamma, vega, theta, rho },
  };
}

function lineOf({ contract, quote, lastPrice, impliedVolatility, delta, openInterest }: OptionSnapshot): string {
  const cells = [
    contract?.expiration === undefined ? '' : isoDate(contract.expiration),
    contract?.right === OptionRight.CALL ? 'call' : 'put',
    contract?.strike?.value ?? '',
    quote?.bid?.value ?? '–',
    quote?.ask?.value ?? '–',
    lastPrice?.value ?? '–',
    impliedVolatility === undefined ? '–' : (impliedVolatility * 100).toFixed(1),
    delta === undefined ? '–' : delta.toFixed(3),
    String(openInterest),
  ];
  const adjusted = contract?.adjusted ? `  adjusted, ${contract.multiplier?.value} units` : '';
  const stale = quote?.stale ? `  STALE, of ${new Date(millis(quote.time)).toISOString()}` : '';
  return `${aligned(cells, WIDTHS, 2)}${adjusted}${stale}`;
}
