export * from '../gen/cream/console/v1/console_pb.js';
