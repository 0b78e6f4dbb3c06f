import { Decimal } from '@cream/domain';
import { ExactSum, MICROS } from './micros.js';
import { plusUnits } from './units.js';

/** What is held of one instrument. */
export class Holding {
  /** Negative for short. */
  units = 0;
  /** What the open units cost, or brought when they were sold short: not negative, fees not counted. */
  #cost = new ExactSum();

  constructor(
    /** Units of the underlying per unit: 1 for a share, 100 for a standard option contract. */
    public multiplier: number,
  ) {}

  /** USD. */
  get cost(): Decimal {
    return this.#cost.toDecimal();
  }

  /**
   * Books a trade.
   * @returns the profit that units it closed have made, fees not counted; undefined when it closed none
   */
  trade(change: number, price: number): number | undefined {
    const closes = this.units !== 0 && change > 0 !== this.units > 0;
    if (!closes) {
      this.#cost.addProduct(Math.abs(change) * this.multiplier, price);
      this.units = plusUnits(this.units, change);
      return undefined;
    }
    const held = Math.abs(this.units);
    const closed = Math.min(held, Math.abs(change));
    const long = this.units > 0;
    const gain = new ExactSum();
    gain.addProduct((long ? closed : -closed) * this.multiplier, price);
    this.takeCost(gain, closed, held);
    this.units = plusUnits(this.units, change);
    if (Math.abs(change) > closed) this.#cost.addProduct(Math.abs(this.units) * this.multiplier, price);
    return gain.toNumber();
  }

  /** A split: other units, of other contracts, at the same cost. */
  become(units: number, multiplier = this.multiplier): void {
    this.units = units;
    this.multiplier = multiplier;
  }

  /** Cost of the part that goes, six digits unless it is the whole: what is taken and what stays add up. */
  private takeCost(gain: ExactSum, closed: number, held: number): void {
    const long = this.units > 0;
    const { micros } = this.#cost;
    if (closed === held && micros !== undefined) {
      gain.addMicros(long ? -micros : micros);
      this.#cost = new ExactSum();
      return;
    }
    const all = this.#cost.toDecimal();
    const taken = closed === held ? all : all.times(closed).div(held).toDecimalPlaces(6);
    gain.add(long ? taken.negated() : taken);
    this.#cost = new ExactSum();
    if (closed !== held) this.#cost.add(all.minus(taken));
  }
}

/**
 * Cash, exact to the last digit: what comes in and goes out is whole millionths of a dollar, or a product that is added
 * without rounding.
 */
export class Cash {
  readonly #sum = new ExactSum();

  constructor(initial: Decimal) {
    const micros = initial.times(MICROS);
    if (micros.isInteger() && micros.abs().lt(Number.MAX_SAFE_INTEGER)) this.#sum.addMicros(micros.toNumber());
    else this.#sum.add(initial);
  }

  /** Pays for units (or is paid for sold ones, when negative) and pays fees in millionths. */
  pay(units: number, price: number, feeMicros: number): void {
    this.#sum.addProduct(-units, price);
    if (feeMicros !== 0) this.#sum.addMicros(-feeMicros);
  }

  receive(dollars: Decimal): void {
    this.#sum.add(dollars);
  }

  get exact(): Decimal {
    return this.#sum.toDecimal();
  }

  /** The nearest number of dollars. */
  get approximate(): number {
    return this.#sum.toNumber();
  }
}
