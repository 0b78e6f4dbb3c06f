export * from '../gen/cream/market/v1/market_pb.js';
