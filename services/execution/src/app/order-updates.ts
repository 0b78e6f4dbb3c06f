import { invalidArgument } from '@cream/grpc';
import type { Order } from '@cream/proto/trading';
import type { Accounts } from './accounts.js';

const BATCH = 256;

export interface OrderUpdatesWanted {
  readonly accountId: string;
  /** Sequence number of the last change the reader has; 0 for none. */
  readonly resumeToken: bigint;
  readonly follow: boolean;
}

/** Order changes in order; when following, also those to come, until the reader leaves. */
export async function* followOrders(
  accounts: Accounts,
  { accountId, resumeToken, follow }: OrderUpdatesWanted,
  signal: AbortSignal,
): AsyncGenerator<{ resumeToken: bigint; order: Order }> {
  if (resumeToken > BigInt(Number.MAX_SAFE_INTEGER)) throw invalidArgument('resume_token', 'was never given out');
  let sent = Number(resumeToken);
  let wake: () => void = () => undefined;
  let changed = false;
  const end = accounts.listen(accountId, () => {
    changed = true;
    wake();
  });
  const leave = () => wake();
  signal.addEventListener('abort', leave);
  try {
    while (!signal.aborted) {
      changed = false;
      const events = await accounts.store.orderEvents(accountId, sent, BATCH);
      for (const { sequence, order } of events) {
        sent = sequence;
        yield { resumeToken: BigInt(sequence), order };
      }
      if (events.length > 0) continue;
      if (!follow) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        if (changed || signal.aborted) resolve();
      });
    }
  } finally {
    signal.removeEventListener('abort', leave);
    end();
  }
}
