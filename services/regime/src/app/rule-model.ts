import { REGIME_BARS_NEEDED, REGIME_RULES } from '@cream/quant';

/** The model every classification names. Its version changes whenever a number or the order of the rules does. */
export const RULE_MODEL = {
  version: 'rules-1',
  description:
    `ATR ${REGIME_RULES.atrPeriod} as a share of price, ranked among up to ${REGIME_RULES.longestHistory} earlier values: ` +
    `from ${REGIME_RULES.highPercentile} HIGH_VOLATILITY, to ${REGIME_RULES.lowPercentile} RANGE or LOW_VOLATILITY; ` +
    `else the sign of SMA ${REGIME_RULES.fastPeriod} - SMA ${REGIME_RULES.slowPeriod}. ` +
    `Needs ${REGIME_BARS_NEEDED} bars.`,
} as const;

/** Bars an answer depends on: the longest history of ATR values, its warm-up, and enough before that for its seed to fade. */
export const BARS_CLASSIFIED = 320;
