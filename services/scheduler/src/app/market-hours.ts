import { millis, timestamp } from '@cream/domain';
import type { Client } from '@cream/grpc';
import type { GetMarketStatusResponse, MarketDataService, Session } from '@cream/proto/market';

/** A regular session, epoch milliseconds. */
export interface SessionTimes {
  readonly openMs: number;
  readonly closeMs: number;
}

/**
 * What market-data says of the exchange. Nothing is guessed: without an answer, and outside its calendar, there is none.
 * Every method throws the ConnectError that market-data answered with, or that it did not answer.
 */
export class MarketHours {
  constructor(private readonly marketData: Pick<Client<typeof MarketDataService>, 'getMarketStatus'>) {}

  /**
   * The first close of a session after a time; a daily cycle stands for it. Epoch milliseconds in and out.
   * @returns undefined at the end of the calendar
   */
  async nextClose(afterMs: number): Promise<number | undefined> {
    const { today, nextSession } = await this.statusAt(afterMs);
    const now = timesOf(today?.session);
    return now !== undefined && now.closeMs > afterMs ? now.closeMs : timesOf(nextSession)?.closeMs;
  }

  /** The session of the New York date of a time (epoch milliseconds); undefined when the exchange is closed that day. */
  async sessionOf(timeMs: number): Promise<SessionTimes | undefined> {
    const { today } = await this.statusAt(timeMs);
    return timesOf(today?.session);
  }

  /** Whether a cycle that trades in the session that is going on may start now, epoch milliseconds. */
  async canStartCycle(nowMs: number): Promise<boolean> {
    return (await this.statusAt(nowMs)).canStartCycle;
  }

  private statusAt(timeMs: number): Promise<GetMarketStatusResponse> {
    return this.marketData.getMarketStatus({ asOf: timestamp(timeMs) });
  }
}

function timesOf(session: Session | undefined): SessionTimes | undefined {
  if (session === undefined) return undefined;
  return { openMs: millis(session.open, 'session.open'), closeMs: millis(session.close, 'session.close') };
}
