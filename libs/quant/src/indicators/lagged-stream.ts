import { requireInteger } from '../numbers.js';
import { requireValue } from './column.js';
import { Delay } from './window-sum.js';

/** A value beside the one `lag` bars before. */
export abstract class LaggedStream {
  readonly #earlier: Delay;

  constructor(parameter: string, lag: number) {
    requireInteger(parameter, lag, 1);
    this.#earlier = new Delay(lag);
  }

  push(value: number): number | undefined {
    this.require(value);
    const earlier = this.#earlier.push(value);
    return earlier === undefined ? undefined : this.compare(value, earlier);
  }

  protected require(value: number): void {
    requireValue('value', value);
  }

  protected abstract compare(value: number, earlier: number): number;
}
