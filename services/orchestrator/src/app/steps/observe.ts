import { create } from '@bufbuild/protobuf';
import { timestamp } from '@cream/domain';
import { EntryKind, FillsEntrySchema } from '@cream/proto/cycle';
import type { StepContext } from './step.js';

/** Brings the account to the slot and writes down what filled since the cycle before. */
export async function observe(context: StepContext): Promise<void> {
  const { peers, accountId, slotMs, previousSlotMs } = context;
  const { portfolio, fills } = await peers.execution.reconcile({
    accountId,
    asOf: timestamp(slotMs),
    ...(previousSlotMs === undefined ? {} : { after: timestamp(previousSlotMs) }),
  });
  if (portfolio === undefined) throw new Error('execution answered without a portfolio');
  await context.write([{ kind: EntryKind.FILLS, message: create(FillsEntrySchema, { fills, portfolio }) }]);
}
