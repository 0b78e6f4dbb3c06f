/**
 * The strategies of one expiry by their shape: shares in units of a contract's, then the legs by rising strike, a call
 * before a put at the same one. `<` stands between two strikes, `=` between legs of one strike. Names as in the Options
 * Industry Council's strategy guide.
 */
export const STRATEGY_OF_SHAPE = {
  '+1C': 'long-call',
  '-1C': 'short-call',
  '+1P': 'long-put',
  '-1P': 'short-put',

  '+1S': 'long-shares',
  '-1S': 'short-shares',
  '+1S -1C': 'covered-call',
  '-1S -1P': 'covered-put',
  '+1S +1P': 'protective-put',
  '-1S +1C': 'protective-call',
  '+1S +1P<-1C': 'collar',
  '-1S -1P<+1C': 'short-collar',
  '+1S -1C=+1P': 'conversion',
  '-1S +1C=-1P': 'reverse-conversion',
  '+1S -1C=-1P': 'covered-straddle',
  '+1S -1P<-1C': 'covered-strangle',

  '+1C<-1C': 'bull-call-spread',
  '-1C<+1C': 'bear-call-spread',
  '+1P<-1P': 'bull-put-spread',
  '-1P<+1P': 'bear-put-spread',

  '+1C=+1P': 'long-straddle',
  '-1C=-1P': 'short-straddle',
  '+1P<+1C': 'long-strangle',
  '-1P<-1C': 'short-strangle',
  '+1C<+1P': 'long-guts',
  '-1C<-1P': 'short-guts',
  '+1C=+2P': 'long-strip',
  '-1C=-2P': 'short-strip',
  '+2C=+1P': 'long-strap',
  '-2C=-1P': 'short-strap',
  '+1C=-1P': 'synthetic-long',
  '-1C=+1P': 'synthetic-short',
  '-1P<+1C': 'risk-reversal',
  '+1P<-1C': 'short-risk-reversal',

  '+1C<-2C<+1C': 'long-call-butterfly',
  '-1C<+2C<-1C': 'short-call-butterfly',
  '+1P<-2P<+1P': 'long-put-butterfly',
  '-1P<+2P<-1P': 'short-put-butterfly',
  '+1P<-1C=-1P<+1C': 'iron-butterfly',
  '-1P<+1C=+1P<-1C': 'reverse-iron-butterfly',

  '+1C<-1C<-1C<+1C': 'long-call-condor',
  '-1C<+1C<+1C<-1C': 'short-call-condor',
  '+1P<-1P<-1P<+1P': 'long-put-condor',
  '-1P<+1P<+1P<-1P': 'short-put-condor',
  '+1P<-1P<-1C<+1C': 'iron-condor',
  '-1P<+1P<+1C<-1C': 'reverse-iron-condor',

  '+1C=-1P<-1C=+1P': 'long-box',
  '-1C=+1P<+1C=-1P': 'short-box',

  '+1C<-1C<-1C': 'bull-call-ladder',
  '-1C<+1C<+1C': 'bear-call-ladder',
  '-1P<-1P<+1P': 'bear-put-ladder',
  '+1P<+1P<-1P': 'bull-put-ladder',
} as const;

/** The strategies of two expiries, the nearer first; the strikes are compared apart. */
export const STRATEGY_OF_TWO_EXPIRIES = {
  '-1C / +1C': { calendar: 'long-call-calendar', diagonal: 'long-call-diagonal' },
  '+1C / -1C': { calendar: 'short-call-calendar', diagonal: 'short-call-diagonal' },
  '-1P / +1P': { calendar: 'long-put-calendar', diagonal: 'long-put-diagonal' },
  '+1P / -1P': { calendar: 'short-put-calendar', diagonal: 'short-put-diagonal' },
  '-1C=-1P / +1C=+1P': { calendar: 'long-double-calendar', diagonal: 'long-double-diagonal' },
  '-1P<-1C / +1P<+1C': { calendar: 'long-double-calendar', diagonal: 'long-double-diagonal' },
  '+1C=+1P / -1C=-1P': { calendar: 'short-double-calendar', diagonal: 'short-double-diagonal' },
  '+1P<+1C / -1P<-1C': { calendar: 'short-double-calendar', diagonal: 'short-double-diagonal' },
  '-1C=+1P / +1C=-1P': { calendar: 'long-jelly-roll', diagonal: undefined },
  '+1C=-1P / -1C=+1P': { calendar: 'short-jelly-roll', diagonal: undefined },
} as const;

type TwoExpiries = (typeof STRATEGY_OF_TWO_EXPIRIES)[keyof typeof STRATEGY_OF_TWO_EXPIRIES];

export type StrategyName =
  | (typeof STRATEGY_OF_SHAPE)[keyof typeof STRATEGY_OF_SHAPE]
  | TwoExpiries['calendar']
  | Exclude<TwoExpiries['diagonal'], undefined>
  | 'call-ratio-spread'
  | 'call-backspread'
  | 'put-ratio-spread'
  | 'put-backspread'
  | 'custom';
