import { millis } from '@cream/domain';
import { invalidArgument, Rpc } from '@cream/grpc';
import { MemoryService, type RecallRequest, type RememberRequest } from '@cream/proto/knowledge';
import { Controller, Inject } from '@nestjs/common';
import { checkClosedTrade, checkFeatures } from '../app/closed-trade-rules.js';
import { recall } from '../app/recall.js';
import { TradeMemory } from '../app/trade-memory.js';

/** The contract: 0 means 5. */
const DEFAULT_K = 5;
const LARGEST_K = 100;

/** `cream.knowledge.v1.MemoryService`. */
@Controller()
export class MemoryController {
  constructor(@Inject(TradeMemory) private readonly memory: TradeMemory) {}

  @Rpc(MemoryService.method.recall)
  async recall({ accountId, symbol, regime, features, asOf, k }: RecallRequest) {
    if (k > LARGEST_K) throw invalidArgument('k', `must be at most ${LARGEST_K}`);
    const asOfMs = millis(asOf, 'as_of');
    const trades = await this.memory.of(accountId, symbol);
    if (trades.length === 0) return {};
    checkFeatures(features, 'features');
    const situation = new Map(features.map(({ kind, value }) => [kind, value]));
    return recall(trades, { symbol, regime, situation, asOfMs, k: k === 0 ? DEFAULT_K : k });
  }

  @Rpc(MemoryService.method.remember)
  async remember({ accountId, trade }: RememberRequest) {
    if (trade === undefined) throw invalidArgument('trade', 'is required');
    checkClosedTrade(trade);
    return { stored: await this.memory.add(accountId, trade) };
  }
}
