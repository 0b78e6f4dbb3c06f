export * from '../gen/cream/common/v1/common_pb.js';
export { type FieldRules, oneof_required as oneofRequired, rules, Sign } from '../gen/cream/common/v1/rules_pb.js';
