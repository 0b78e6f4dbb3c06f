export * from '../gen/cream/portfolio/v1/portfolio_pb.js';
