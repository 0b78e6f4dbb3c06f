import {
  bullish,
  hasLowerShadow,
  hasNoLowerShadow,
  hasNoUpperShadow,
  hasUpperShadow,
  isDoji,
} from './candle-geometry.js';
import { oneCandle } from './candle-pattern.js';

/** Open and close meet: at most a tenth of the mean range apart. */
export const DOJI = oneCandle(
  { id: 'CDLDOJI', title: 'Doji', lookback: 10, nature: 'INDECISION', direction: 'NEUTRAL' },
  (candle) => bullish(isDoji(candle)),
);

/** A doji at the top of its range, with a shadow only below. */
export const DRAGONFLY_DOJI = oneCandle(
  { id: 'CDLDRAGONFLYDOJI', title: 'Dragonfly Doji', lookback: 10, nature: 'REVERSAL' },
  (candle) => bullish(isDoji(candle) && hasNoUpperShadow(candle) && hasLowerShadow(candle)),
);

/** A doji at the bottom of its range, with a shadow only above; bearish, though TA-Lib marks it with +100. */
export const GRAVESTONE_DOJI = oneCandle(
  { id: 'CDLGRAVESTONEDOJI', title: 'Gravestone Doji', lookback: 10, nature: 'REVERSAL', direction: 'BEARISH' },
  (candle) => bullish(isDoji(candle) && hasNoLowerShadow(candle) && hasUpperShadow(candle)),
);

/** A doji with at least one shadow longer than its body. */
export const LONG_LEGGED_DOJI = oneCandle(
  { id: 'CDLLONGLEGGEDDOJI', title: 'Long-Legged Doji', lookback: 10, nature: 'INDECISION', direction: 'NEUTRAL' },
  (candle) => {
    const { lowerShadow, upperShadow, limits } = candle;
    return bullish(isDoji(candle) && (lowerShadow > limits.shadowLong || upperShadow > limits.shadowLong));
  },
);

/** A long-legged doji with both shadows long and its body near the middle of its range. */
export const RICKSHAW_MAN = oneCandle(
  { id: 'CDLRICKSHAWMAN', title: 'Rickshaw Man', lookback: 10, nature: 'INDECISION', direction: 'NEUTRAL' },
  (candle) => {
    const { lowerShadow, upperShadow, limits, low, range, bottom, top } = candle;
    const middle = low + range / 2;
    return bullish(
      isDoji(candle) &&
        lowerShadow > limits.shadowLong &&
        upperShadow > limits.shadowLong &&
        bottom <= middle + limits.near &&
        top >= middle - limits.near,
    );
  },
);

/** A dragonfly doji whose lower shadow is very long. */
export const TAKURI = oneCandle({ id: 'CDLTAKURI', title: 'Takuri', lookback: 10, nature: 'REVERSAL' }, (candle) =>
  bullish(isDoji(candle) && hasNoUpperShadow(candle) && candle.lowerShadow > candle.limits.shadowVeryLong),
);
