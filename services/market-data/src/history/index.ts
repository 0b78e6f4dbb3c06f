export { type BarFileFormat, barFileFormat, type MadeBars, readBarFile } from './bar-file.js';
export { BAR_FILE_HEADER } from './bar-rows.js';
export { type DateSpan, historyPieces, lastWholeDate } from './history-piece.js';
export type { StorableActions } from './storable-actions.js';
export {
  HISTORY_VENDORS,
  type HistoryQuestion,
  type HistoryRows,
  type HistoryVendor,
  type VendorHistory,
  vendorHistory,
} from './vendor-history.js';
