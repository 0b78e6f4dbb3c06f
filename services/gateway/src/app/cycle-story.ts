import type { DescMessage, MessageShape } from '@bufbuild/protobuf';
import type { PublicKey } from '@cream/domain';
import { Code, ConnectError } from '@cream/grpc';
import {
  CycleOutcomeSchema,
  type CycleRecord,
  EntryKind,
  FillsEntrySchema,
  OrdersEntrySchema,
  RecordHeaderSchema,
} from '@cream/proto/cycle';
import { ReportSchema, type Thesis, ThesisSchema } from '@cream/proto/decision';
import { BriefingSchema } from '@cream/proto/knowledge';
import { aftermathOf } from './aftermath.js';
import { messagesOf } from './entries.js';
import { neighbours } from './neighbours.js';
import type { Peers } from './peers.js';
import { roundsOf } from './rounds.js';
import { from } from './upstream.js';

export type PublicKeys = () => Promise<ReadonlyMap<string, PublicKey>>;

/**
 * A cycle from its record, with what became of it since.
 *
 * @throws ConnectError NOT_FOUND for an unknown cycle, or whatever a service answered
 */
export async function cycleStory(peers: Peers, publicKeys: PublicKeys, cycleId: string, account: string) {
  const { record, summary } = await from('orchestrator', peers.orchestrator.getCycle({ cycleId, accountId: account }));
  if (record === undefined) throw new ConnectError(`orchestrator: no record of ${cycleId}`, Code.Internal);
  const { accountId } = record;
  const [keys, verified, fills, orders, beside] = await Promise.all([
    publicKeys(),
    from('orchestrator', peers.orchestrator.verifyRecord({ accountId, cycleId })),
    from('execution', peers.execution.listFills({ accountId })),
    from('execution', peers.execution.listOrders({ accountId, cycleId })),
    neighbours(peers, accountId, cycleId),
  ]);
  const rounds = roundsOf(record.entries, keys);
  const decisionIds = rounds.at(-1)?.plan.decisions.map(({ decisionId }) => decisionId) ?? [];
  return {
    ...(summary === undefined ? {} : { summary }),
    ...one('header', record, EntryKind.HEADER, RecordHeaderSchema),
    ...one('fillsBefore', record, EntryKind.FILLS, FillsEntrySchema),
    ...one('briefing', record, EntryKind.BRIEFING, BriefingSchema),
    reports: messagesOf(record.entries, EntryKind.REPORT, ReportSchema),
    theses: latest(messagesOf(record.entries, EntryKind.THESIS, ThesisSchema)),
    rounds,
    ...one('orders', record, EntryKind.ORDERS, OrdersEntrySchema),
    ...one('outcome', record, EntryKind.OUTCOME, CycleOutcomeSchema),
    aftermath: aftermathOf(fills.fills, decisionIds, fills.events),
    findings: verified.findings,
    ...beside,
    ordersNow: orders.orders,
  };
}

/** A field of the story with the entry of a kind; no field while the record has no such entry. */
function one<K extends string, D extends DescMessage>(name: K, record: CycleRecord, kind: EntryKind, schema: D) {
  const message = messagesOf(record.entries, kind, schema).at(-1);
  return (message === undefined ? {} : { [name]: message }) as { [key in K]?: MessageShape<D> };
}

/** A side's case after it has answered the other replaces its first one. */
function latest(theses: readonly Thesis[]): Thesis[] {
  return [...new Map(theses.map((thesis) => [`${thesis.role}/${thesis.symbol}`, thesis])).values()];
}
