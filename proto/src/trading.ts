export * from '../gen/cream/trading/v1/execution_service_pb.js';
export * from '../gen/cream/trading/v1/risk_service_pb.js';
export * from '../gen/cream/trading/v1/trading_pb.js';
