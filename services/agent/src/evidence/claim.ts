import { create } from '@bufbuild/protobuf';
import { type Claim, ClaimSchema, Stance } from '@cream/proto/decision';
import type { Fact } from '@cream/proto/knowledge';
import type { Reading } from './fact-index.js';

/** A piece of a claim's text that was read off a fact. */
export interface Quote {
  readonly text: string;
  readonly fact: Fact;
}

/**
 * Writes a claim: `bullish(0.5)\`Close ${usd(close)} is above SMA 50 at ${usd(sma)}\``.
 *
 * Numbers come into the text as quotes and each quote cites its fact, so a claim that states an observation names where it
 * was observed. Plain strings are for words. The critic checks the same from the outside (number-check.ts), whoever wrote
 * the claim.
 */
export type ClaimWriter = (strings: TemplateStringsArray, ...parts: (Quote | string)[]) => Claim;

export const bullish = (weight: number): ClaimWriter => writer(Stance.BULLISH, weight);
export const bearish = (weight: number): ClaimWriter => writer(Stance.BEARISH, weight);
export const neutral = (weight: number): ClaimWriter => writer(Stance.NEUTRAL, weight);

export function writer(stance: Stance, weight: number): ClaimWriter {
  return (strings, ...parts) => {
    let text = strings[0] ?? '';
    const factIds: string[] = [];
    parts.forEach((part, i) => {
      text += (typeof part === 'string' ? part : part.text) + (strings[i + 1] ?? '');
      if (typeof part !== 'string' && !factIds.includes(part.fact.id)) factIds.push(part.fact.id);
    });
    return create(ClaimSchema, { text, factIds, stance, weight: Math.min(1, Math.max(0, round4(weight))) });
  };
}

/** A price in dollars with cents. */
export const usd = (r: Reading): Quote => quote(r, 2);

/** A ratio shown as percent with one digit: 0.0531 as 5.3%. */
export const percent = (r: Reading): Quote => ({ text: `${fixed(r.value * 100, 1)}%`, fact: r.fact });

/** A number with the given digits after the point. */
export const quote = (r: Reading, digits: number): Quote => ({ text: fixed(r.value, digits), fact: r.fact });

/** The word a label fact states. */
export const word = (fact: Fact): Quote => ({ text: fact.value.case === 'label' ? fact.value.value : '', fact });

/** Cites a fact without showing any of it. */
export const citing = (fact: Fact): Quote => ({ text: '', fact });

/** Fixed digits without a negative zero. */
export function fixed(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 && text.startsWith('-') ? text.slice(1) : text;
}

/** Four digits are what a weight or a conviction can mean; more would be noise in the record. */
export function round4(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
