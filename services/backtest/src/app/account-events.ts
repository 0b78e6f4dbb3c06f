import { create } from '@bufbuild/protobuf';
import { accountEventId, dec, equity, millis, timestamp, wire } from '@cream/domain';
import { CorporateAction_Kind, type SymbolBars } from '@cream/proto/market';
import { type AccountEvent, AccountEvent_Kind, AccountEventSchema } from '@cream/proto/trading';
import type { AppliedAction, CorporateAction } from '@cream/simulation';

/** The splits and dividends behind raw series as the engine books them. */
export function engineActions(series: readonly SymbolBars[]): CorporateAction[] {
  return series.flatMap(({ symbol, actions }) =>
    actions.map(({ kind, effectiveAt, value }): CorporateAction => {
      const exMs = millis(effectiveAt, 'effective_at');
      const number = dec(value, `action of ${symbol}`).toNumber();
      return kind === CorporateAction_Kind.SPLIT
        ? { kind: 'SPLIT', symbol, exMs, ratio: number }
        : { kind: 'DIVIDEND', symbol, exMs, amount: number };
    }),
  );
}

/** What the engine booked, as an account tells it. */
export function accountEvents(applied: readonly AppliedAction[]): AccountEvent[] {
  return applied.map(({ kind, symbol, value, before, after, cash, timeMs }) =>
    create(AccountEventSchema, {
      eventId: accountEventId(kind, symbol, timeMs, String(value)),
      kind: AccountEvent_Kind[kind],
      instrument: equity(symbol),
      time: timestamp(timeMs),
      value: wire(value),
      quantityBefore: wire(before),
      quantity: wire(after),
      cash: wire(cash),
    }),
  );
}
