import { create } from '@bufbuild/protobuf';
import { decOr, millis, timestamp } from '@cream/domain';
import { failedPrecondition, invalidArgument, notFound, Rpc } from '@cream/grpc';
import {
  type GetOptionChainRequest,
  type GetOptionChainResponse,
  type ImportOptionChainRequest,
  type ImportOptionChainResponse,
  ImportOptionChainResponseSchema,
  MarketDataService,
} from '@cream/proto/market';
import { Controller, Inject } from '@nestjs/common';
import { OptionChains } from '../adapters/store/option-chains.js';
import { selectOptions } from '../app/options/select-options.js';
import { TradingCalendar } from '../calendar/index.js';
import { checkRange, dayOfField } from './answers.js';

const { method } = MarketDataService;

/** Option chains as they were taken, and their way into the store. */
@Controller()
export class OptionChainController {
  constructor(
    @Inject(OptionChains) private readonly chains: OptionChains,
    @Inject(TradingCalendar) private readonly calendar: TradingCalendar,
  ) {}

  @Rpc(method.getOptionChain)
  async getOptionChain(request: GetOptionChainRequest): Promise<GetOptionChainResponse> {
    const { underlying, asOf, right } = request;
    const asOfMs = millis(asOf, 'as_of');
    const fromDay = dayOfField('expiration_from', request.expirationFrom);
    const toDay = dayOfField('expiration_to', request.expirationTo);
    checkRange(fromDay, toDay);
    const strikeFrom = decOr(request.strikeFrom, undefined);
    const strikeTo = decOr(request.strikeTo, undefined);
    if (strikeFrom !== undefined && strikeTo?.lt(strikeFrom))
      throw invalidArgument('strike_to', 'lies below strike_from');
    const chain = await this.chains.newest(underlying, asOfMs);
    if (chain === undefined) throw await this.missing(underlying, asOfMs);
    const query = { asOfMs, fromDay, toDay, strikeFrom, strikeTo, right };
    return {
      $typeName: 'cream.market.v1.GetOptionChainResponse',
      options: selectOptions(chain.options, query, this.calendar),
      takenAt: timestamp(chain.takenMs),
      source: chain.source,
    };
  }

  @Rpc(method.importOptionChain)
  async importOptionChain(request: ImportOptionChainRequest): Promise<ImportOptionChainResponse> {
    const { underlying, takenAt, options, source } = request;
    const totals = await this.chains.take({ underlying, takenMs: millis(takenAt), options }, source);
    return create(ImportOptionChainResponseSchema, totals);
  }

  private async missing(underlying: string, asOfMs: number): Promise<Error> {
    const at = new Date(asOfMs).toISOString();
    if (await this.chains.exist()) return notFound(`no option chain of ${underlying} was taken by ${at}`);
    return failedPrecondition('no option chain was ever stored: cream data import --kind option-chain takes one');
  }
}
