import { create } from '@bufbuild/protobuf';
import { timestamp, wire } from '@cream/domain';
import {
  type CorporateAction,
  CorporateActionSchema,
  FindingSchema,
  type Series,
  SeriesSchema,
  type Session,
  SessionKind,
  SessionSchema,
  type Finding as WireFinding,
} from '@cream/proto/market';
import type { InstrumentAction } from '../app/instruments.js';
import type { HeldSeries } from '../app/reads.js';
import type { Finding } from '../app/validation/finding.js';
import { toWireDate } from '../calendar/civil-date.js';
import type { TradingSession } from '../calendar/trading-calendar.js';

export function toWireAction(action: InstrumentAction): CorporateAction {
  return create(CorporateActionSchema, {
    symbol: action.symbol,
    kind: action.kind,
    announcedAt: timestamp(action.announcedMs),
    effectiveAt: timestamp(action.effectiveMs),
    ...(action.value === '' ? {} : { value: wire(action.value) }),
    newSymbol: action.newSymbol,
  });
}

export function toWireFinding({ timeMs, ...finding }: Finding): WireFinding {
  return create(FindingSchema, { ...finding, ...(timeMs === undefined ? {} : { time: timestamp(timeMs) }) });
}

export function toWireSeries({ firstEndMs, lastEndMs, ...series }: HeldSeries): Series {
  return create(SeriesSchema, { ...series, firstBarEnd: timestamp(firstEndMs), lastBarEnd: timestamp(lastEndMs) });
}

export function toWireSession(session: TradingSession): Session {
  return create(SessionSchema, {
    date: toWireDate(session.day),
    open: timestamp(session.openMs),
    close: timestamp(session.closeMs),
    kind: session.earlyClose ? SessionKind.EARLY_CLOSE : SessionKind.REGULAR,
  });
}
