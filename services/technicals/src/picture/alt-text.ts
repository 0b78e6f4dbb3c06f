import { newestText } from './draw-header.js';
import type { Marked } from './draw-panel.js';
import { numberText, priceText } from './numbers.js';
import { directionText, shapeName, statusText } from './pattern-words.js';
import { intervalText, type PicturePlan } from './picture-plan.js';
import { newYorkText } from './time-marks.js';

/** What a picture shows, in words: for who cannot see it, and for models that read along. */
export function altText(
  { symbol, interval, intraday, bars, price, volume, own }: PicturePlan,
  { levels, marks, shapes }: Marked,
): string {
  const [first, newest] = [bars[0], bars.at(-1)];
  if (first === undefined || newest === undefined) return `${symbol}, ${intervalText(interval)}: no bars.`;
  const date = (time: number): string => newYorkText(time, intraday);
  const [low, high] = [Math.min(...bars.map((bar) => bar.low)), Math.max(...bars.map((bar) => bar.high))];
  const sentences = [
    `${symbol}, ${intervalText(interval)}, ${bars.length} candles from ${date(first.time)} to ${date(newest.time)}, New York time`,
    `the newest closes at ${priceText(newest.close)}, the range is ${priceText(low)} to ${priceText(high)}`,
  ];
  const values = [...price, ...volume, ...own].map((indicator) => `${indicator.title} ${newestText(indicator)}`);
  if (values.length > 0) sentences.push(`indicators: ${values.join('; ')}`);
  if (levels.length > 0) {
    const each = levels.map(
      ({ price: at, support, touches, strength }) =>
        `${support ? 'support' : 'resistance'} ${priceText(at)} (${touches} touches, strength ${numberText(strength, 2)})`,
    );
    sentences.push(`levels: ${each.join(', ')}`);
  }
  if (shapes.length > 0) {
    const each = shapes.map(({ kind, status, breakout, target }) => {
      const geometry =
        breakout === undefined || target === undefined
          ? ''
          : `, breakout ${priceText(breakout)}, target ${priceText(target)}`;
      return `${shapeName(kind)} (${statusText(status)}${geometry})`;
    });
    sentences.push(`chart patterns: ${each.join(', ')}`);
  }
  if (marks.length > 0) {
    const each = marks.map(
      ({ bar, title, direction }) => `${title} (${directionText(direction)}) ${date(bars[bar]?.time ?? newest.time)}`,
    );
    sentences.push(`candlesticks: ${each.join(', ')}`);
  }
  return sentences.map((sentence) => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`).join(' ');
}
