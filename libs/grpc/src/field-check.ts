import type { DescField, Message } from '@bufbuild/protobuf';
import { type FieldRules, Sign } from '@cream/proto/common';

/** What is wrong with a value, in words that follow the field's path; undefined when nothing is. */
export type ValueCheck = (value: unknown) => string | undefined;

const DECIMAL = 'cream.common.v1.Decimal';

/**
 * The check of one field's own value against its rules (not of what lies inside a message).
 *
 * @returns undefined when the rules ask for nothing
 * @throws Error when a pattern is not a regular expression: a mistake in the contract
 */
export function fieldCheck(field: DescField, rules: FieldRules): ValueCheck | undefined {
  const checks: ValueCheck[] = [];
  if (rules.required) checks.push(presence(field));
  if (rules.pattern) checks.push(pattern(rules.pattern));
  if (rules.minLen > 0 || rules.maxLen > 0) checks.push(length(rules.minLen, rules.maxLen));
  if (rules.sign !== Sign.UNSPECIFIED) checks.push(sign(field, rules.sign));
  if (rules.unitInterval) checks.push(unitInterval(field));
  const [first, ...rest] = checks;
  if (first === undefined) return undefined;
  if (rest.length === 0) return first;
  return (value) => {
    for (const check of checks) {
      const text = check(value);
      if (text !== undefined) return text;
    }
    return undefined;
  };
}

function presence(field: DescField): ValueCheck {
  if (field.fieldKind === 'enum') return (value) => (value === 0 || value === undefined ? 'is required' : undefined);
  // A list or text without elements is absent; a number or flag is absent only when the contract tracks its presence.
  return (value) => (value === undefined || (value as { length?: number }).length === 0 ? 'is required' : undefined);
}

function pattern(source: string): ValueCheck {
  const expression = new RegExp(`^(?:${source})$`);
  const matches = (text: unknown) => typeof text !== 'string' || text === '' || expression.test(text);
  return (value) =>
    (Array.isArray(value) ? value.every(matches) : matches(value)) ? undefined : `does not match ${source}`;
}

function length(min: number, max: number): ValueCheck {
  return (value) => {
    const size = (value as { length: number } | undefined)?.length ?? 0;
    if (size < min) return `is shorter than ${min}`;
    return max > 0 && size > max ? `is longer than ${max}` : undefined;
  };
}

function sign(field: DescField, wanted: Sign): ValueCheck {
  const [text, allowsZero] = wanted === Sign.POSITIVE ? ['must be positive', false] : ['must not be negative', true];
  if (field.message?.typeName === DECIMAL) {
    return onDecimal((digits) => (digits.startsWith('-') || (digits === '0' && !allowsZero) ? text : undefined));
  }
  return onNumber((number) => ((allowsZero ? number >= 0 : number > 0) ? undefined : text));
}

function unitInterval(field: DescField): ValueCheck {
  const text = 'must lie in [0, 1]';
  if (field.message?.typeName === DECIMAL) {
    return onDecimal((digits) => (digits === '0' || digits === '1' || digits.startsWith('0.') ? undefined : text));
  }
  return onNumber((number) => (number >= 0 && number <= 1 ? undefined : text));
}

// A Decimal is canonical text, so its first characters say what is asked here, exactly and without arithmetic.
function onDecimal(check: (digits: string) => string | undefined): ValueCheck {
  return each((value) => check((value as Message & { value: string }).value));
}

function onNumber(check: (number: number | bigint) => string | undefined): ValueCheck {
  return each((value) => check(value as number | bigint));
}

function each(check: ValueCheck): ValueCheck {
  return (value) => {
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) return check(value);
    for (const item of value) {
      const text = check(item);
      if (text !== undefined) return text;
    }
    return undefined;
  };
}
