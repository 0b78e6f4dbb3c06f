import { isoDate, millis } from '@cream/domain';
import { OptionRight } from '@cream/proto/common';
import type { OptionSnapshot } from '@cream/proto/market';
import { askedAt } from '../data/asked-at.js';
import { openMarketData } from '../data/open-market-data.js';
import { strikeFlag } from '../data/strike-flag.js';
import { dateFlag } from '../dates.js';
import { UsageError } from '../failure.js';
import { oneLine, shown } from '../one-line.js';
import type { Output } from '../output.js';
import { isoTime } from '../print/iso-time.js';

export interface ChainFlags {
  readonly dataDir: string;
  readonly asOf?: string;
  readonly expiration?: string;
  readonly right?: string;
  readonly strikeFrom?: string;
  readonly strikeTo?: string;
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
    out.document({ asOf: asked.text, takenAt: isoTime(takenAt), source, options: options.map(documentOf) });
    out.line(`${symbol.toUpperCase()}: ${options.length} contracts, taken ${isoTime(takenAt)}, ${oneLine(source)}`);
    if (options.length > 0) out.line(row(COLUMNS));
    for (const option of options) out.line(lineOf(option));
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
    quoteTime: isoTime(quote?.time),
    ageSeconds: quote === undefined ? null : Number(quote.ageSeconds),
    stale: quote?.stale ?? null,
    lastPrice: lastPrice?.value ?? null,
    lastTime: isoTime(lastTime),
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
  return `${row(cells)}${adjusted}${stale}`;
}

function row(cells: readonly string[]): string {
  return cells.map((cell, i) => (i < 2 ? cell.padEnd(WIDTHS[i] ?? 0) : cell.padStart(WIDTHS[i] ?? 0))).join(' ');
}
