import { Decimal, newYorkDate } from '@cream/domain';
import { type FeeModel, type FeeTrade, microsUp } from './fee-model.js';
import { OPTIONS_REGULATORY_FEE, rateOn, SEC_SECTION_31, TRADING_ACTIVITY_FEE } from './fee-table.js';

const CENT_MICROS = 10_000;

export interface RegulatoryFeeSettings {
  /** Rounds each fee of a fill up to the cent, as most brokers do; otherwise to the millionth of a dollar. */
  readonly cents?: boolean;
  /** USD per contract, instead of the table of dated rates; 0 leaves the options regulatory fee out. */
  readonly optionsRegulatoryFee?: number;
}

/** The fees of one fill by name, in whole millionths of a dollar. */
export interface RegulatoryFees {
  readonly sec: number;
  readonly taf: number;
  readonly orf: number;
}

/**
 * SEC Section 31 fee and FINRA trading activity fee of sales, options regulatory fee of every option trade, at the rates
 * of the trade's date in New York.
 * @throws RangeError for a date without a known rate
 */
export function regulatoryFees(trade: FeeTrade, settings: RegulatoryFeeSettings = {}): RegulatoryFees {
  const date = newYorkDate(trade.timeMs);
  const rounded = (dollars: Decimal) => {
    const micros = microsUp(dollars);
    return settings.cents === true ? Math.ceil(micros / CENT_MICROS) * CENT_MICROS : micros;
  };
  const option = trade.kind === 'OPTION';
  const orf = option
    ? (settings.optionsRegulatoryFee ?? rateOn(OPTIONS_REGULATORY_FEE, date, 'options regulatory fee'))
    : 0;
  return {
    sec: trade.buy ? 0 : rounded(secFee(trade, date)),
    taf: trade.buy ? 0 : rounded(tradingActivityFee(trade, date)),
    orf: rounded(new Decimal(trade.quantity).times(orf)),
  };
}

/** The sum of `regulatoryFees`, to be used by the engine. */
export function regulatory(settings: RegulatoryFeeSettings = {}): FeeModel {
  return (trade) => {
    const { sec, taf, orf } = regulatoryFees(trade, settings);
    return sec + taf + orf;
  };
}

function secFee({ quantity, price, multiplier }: FeeTrade, date: string): Decimal {
  const rate = rateOn(SEC_SECTION_31, date, 'SEC Section 31 fee');
  return new Decimal(quantity).times(multiplier).times(price).times(rate).div(1e6);
}

function tradingActivityFee({ kind, quantity }: FeeTrade, date: string): Decimal {
  const { perShare, cap, perContract } = rateOn(TRADING_ACTIVITY_FEE, date, 'trading activity fee');
  if (kind === 'OPTION') return new Decimal(quantity).times(perContract);
  return Decimal.min(new Decimal(quantity).times(perShare), cap);
}
