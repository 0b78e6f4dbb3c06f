import { isoDate } from '@cream/domain';
import { OptionRight } from '@cream/proto/common';
import type { OptionSnapshot } from '@cream/proto/market';
import type { SourcedView } from '../options/market-view.js';
import type { OptionModel } from '../options/model-of-option.js';
import { aligned } from './aligned.js';
import { percent } from './figures.js';

const WIDTHS = [10, 4, 10, 8, 7, 7, 8, 8, 8, 8] as const;
export const MODEL_COLUMNS = ['expires', '', 'strike', 'middle', 'IV %', 'delta', 'gamma', 'vega', 'theta', 'early'];

/** What options are measured against, for programs. */
export function viewDocument({ spot, rate, rateFrom, dividendYield }: SourcedView) {
  const known = typeof spot === 'number';
  return { spot: known ? spot : null, reason: known ? null : spot, rate, rateFrom, dividendYield };
}

/** What a model says, or why it says nothing, for programs. */
export function modelDocument(model: OptionModel | string) {
  return typeof model === 'string' ? { reason: model } : { reason: null, ...model };
}

export function viewLine(symbol: string, { spot, rate, rateFrom, dividendYield }: SourcedView): string {
  const price = typeof spot === 'number' ? `${symbol} at ${spot}` : spot;
  return `${price}, rate ${percent(rate, 2)} (${rateFrom}), dividend yield ${percent(dividendYield, 2)}`;
}

export function modelLine({ contract }: OptionSnapshot, model: OptionModel | string): string {
  const terms = [
    contract?.expiration === undefined ? '' : isoDate(contract.expiration),
    contract?.right === OptionRight.CALL ? 'call' : 'put',
    contract?.strike?.value ?? '',
  ];
  if (typeof model === 'string') return `${modelRow(terms)}  ${model}`;
  const { value, impliedVolatility, delta, gamma, vega, theta, earlyExercise } = model;
  const numbers = [delta, gamma, vega, theta, earlyExercise].map((number) => number.toFixed(4));
  return modelRow([...terms, value.toFixed(3), (impliedVolatility * 100).toFixed(2), ...numbers]);
}

export function modelRow(cells: readonly string[]): string {
  return aligned(cells, WIDTHS, 2);
}
