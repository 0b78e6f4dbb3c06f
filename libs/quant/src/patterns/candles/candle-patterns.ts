import { QuantError } from '../../quant-error.js';
import * as bottoms from './bottoms.js';
import type { CandlePattern } from './candle-pattern.js';
import * as crows from './crows.js';
import * as doji from './doji.js';
import * as engulfing from './engulfing.js';
import * as gaps from './gaps.js';
import * as hammers from './hammers.js';
import * as hikkake from './hikkake.js';
import * as meetingLines from './meeting-lines.js';
import * as methods from './methods.js';
import * as penetration from './penetration.js';
import * as singleLines from './single-lines.js';
import * as soldiers from './soldiers.js';
import * as stars from './stars.js';

/** TA-Lib's 61 candlestick patterns with its default penetrations and shared ends left out, in the order of their names. */
export const CANDLE_PATTERNS: readonly CandlePattern[] = [
  doji.DOJI,
  doji.DRAGONFLY_DOJI,
  doji.GRAVESTONE_DOJI,
  doji.LONG_LEGGED_DOJI,
  doji.RICKSHAW_MAN,
  doji.TAKURI,
  singleLines.LONG_LINE,
  singleLines.SHORT_LINE,
  singleLines.MARUBOZU,
  singleLines.CLOSING_MARUBOZU,
  singleLines.BELT_HOLD,
  singleLines.SPINNING_TOP,
  singleLines.HIGH_WAVE,
  hammers.HAMMER,
  hammers.HANGING_MAN,
  hammers.INVERTED_HAMMER,
  hammers.SHOOTING_STAR,
  engulfing.engulfing(),
  engulfing.THREE_OUTSIDE,
  engulfing.harami(),
  engulfing.haramiCross(),
  engulfing.THREE_INSIDE,
  engulfing.HOMING_PIGEON,
  penetration.darkCloudCover(),
  penetration.PIERCING,
  penetration.ON_NECK,
  penetration.IN_NECK,
  penetration.THRUSTING,
  meetingLines.COUNTERATTACK,
  meetingLines.SEPARATING_LINES,
  meetingLines.KICKING,
  meetingLines.KICKING_BY_LENGTH,
  meetingLines.MATCHING_LOW,
  meetingLines.DOJI_STAR,
  stars.morningStar(),
  stars.morningDojiStar(),
  stars.eveningStar(),
  stars.eveningDojiStar(),
  stars.abandonedBaby(),
  stars.TRISTAR,
  soldiers.THREE_WHITE_SOLDIERS,
  soldiers.ADVANCE_BLOCK,
  soldiers.STALLED_PATTERN,
  crows.THREE_BLACK_CROWS,
  crows.IDENTICAL_THREE_CROWS,
  crows.TWO_CROWS,
  crows.UPSIDE_GAP_TWO_CROWS,
  gaps.TASUKI_GAP,
  gaps.GAP_SIDE_BY_SIDE_WHITE,
  gaps.GAP_THREE_METHODS,
  bottoms.THREE_STARS_IN_THE_SOUTH,
  bottoms.UNIQUE_THREE_RIVER,
  bottoms.STICK_SANDWICH,
  bottoms.CONCEALING_BABY_SWALLOW,
  bottoms.LADDER_BOTTOM,
  methods.THREE_LINE_STRIKE,
  methods.BREAKAWAY,
  methods.matHold(),
  methods.RISING_FALLING_THREE_METHODS,
  hikkake.HIKKAKE,
  hikkake.MODIFIED_HIKKAKE,
].toSorted((a, b) => (a.id < b.id ? -1 : 1));

const BY_ID = new Map(CANDLE_PATTERNS.map((pattern) => [pattern.id, pattern]));

/** The pattern of a TA-Lib name, such as CDLENGULFING. @throws QuantError when there is none */
export function candlePattern(id: string): CandlePattern {
  const pattern = BY_ID.get(id);
  if (pattern === undefined) throw new QuantError('id', `is no candlestick pattern, got ${id}`);
  return pattern;
}
