export * from '../gen/cream/decision/v1/agent_service_pb.js';
export * from '../gen/cream/decision/v1/decision_pb.js';
