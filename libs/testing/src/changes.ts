import type { DescMessage, MessageInitShape } from '@bufbuild/protobuf';

/** The fields of a message a test wants to be different; nested messages may be plain objects. */
export type Changes<Desc extends DescMessage> = Exclude<MessageInitShape<Desc>, { $typeName: string }>;
