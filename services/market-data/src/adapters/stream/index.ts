export { EventQueue } from './event-queue.js';
export { SocketFeed, type SocketFeedOptions } from './socket-feed.js';
export type { StreamProtocol, StreamSignal } from './stream-protocol.js';
