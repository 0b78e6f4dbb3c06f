import { millis } from '@cream/domain';
import type { Briefing, Fact } from '@cream/proto/knowledge';

/** A fact whose value is a number, with that number as floating point for comparisons and statistics. */
export interface Reading {
  readonly fact: Fact;
  readonly value: number;
}

const NONE: readonly Fact[] = [];

/**
 * Finds a briefing's facts by subject and kind. It never changes the briefing and keeps the briefing's order, which is
 * by subject, kind and id.
 */
export class FactIndex {
  /** In one process eight roles read the same briefing. */
  private static readonly known = new WeakMap<Briefing, FactIndex>();

  private readonly bySubject = new Map<string, Map<string, Fact[]>>();
  private readonly byId = new Map<string, Fact>();

  /** The index of a briefing, made once. */
  static of(briefing: Briefing): FactIndex {
    let index = FactIndex.known.get(briefing);
    if (index === undefined) {
      index = new FactIndex(briefing);
      FactIndex.known.set(briefing, index);
    }
    return index;
  }

  private constructor(readonly briefing: Briefing) {
    for (const fact of briefing.facts) {
      this.byId.set(fact.id, fact);
      let kinds = this.bySubject.get(fact.subject);
      if (kinds === undefined) {
        kinds = new Map();
        this.bySubject.set(fact.subject, kinds);
      }
      const known = kinds.get(fact.kind);
      if (known === undefined) kinds.set(fact.kind, [fact]);
      else known.push(fact);
    }
  }

  get(id: string): Fact | undefined {
    return this.byId.get(id);
  }

  /** Every subject that facts speak about, in the briefing's order. */
  subjects(): IterableIterator<string> {
    return this.bySubject.keys();
  }

  all(subject: string, kind: string): readonly Fact[] {
    return this.bySubject.get(subject)?.get(kind) ?? NONE;
  }

  first(subject: string, kind: string): Fact | undefined {
    return this.bySubject.get(subject)?.get(kind)?.[0];
  }

  /** Of several numbers the one that became knowable last, as the decision rules read prices. */
  newest(subject: string, kind: string): Reading | undefined {
    let best: Reading | undefined;
    for (const next of this.numbers(subject, kind)) {
      if (best === undefined || millis(next.fact.asOf, 'as_of') >= millis(best.fact.asOf, 'as_of')) best = next;
    }
    return best;
  }

  /** Facts whose kind starts with one of the prefixes, such as `news.`. */
  startingWith(subject: string, ...prefixes: string[]): Fact[] {
    const found: Fact[] = [];
    for (const [kind, facts] of this.bySubject.get(subject) ?? []) {
      if (prefixes.some((prefix) => kind.startsWith(prefix))) found.push(...facts);
    }
    return found;
  }

  /** The number a fact states, or undefined when there is no such fact or it states no number. */
  number(subject: string, kind: string): Reading | undefined {
    return reading(this.first(subject, kind));
  }

  numbers(subject: string, kind: string): Reading[] {
    return this.all(subject, kind).flatMap((fact) => reading(fact) ?? []);
  }

  label(subject: string, kind: string): string | undefined {
    const value = this.first(subject, kind)?.value;
    return value?.case === 'label' ? value.value : undefined;
  }
}

/** The fact as a number; undefined unless it states a decimal. */
export function reading(fact: Fact | undefined): Reading | undefined {
  return fact?.value.case === 'decimal' ? { fact, value: Number(fact.value.value.value) } : undefined;
}
