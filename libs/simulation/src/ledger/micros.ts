import { Decimal } from '@cream/domain';

/** Millionths of a dollar: the digits of a simulated price and of a fee. */
export const MICROS = 1_000_000;

/**
 * A price in millionths, when it is a whole number of them; undefined when it is finer or too large to be exact. A number
 * stands for the decimal its shortest text shows: 0.1 is a tenth.
 */
export function microsOf(price: number): number | undefined {
  const whole = Math.round(price * MICROS);
  return Number.isSafeInteger(whole) && whole / MICROS === price ? whole : undefined;
}

/** The quotient of two whole numbers, rounded up or down; exact, unlike a division of floating point numbers. */
export function wholeQuotient(numerator: number, denominator: number, up: boolean): number {
  const rest = numerator % denominator;
  const whole = (numerator - rest) / denominator;
  if (rest === 0) return whole;
  if (up) return rest > 0 ? whole + 1 : whole;
  return rest < 0 ? whole - 1 : whole;
}

/**
 * An exact sum of dollars that is fast while everything is a whole number of millionths below 2^53 of them, and right
 * when it is not.
 */
export class ExactSum {
  #micros = 0;
  #rest: Decimal | undefined;

  /** Adds quantity × price; the quantity may be negative. */
  addProduct(quantity: number, price: number): void {
    const micros = microsOf(price);
    const product = micros === undefined ? Number.NaN : quantity * micros;
    if (Number.isSafeInteger(quantity) && Number.isSafeInteger(product)) this.addMicros(product);
    else this.add(new Decimal(quantity).times(price));
  }

  addMicros(micros: number): void {
    const sum = this.#micros + micros;
    if (Number.isSafeInteger(sum)) {
      this.#micros = sum;
      return;
    }
    this.add(new Decimal(this.#micros).div(MICROS));
    this.#micros = 0;
    this.add(new Decimal(micros).div(MICROS));
  }

  add(dollars: Decimal): void {
    this.#rest = (this.#rest ?? new Decimal(0)).plus(dollars);
  }

  /** The sum in millionths; undefined when it is no whole number of them that is exact. */
  get micros(): number | undefined {
    return this.#rest === undefined ? this.#micros : undefined;
  }

  /** The nearest number. */
  toNumber(): number {
    return this.#rest === undefined ? this.#micros / MICROS : this.toDecimal().toNumber();
  }

  toDecimal(): Decimal {
    const whole = new Decimal(this.#micros).div(MICROS);
    return this.#rest === undefined ? whole : whole.plus(this.#rest);
  }
}
