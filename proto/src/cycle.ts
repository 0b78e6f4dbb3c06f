export * from '../gen/cream/cycle/v1/backtest_service_pb.js';
export * from '../gen/cream/cycle/v1/config_service_pb.js';
export * from '../gen/cream/cycle/v1/cycle_pb.js';
export * from '../gen/cream/cycle/v1/orchestrator_service_pb.js';
export * from '../gen/cream/cycle/v1/scheduler_service_pb.js';
