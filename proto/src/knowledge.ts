export * from '../gen/cream/knowledge/v1/context_service_pb.js';
export * from '../gen/cream/knowledge/v1/knowledge_pb.js';
export * from '../gen/cream/knowledge/v1/memory_service_pb.js';
export * from '../gen/cream/knowledge/v1/regime_service_pb.js';
export * from '../gen/cream/knowledge/v1/technicals_service_pb.js';
