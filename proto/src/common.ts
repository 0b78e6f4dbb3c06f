export * from '../gen/cream/common/v1/common_pb.js';
export { rules, oneof_required as oneofRequired, Sign, type FieldRules } from '../gen/cream/common/v1/rules_pb.js';
