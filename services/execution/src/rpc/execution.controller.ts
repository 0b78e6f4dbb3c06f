import { millis, timestamp } from '@cream/domain';
import { type CallContext, invalidArgument, Rpc } from '@cream/grpc';
import {
  type CancelOrderRequest,
  ExecutionService,
  type GetPortfolioRequest,
  type ListFillsRequest,
  type ListOrdersRequest,
  type OpenAccountRequest,
  type ReconcileRequest,
  type StreamOrderUpdatesRequest,
  type SubmitPlanRequest,
} from '@cream/proto/trading';
import { Controller, Inject } from '@nestjs/common';
import { Accounts } from '../app/accounts.js';
import { OrderCanceler } from '../app/order-canceler.js';
import { followOrders } from '../app/order-updates.js';
import { PlanSubmitter } from '../app/plan-submitter.js';
import { portfolioOf } from '../app/portfolio-view.js';
import { Reconciler } from '../app/reconciler.js';

/** `cream.trading.v1.ExecutionService`. */
@Controller()
export class ExecutionController {
  constructor(
    @Inject(Accounts) private readonly accounts: Accounts,
    @Inject(Reconciler) private readonly reconciler: Reconciler,
    @Inject(PlanSubmitter) private readonly submitter: PlanSubmitter,
    @Inject(OrderCanceler) private readonly canceler: OrderCanceler,
  ) {}

  @Rpc(ExecutionService.method.openAccount)
  async openAccount(request: OpenAccountRequest) {
    const { accountId, mode, broker } = request;
    if (broker === undefined) throw invalidArgument('broker', 'is required');
    const openedMs = millis(request.openedAt, 'opened_at');
    return { portfolio: portfolioOf(await this.accounts.open(request, { accountId, mode, broker, openedMs })) };
  }

  @Rpc(ExecutionService.method.reconcile)
  reconcile({ accountId, asOf, after }: ReconcileRequest) {
    const asOfMs = millis(asOf, 'as_of');
    return this.accounts.use(accountId, async (book) => {
      if (await this.reconciler.advance(book, asOfMs)) await this.accounts.save(book);
      const afterMs = after === undefined ? book.settings.openedMs : millis(after);
      const { store } = this.accounts;
      const fills = afterMs < asOfMs ? await store.fillsBetween(accountId, afterMs, asOfMs) : [];
      const events = await store.eventsBetween(book, afterMs, asOfMs);
      return { portfolio: portfolioOf(book), fills, events };
    });
  }

  @Rpc(ExecutionService.method.submitPlan)
  submitPlan(request: SubmitPlanRequest) {
    return this.accounts.use(request.accountId, (book) => this.submitter.submit(book, request));
  }

  @Rpc(ExecutionService.method.cancelOrder)
  cancelOrder({ accountId, orderId }: CancelOrderRequest) {
    return this.accounts.use(accountId, async (book) => ({ order: await this.canceler.cancel(book, orderId) }));
  }

  @Rpc(ExecutionService.method.getPortfolio)
  getPortfolio({ accountId }: GetPortfolioRequest) {
    return this.accounts.use(accountId, async (book) => ({ portfolio: portfolioOf(book) }));
  }

  @Rpc(ExecutionService.method.listOrders)
  listOrders({ accountId, cycleId }: ListOrdersRequest) {
    return this.accounts.use(accountId, async () => ({ orders: await this.accounts.store.orders(accountId, cycleId) }));
  }

  @Rpc(ExecutionService.method.listFills)
  listFills({ accountId, cycleId }: ListFillsRequest) {
    const { store } = this.accounts;
    return this.accounts.use(accountId, async (book) => ({
      fills: await store.fills(accountId, cycleId),
      events: cycleId === '' ? await store.eventsBetween(book, book.settings.openedMs, book.clockMs) : [],
    }));
  }

  @Rpc(ExecutionService.method.streamOrderUpdates)
  async *streamOrderUpdates(request: StreamOrderUpdatesRequest, { signal }: CallContext) {
    await this.accounts.use(request.accountId, async () => undefined);
    yield* followOrders(this.accounts, request, signal);
  }

  @Rpc(ExecutionService.method.listAccounts)
  async listAccounts() {
    const accounts = await this.accounts.store.accounts();
    return {
      accounts: accounts.map(({ accountId, mode, broker, openedMs, clockMs }) => ({
        accountId,
        mode,
        broker,
        openedAt: timestamp(openedMs),
        asOf: timestamp(clockMs),
      })),
    };
  }
}
