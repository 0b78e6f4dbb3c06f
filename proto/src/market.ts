export * from '../gen/cream/market/v1/market_pb.js';
export * from '../gen/cream/market/v1/publications_pb.js';
export * from '../gen/cream/market/v1/universe_pb.js';
