import { create } from '@bufbuild/protobuf';
import { timestamp } from '@cream/domain';
import { Code, ConnectError } from '@cream/grpc';
import { Mode } from '@cream/proto/common';
import { EntryKind, FillsEntrySchema } from '@cream/proto/cycle';
import type { StepContext } from './step.js';

/** Brings the account to the slot and writes down what filled since the cycle before. */
export async function observe(context: StepContext): Promise<void> {
  const { portfolio, fills, events } = await reconcile(context).catch(async (error: unknown) => {
    if (context.mode !== Mode.PAPER || ConnectError.from(error).code !== Code.NotFound) throw error;
    await openPaperAccount(context);
    return reconcile(context);
  });
  if (portfolio === undefined) throw new Error('execution answered without a portfolio');
  await context.write([{ kind: EntryKind.FILLS, message: create(FillsEntrySchema, { fills, portfolio, events }) }]);
}

function reconcile({ peers, accountId, slotMs, previousSlotMs }: StepContext) {
  return peers.execution.reconcile({
    accountId,
    asOf: timestamp(slotMs),
    ...(previousSlotMs === undefined ? {} : { after: timestamp(previousSlotMs) }),
  });
}

/** A paper account begins with its first cycle, on the cash and costs of the active configuration. */
async function openPaperAccount({ peers, accountId, slotMs, config }: StepContext): Promise<void> {
  const broker = config.configuration?.broker;
  if (broker === undefined) throw new Error(`configuration ${config.version} has no broker settings`);
  await peers.execution.openAccount({ accountId, mode: Mode.PAPER, broker, openedAt: timestamp(slotMs - 1) });
}
