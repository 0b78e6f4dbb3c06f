import type { Fact } from '@cream/proto/knowledge';

/**
 * Values that a kind is conventionally held against. They may stand in a claim about that kind without being observed:
 * "RSI 14 at 71.3 is above 70".
 */
const MARKS: ReadonlyMap<string, readonly number[]> = new Map([
  ['indicator.rsi_14', [30, 40, 45, 50, 55, 60, 70]],
  ['indicator.bollinger_percent_b_20_2', [0, 0.25, 0.5, 0.75, 1]],
  ['indicator.volume_ratio_20', [1, 1.2, 1.5]],
  ['indicator.macd_12_26', [0]],
  ['indicator.macd_histogram', [0]],
  ['regime.atr_percentile', [20, 50, 80]],
]);

interface WrittenNumber {
  readonly text: string;
  readonly value: number;
  readonly digits: number;
  readonly percent: boolean;
  readonly signed: boolean;
}

/**
 * The numbers of a claim's text that none of the cited facts supports. A number is supported when it is, at the
 * precision it is written with,
 *  - the value of a cited decimal, range or series fact (with a percent sign: a ratio's hundredfold; without a minus
 *    sign: its size),
 *  - part of a cited fact's subject, text or label,
 *  - a parameter in a cited fact's kind (the 200 of `indicator.sma_200`), or
 *  - a conventional mark of a cited fact's kind.
 */
export function unsupportedNumbers(text: string, cited: readonly Fact[]): string[] {
  return numbersIn(text)
    .filter((number) => !cited.some((fact) => supports(fact, number)))
    .map((number) => number.text);
}

function supports(fact: Fact, number: WrittenNumber): boolean {
  return (
    valuesOf(fact).some((value) => matches(value, fact.unit, number)) ||
    [fact.subject, ...wordsOf(fact)].some((words) =>
      numbersIn(words).some((stated) => stated.value === number.value),
    ) ||
    isParameterOf(fact.kind, number) ||
    (MARKS.get(fact.kind)?.includes(number.value) ?? false)
  );
}

function matches(value: number, unit: string, number: WrittenNumber): boolean {
  const shown = number.percent && unit !== 'percent' ? value * 100 : value;
  const compared = number.signed ? shown : Math.abs(shown);
  // Half a unit of the last written digit; the addend forgives the floating-point error of the product above.
  return Math.abs(compared - number.value) <= 0.5 * 10 ** -number.digits + 1e-9;
}

function valuesOf(fact: Fact): number[] {
  switch (fact.value.case) {
    case 'decimal':
      return [Number(fact.value.value.value)];
    case 'range':
      return [fact.value.value.low, fact.value.value.high].flatMap((bound) => (bound ? [Number(bound.value)] : []));
    case 'series':
      return fact.value.value.values.map((value) => Number(value.value));
    default:
      return [];
  }
}

function wordsOf(fact: Fact): string[] {
  switch (fact.value.case) {
    case 'text':
    case 'label':
      return [fact.value.value];
    case 'table':
      return fact.value.value.rows.flatMap((row) => row.cells);
    default:
      return [];
  }
}

function isParameterOf(kind: string, number: WrittenNumber): boolean {
  return number.digits === 0 && !number.signed && kind.split(/[._]/).includes(number.text);
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

/** Numbers written in a text. Digits that belong to a word ("Q3", "S2F") are not numbers. */
function numbersIn(text: string): WrittenNumber[] {
  const found: WrittenNumber[] = [];
  for (let i = 0; i < text.length; i++) {
    if (!isDigit(text.charCodeAt(i))) continue;
    const start = i;
    let point = -1;
    while (i < text.length) {
      const code = text.charCodeAt(i);
      if (isDigit(code)) i++;
      else if (code === 44 && groupFollows(text, i)) i++;
      else if (code === 46 && point < 0 && isDigit(text.charCodeAt(i + 1))) point = i++;
      else break;
    }
    if (isLetter(text.charCodeAt(start - 1)) || isLetter(text.charCodeAt(i))) continue;
    const signed = text[start - 1] === '-' && !isWordEnd(text.charCodeAt(start - 2));
    const size = Number(text.slice(start, i).replaceAll(',', ''));
    found.push({
      text: text.slice(start, i),
      value: signed ? -size : size,
      digits: point < 0 ? 0 : i - point - 1,
      percent: text[i] === '%' || text.startsWith(' percent', i),
      signed,
    });
  }
  return found;
}

/** A comma groups thousands only when exactly three digits follow. */
function groupFollows(text: string, comma: number): boolean {
  return (
    isDigit(text.charCodeAt(comma + 1)) &&
    isDigit(text.charCodeAt(comma + 2)) &&
    isDigit(text.charCodeAt(comma + 3)) &&
    !isDigit(text.charCodeAt(comma + 4))
  );
}

/** After a word or a number a hyphen joins or spans ("20-day"); it is a sign elsewhere. */
function isWordEnd(code: number): boolean {
  return isDigit(code) || isLetter(code);
}
