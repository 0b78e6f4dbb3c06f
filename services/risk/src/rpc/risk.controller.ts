import {
  constraintReport,
  defaultLimits,
  millis,
  portfolioExposure,
  QUOTIENT_DIGITS,
  symbolOf,
  wire,
} from '@cream/domain';
import { failedPrecondition, invalidArgument, Rpc } from '@cream/grpc';
import type { Instrument } from '@cream/proto/common';
import type { Portfolio } from '@cream/proto/portfolio';
import {
  type CheckRequest,
  type CheckResponse,
  type GetExposureRequest,
  type GetExposureResponse,
  type GetLimitsRequest,
  type GetLimitsResponse,
  type GetTradingStateRequest,
  type GetTradingStateResponse,
  RiskService,
  type SetTradingStateRequest,
  type SetTradingStateResponse,
} from '@cream/proto/trading';
import { Controller, Inject } from '@nestjs/common';
import { NewestPrices } from '../app/newest-prices.js';
import { underTradingState } from '../app/trading-state-checks.js';
import { TradingSwitch } from '../app/trading-switch.js';
import { stateMessage, stateName } from './trading-state-message.js';

/** `cream.trading.v1.RiskService`. */
@Controller()
export class RiskController {
  constructor(
    @Inject(NewestPrices) private readonly newestPrices: NewestPrices,
    @Inject(TradingSwitch) private readonly trading: TradingSwitch,
  ) {}

  @Rpc(RiskService.method.check)
  async check({ plan, portfolio, limits, asOf }: CheckRequest): Promise<CheckResponse> {
    if (plan === undefined) throw invalidArgument('plan', 'is required');
    if (portfolio === undefined) throw invalidArgument('portfolio', 'is required');
    if (limits === undefined) throw invalidArgument('limits', 'is required');
    const instruments = [...plan.decisions.map(({ instrument }) => instrument), ...instrumentsOf(portfolio)];
    const prices = await this.newestPrices.of(instruments, asOf);
    const report = constraintReport({ plan, portfolio, limits, prices, asOfMs: millis(asOf, 'as_of') });
    return {
      $typeName: 'cream.trading.v1.CheckResponse',
      report: underTradingState(report, plan, this.trading.newest),
    };
  }

  @Rpc(RiskService.method.getLimits)
  getLimits(_request: GetLimitsRequest): GetLimitsResponse {
    return { $typeName: 'cream.trading.v1.GetLimitsResponse', defaults: defaultLimits() };
  }

  @Rpc(RiskService.method.getTradingState)
  getTradingState(_request: GetTradingStateRequest): GetTradingStateResponse {
    return { $typeName: 'cream.trading.v1.GetTradingStateResponse', state: stateMessage(this.trading.newest) };
  }

  @Rpc(RiskService.method.setTradingState)
  async setTradingState({ state, reason, actor }: SetTradingStateRequest): Promise<SetTradingStateResponse> {
    const name = stateName(state);
    if (name === undefined) throw invalidArgument('state', 'must be ACTIVE, REDUCING or HALTED');
    const change = await this.trading.set(name, reason, actor);
    return { $typeName: 'cream.trading.v1.SetTradingStateResponse', state: stateMessage(change) };
  }

  @Rpc(RiskService.method.getExposure)
  async getExposure({ portfolio, asOf }: GetExposureRequest): Promise<GetExposureResponse> {
    if (portfolio === undefined) throw invalidArgument('portfolio', 'is required');
    const held = portfolio.positions.map(({ instrument }) => instrument);
    const prices = await this.newestPrices.of(held, asOf);
    const { gross, net, leverage } = portfolioExposure(portfolio, prices);
    if (gross === undefined || net === undefined) {
      const missing = held.map(symbolOf).filter((symbol) => !prices.has(symbol));
      throw failedPrecondition(`no price is known of ${missing.join(', ')}`);
    }
    return {
      $typeName: 'cream.trading.v1.GetExposureResponse',
      gross: wire(gross),
      net: wire(net),
      ...(leverage === undefined ? {} : { leverage: wire(leverage.toDecimalPlaces(QUOTIENT_DIGITS)) }),
    };
  }
}

function instrumentsOf({ positions, workingOrders }: Portfolio): (Instrument | undefined)[] {
  return [...positions, ...workingOrders].map(({ instrument }) => instrument);
}
