import { QuantError } from './quant-error.js';

/** A series, oldest first. Never modified. */
export type Numbers = ArrayLike<number>;

/** No input of an indicator or a pattern is larger: beyond it sums and products of a few might be no numbers any more. */
export const LARGEST = 1e100;
/** What is smaller is nothing to divide by. */
export const SMALLEST = 1e-100;

/** Reads a position the caller's loop bounds prove to exist. */
export function at(values: Numbers, index: number): number {
  return values[index] as number;
}

/** A result, or undefined where finite inputs make it more than a number can hold. */
export function held(result: number): number | undefined {
  return Number.isFinite(result) ? result : undefined;
}

/** Throws a QuantError naming the first value that is NaN or infinite. */
export function requireFinite(parameter: string, values: Numbers): void {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) throw new QuantError(parameter, `must be finite, got ${values[i]}`, i);
  }
}

/** Like `requireFinite`, for prices and other quantities that are divided by or whose logarithm is taken. */
export function requirePositive(parameter: string, values: Numbers): void {
  for (let i = 0; i < values.length; i++) {
    const value = at(values, i);
    if (!(Number.isFinite(value) && value > 0)) {
      throw new QuantError(parameter, `must be finite and greater than 0, got ${value}`, i);
    }
  }
}

/** Like `requireFinite`, for what was computed of finite `values`: throws where it is more than a number can hold. */
export function requireHeld(parameter: string, results: Numbers): void {
  for (let i = 0; i < results.length; i++) {
    if (!Number.isFinite(results[i])) throw new QuantError(parameter, 'makes more than a number can hold', i);
  }
}

export function requireInteger(parameter: string, value: number, minimum: number): void {
  if (!Number.isInteger(value) || value < minimum) {
    throw new QuantError(parameter, `must be a whole number of at least ${minimum}, got ${value}`);
  }
}

export function requireNumber(parameter: string, value: number): void {
  if (!Number.isFinite(value)) throw new QuantError(parameter, `must be finite, got ${value}`);
}

export function requireAbove(parameter: string, value: number, bound: number): void {
  if (!(Number.isFinite(value) && value > bound)) {
    throw new QuantError(parameter, `must be finite and greater than ${bound}, got ${value}`);
  }
}

export function requireSameLength(parameter: string, values: Numbers, otherParameter: string, other: Numbers): void {
  if (values.length !== other.length) {
    throw new QuantError(parameter, `has ${values.length} values but ${otherParameter} has ${other.length}`);
  }
}

/** A position inside the series; throws when it lies outside. */
export function requireIndex(parameter: string, index: number, values: Numbers): void {
  if (!Number.isInteger(index) || index < 0 || index >= values.length) {
    throw new QuantError(parameter, `must be a position in a series of ${values.length} values, got ${index}`);
  }
}
