export { DbnError } from './dbn-error.js';
export { type DbnFile, type DbnHeader, type DbnRecord, type DbnRecordOf, decodeDbn } from './decode-dbn.js';
export type { PriceLevel } from './fields.js';
export type { DbnBodies, DbnKind } from './layouts.js';
export type { DbnMapping, DbnMetadata } from './metadata.js';
export { DbnSymbols } from './symbol-map.js';
