import { millis, newYorkDate, wireDate } from '@cream/domain';
import type { Client } from '@cream/grpc';
import type { MarketDataService } from '@cream/proto/market';

const DAY_MS = 86_400_000;
/** The longest the exchange ever closes is far shorter. */
const LOOK_AHEAD_DAYS = 14;

/** A regular session, epoch milliseconds. */
export interface TradingSession {
  readonly openMs: number;
  readonly closeMs: number;
}

/** Regular sessions of the exchange, asked of market-data. */
export class TradingSessions {
  constructor(private readonly marketData: Pick<Client<typeof MarketDataService>, 'getSessions'>) {}

  /**
   * The first close of a session after a time; a daily cycle stands for it. Epoch milliseconds in and out.
   * @returns undefined when the calendar knows no session in the fortnight after it
   * @throws ConnectError when market-data does not answer
   */
  async nextClose(afterMs: number): Promise<number | undefined> {
    const { sessions } = await this.marketData.getSessions({
      from: wireDate(newYorkDate(afterMs)),
      to: wireDate(newYorkDate(afterMs + LOOK_AHEAD_DAYS * DAY_MS)),
    });
    const closes = sessions.map((session) => millis(session.close, 'session.close')).filter((close) => close > afterMs);
    return closes.length === 0 ? undefined : Math.min(...closes);
  }

  /**
   * The session of the New York date of a time (epoch milliseconds); undefined when the exchange is closed that day.
   * @throws ConnectError when market-data does not answer, or its calendar does not reach that far
   */
  async sessionOf(timeMs: number): Promise<TradingSession | undefined> {
    const date = wireDate(newYorkDate(timeMs));
    const { sessions } = await this.marketData.getSessions({ from: date, to: date });
    const [session] = sessions;
    if (session === undefined) return undefined;
    return { openMs: millis(session.open, 'session.open'), closeMs: millis(session.close, 'session.close') };
  }
}
