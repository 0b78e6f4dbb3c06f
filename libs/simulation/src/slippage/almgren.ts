/** A sale or purchase as Almgren, Thum, Hauptmann & Li (2005) describe it. */
export interface ImpactInput {
  /** Shares traded, as a share of the average daily volume. */
  readonly shareOfVolume: number;
  /** Over how many days. */
  readonly days: number;
  /** Per day, as a ratio. */
  readonly dailyVolatility: number;
  readonly sharesOutstanding: number;
  readonly averageDailyVolume: number;
}

/** As ratios of the price: 0.002 is 20 basis points. */
export interface Impact {
  /** What stays. */
  readonly permanent: number;
  /** What whoever trades pays beside half of what stays. */
  readonly temporary: number;
  /** Expected cost: permanent / 2 + temporary. */
  readonly realized: number;
}

const GAMMA = 0.314;
const ETA = 0.142;

/**
 * Market impact after Almgren, Thum, Hauptmann & Li, Direct Estimation of Equity Market Impact (2005):
 * permanent γ·σ·(X/V)·(Θ/V)^¼ and temporary η·σ·(X/(V·T))^⅗, γ = 0.314, η = 0.142.
 */
export function almgrenImpact(input: ImpactInput): Impact {
  for (const [parameter, value] of Object.entries(input)) {
    if (!(Number.isFinite(value) && value > 0)) throw new RangeError(`${parameter} must be above 0, got ${value}`);
  }
  const { shareOfVolume, days, dailyVolatility, sharesOutstanding, averageDailyVolume } = input;
  const permanent = GAMMA * dailyVolatility * shareOfVolume * (sharesOutstanding / averageDailyVolume) ** 0.25;
  const temporary = ETA * dailyVolatility * (shareOfVolume / days) ** 0.6;
  return { permanent, temporary, realized: permanent / 2 + temporary };
}

/** How a block is sold over some days, after Almgren & Chriss, Optimal Execution of Portfolio Transactions (2000). */
export interface ScheduleInput {
  readonly shares: number;
  readonly steps: number;
  readonly days: number;
  /** USD per share and √day. */
  readonly volatility: number;
  /** Temporary impact, USD per share and share a day. */
  readonly eta: number;
  /** Permanent impact, USD per share and share. */
  readonly gamma: number;
  /** Risk aversion, per USD; 0 gives equal steps. */
  readonly lambda: number;
}

export interface Schedule {
  /** Per day; 0 without risk aversion. */
  readonly kappa: number;
  /** Shares left before each step and after the last: steps + 1 values. */
  readonly holdings: number[];
  /** Shares traded in each step. */
  readonly trades: number[];
}

/**
 * Holdings x_j = X·sinh(κ(T − jτ)) / sinh(κT) with cosh(κτ) = 1 + κ̃²τ²/2 and κ̃² = λσ² / (η − γτ/2).
 * @throws RangeError when the permanent impact is too large for the formula (η ≤ γτ/2)
 */
export function almgrenChrissSchedule(input: ScheduleInput): Schedule {
  const { shares, steps, days, volatility, eta, gamma, lambda } = input;
  if (!(Number.isInteger(steps) && steps >= 1))
    throw new RangeError(`steps must be a whole number above 0, got ${steps}`);
  if (!(days > 0)) throw new RangeError(`days must be above 0, got ${days}`);
  if (!(lambda >= 0)) throw new RangeError(`lambda must be at least 0, got ${lambda}`);
  const tau = days / steps;
  const cost = eta - (gamma * tau) / 2;
  if (!(cost > 0)) throw new RangeError(`eta must be above gamma × step / 2, got ${eta}`);
  const kappa = Math.acosh(1 + ((lambda * volatility ** 2) / cost) * (tau ** 2 / 2)) / tau;
  const left = (step: number) =>
    kappa === 0
      ? (shares * (steps - step)) / steps
      : (shares * Math.sinh(kappa * (days - step * tau))) / Math.sinh(kappa * days);
  const holdings = Array.from({ length: steps + 1 }, (_, step) => (step === steps ? 0 : left(step)));
  const trades = holdings.slice(1).map((after, step) => (holdings[step] ?? 0) - after);
  return { kappa, holdings, trades };
}
