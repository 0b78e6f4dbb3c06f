import { type DescMessage, fromBinary, type MessageShape } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@cream/grpc';
import { type Entry, EntryKind } from '@cream/proto/cycle';

/** The message an entry holds. @throws ConnectError DATA_LOSS when its bytes are no such message: the record was damaged */
export function messageOf<D extends DescMessage>({ kind, sequence, bytes }: Entry, schema: D): MessageShape<D> {
  try {
    return fromBinary(schema, bytes);
  } catch (error) {
    const text = `orchestrator: entry ${sequence} (${EntryKind[kind]}) of the record cannot be read; run cream verify`;
    throw new ConnectError(text, Code.DataLoss, undefined, undefined, error);
  }
}

/** The messages of all entries of one kind, in order. */
export function messagesOf<D extends DescMessage>(entries: readonly Entry[], kind: EntryKind, schema: D) {
  return entries.filter((entry) => entry.kind === kind).map((entry) => messageOf(entry, schema));
}
