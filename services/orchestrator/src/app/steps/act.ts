import { create } from '@bufbuild/protobuf';
import { EntryKind, OrdersEntrySchema } from '@cream/proto/cycle';
import { need, type Round } from '../cycle-state.js';
import type { StepContext } from './step.js';

/** Hands the signed plan to execution and writes down what it answered. */
export async function act(context: StepContext, round: Round): Promise<void> {
  const header = need(context.state.header, 'header');
  const { outcomes, report } = await context.peers.execution.submitPlan({
    accountId: context.accountId,
    plan: round.plan,
    verdicts: round.verdicts,
    limits: need(header.limits, 'limits'),
  });
  const message = create(OrdersEntrySchema, { outcomes, ...(report === undefined ? {} : { report }) });
  await context.write([{ kind: EntryKind.ORDERS, message }]);
}
