import { requireInteger } from '../numbers.js';
import { QuantError } from '../quant-error.js';
import type { RegimeLabel } from './regime-label.js';

export interface ConfirmationOptions {
  /** Readings of the same label in a row that make it the confirmed one. Default 2. */
  readonly confirmations?: number;
  /** A reading of less confidence confirms nothing. Default 0.3. */
  readonly minimumConfidence?: number;
}

export interface ConfirmationState {
  /** Undefined until a first label has been confirmed. */
  readonly confirmed: RegimeLabel | undefined;
  /** Another label on its way, and its readings in a row so far. */
  readonly pending: { readonly label: RegimeLabel; readonly readings: number } | undefined;
  /** True when the newest reading made its label the confirmed one. */
  readonly changed: boolean;
}

/**
 * Keeps a regime until another has been read several times in a row, so that a single odd bar changes nothing. A reading
 * of too little confidence, or of the confirmed label, sends a pending one back to the start; neither is evidence for it.
 */
export class RegimeConfirmation {
  readonly #confirmations: number;
  readonly #minimumConfidence: number;
  #state: ConfirmationState = { confirmed: undefined, pending: undefined, changed: false };

  constructor({ confirmations = 2, minimumConfidence = 0.3 }: ConfirmationOptions = {}) {
    requireInteger('confirmations', confirmations, 1);
    requireShare('minimumConfidence', minimumConfidence);
    this.#confirmations = confirmations;
    this.#minimumConfidence = minimumConfidence;
  }

  get state(): ConfirmationState {
    return this.#state;
  }

  push({ label, confidence }: { readonly label: RegimeLabel; readonly confidence: number }): ConfirmationState {
    requireShare('confidence', confidence);
    const { confirmed, pending } = this.#state;
    this.#state = { confirmed, pending: undefined, changed: false };
    if (confidence < this.#minimumConfidence || label === confirmed) return this.#state;
    const readings = pending?.label === label ? pending.readings + 1 : 1;
    this.#state =
      readings >= this.#confirmations
        ? { confirmed: label, pending: undefined, changed: true }
        : { confirmed, pending: { label, readings }, changed: false };
    return this.#state;
  }
}

function requireShare(parameter: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new QuantError(parameter, `must lie in [0, 1], got ${value}`);
}
