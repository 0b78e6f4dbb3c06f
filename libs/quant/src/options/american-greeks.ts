import { type AmericanSettings, escrowed } from './american.js';
import { blackScholes } from './black-scholes.js';
import { type Greeks, greeksPerUnit } from './greeks.js';
import { DAYS_PER_YEAR, type OptionInput, requireWithinNumbers, signOf } from './option-input.js';

/** First-order Greeks and gamma of an American option, quoted like those of `greeks`. */
export type AmericanGreeks = Pick<Greeks, 'price' | 'delta' | 'gamma' | 'theta' | 'vega' | 'rho' | 'dividendRho'>;

/** How far volatility, rate and yield are moved for their slopes: small beside what they vary over, large beside the error. */
const MOVE = 1e-4;
const MOVE_IN_TREE = 2e-3;

/**
 * Value and Greeks of an American option: those of the European option, which are exact, plus those of the premium in the
 * tree. Theta per calendar day; vega, rho and dividend rho per 1 % point. Theta follows from the equation the price
 * solves. Where exercising now is best the option is already the shares, and only delta is left.
 *
 * Undefined where no derivative exists: no time or no volatility left, and not to be exercised now.
 * @throws QuantError as `americanOption`
 */
export function americanGreeks(option: OptionInput, settings: AmericanSettings = {}): AmericanGreeks | undefined {
  const { option: random, premium, inTree } = escrowed(option, settings);
  const sign = signOf(option.right);
  if (premium.exercisedNow) {
    const price = sign * (option.spot - option.strike);
    return { price, delta: sign, gamma: 0, theta: 0, vega: 0, rho: 0, dividendRho: 0 };
  }
  const european = greeksPerUnit(random);
  if (european === undefined || option.years === 0 || option.volatility === 0) return undefined;

  const slope = (name: 'volatility' | 'rate' | 'dividendYield'): number => {
    const move = Math.min(inTree ? MOVE_IN_TREE : MOVE, option.volatility / 4);
    const at = (change: number): number => {
      const moved = escrowed({ ...option, [name]: option[name] + change }, settings);
      return Math.max(blackScholes(moved.option) + moved.premium.value, sign * (option.spot - option.strike));
    };
    // Below a rate of 0 other rules of exercise hold: from there the slope is taken on the upper side alone.
    const atEdge = option[name] >= 0 && option[name] < move;
    return atEdge ? (4 * at(move) - 3 * at(0) - at(2 * move)) / (2 * move) : (at(move) - at(-move)) / (2 * move);
  };
  const price = european.price + Math.max(premium.value, 0);
  const delta = european.delta + premium.delta;
  const gamma = european.gamma + premium.gamma;
  const { rate, dividendYield, volatility } = option;
  const growing = (rate - dividendYield) * option.spot;
  const theta = rate * price - growing * delta - 0.5 * (volatility * random.spot) ** 2 * gamma;
  const result = {
    price,
    delta,
    gamma,
    theta: theta / DAYS_PER_YEAR,
    vega: slope('volatility') / 100,
    rho: slope('rate') / 100,
    dividendRho: slope('dividendYield') / 100,
  };
  for (const value of Object.values(result)) requireWithinNumbers(value);
  return result;
}
