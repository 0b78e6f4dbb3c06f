import { create } from '@bufbuild/protobuf';
import { timestamp } from '@cream/domain';
import {
  type GetMarketStatusResponse,
  GetMarketStatusResponseSchema,
  OptionExpiration_Kind as Kind,
  MarketPhase,
  type OptionExpiration,
  OptionExpirationSchema,
  TimeWindowSchema,
  type TimeWindow as WireWindow,
} from '@cream/proto/market';
import { toWireDate } from '../calendar/civil-date.js';
import type { MarketStatus, OptionExpiry, TimeWindow } from '../calendar/index.js';
import { toWireSession } from './wire.js';

const PHASES = {
  closed: MarketPhase.CLOSED,
  pre: MarketPhase.PRE_MARKET,
  regular: MarketPhase.REGULAR,
  post: MarketPhase.POST_MARKET,
} as const;

const KINDS = { monthly: Kind.MONTHLY, weekly: Kind.WEEKLY, daily: Kind.DAILY } as const;

export function toWireMarketStatus(status: MarketStatus, canStartCycle: boolean): GetMarketStatusResponse {
  const { phase, today, previous, next, minutesSinceOpen, minutesToClose } = status;
  return create(GetMarketStatusResponseSchema, {
    phase: PHASES[phase],
    ...(today && {
      today: {
        session: toWireSession(today.session),
        preMarket: toWireWindow(today.windows.pre),
        regular: toWireWindow(today.windows.regular),
        postMarket: toWireWindow(today.windows.post),
      },
    }),
    ...(previous && { previousSession: toWireSession(previous) }),
    ...(next && { nextSession: toWireSession(next) }),
    ...(minutesSinceOpen !== undefined && { minutesSinceOpen }),
    ...(minutesToClose !== undefined && { minutesToClose }),
    canStartCycle,
  });
}

export function toWireExpiration({ day, kind }: OptionExpiry): OptionExpiration {
  return create(OptionExpirationSchema, { date: toWireDate(day), kind: KINDS[kind] });
}

function toWireWindow({ startMs, endMs }: TimeWindow): WireWindow {
  return create(TimeWindowSchema, { start: timestamp(startMs), end: timestamp(endMs) });
}
