import { type Fact, FactSchema, type Source, type Trust } from '@cream/proto/knowledge';
import { canonicalBytes } from './canonical.js';
import { type Decimal, type WireDecimal, wire } from './decimal.js';
import { sha256Hex, type WireHash } from './hash.js';
import { type Timestamp, timestamp } from './time.js';

const ID_DIGITS = 20;

/** Where a fact comes from: the service, and what in it. */
export interface FactSource {
  readonly service: string;
  readonly ref: string;
  readonly hash?: WireHash;
}

/** What every fact says besides its value. `asOf` is when it became knowable (milliseconds are UTC). */
export interface FactFrame {
  readonly subject: string;
  readonly kind: string;
  readonly asOf: Timestamp | number;
  readonly source: FactSource | Source;
  readonly trust: Trust;
}

export interface FactParts extends FactFrame {
  readonly value: Fact['value'];
  readonly unit: string;
}

/** A fact with its id. */
export function makeFact(parts: FactParts): Fact {
  const fact: Fact = {
    $typeName: 'cream.knowledge.v1.Fact',
    id: '',
    subject: parts.subject,
    kind: parts.kind,
    value: parts.value,
    unit: parts.unit,
    asOf: typeof parts.asOf === 'number' ? timestamp(parts.asOf) : parts.asOf,
    source: sourceMessage(parts.source),
    trust: parts.trust,
  };
  fact.id = idOfUnnamed(fact);
  return fact;
}

/** The id a fact must have: `f` and 20 hex digits of SHA-256 over its canonical bytes with the id left empty. */
export function factId(fact: Fact): string {
  return idOfUnnamed(fact.id === '' ? fact : { ...fact, id: '' });
}

/** A fact whose value is a number; a float belongs through `statistic` first. */
export function decimalFact(
  parts: FactFrame & { readonly value: Decimal | WireDecimal | number | string; readonly unit: string },
): Fact {
  const { value } = parts;
  const number = typeof value === 'object' && '$typeName' in value ? value : wire(value);
  return makeFact({ ...parts, value: { case: 'decimal', value: number } });
}

/** A fact whose value is one word of a closed set, such as a regime. */
export function labelFact(parts: FactFrame & { readonly value: string; readonly unit?: string }): Fact {
  return makeFact({ ...parts, unit: parts.unit ?? '', value: { case: 'label', value: parts.value } });
}

function idOfUnnamed(fact: Fact): string {
  return `f${sha256Hex(canonicalBytes(FactSchema, fact)).slice(0, ID_DIGITS)}`;
}

function sourceMessage(source: FactSource | Source): Source {
  if ('$typeName' in source) return source;
  const message: Source = { $typeName: 'cream.knowledge.v1.Source', service: source.service, ref: source.ref };
  if (source.hash !== undefined) message.hash = source.hash;
  return message;
}
