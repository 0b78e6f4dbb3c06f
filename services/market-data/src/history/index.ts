export { type BarFileFormat, barFileFormat, type MadeBars, readBarFile } from './bar-file.js';
export { BAR_FILE_HEADER } from './bar-rows.js';
export type { StoodCalendar } from './calendar-pieces.js';
export type { FiledStatements } from './filed-statements.js';
export { type DateSpan, historyPieces, lastWholeDate } from './history-piece.js';
export type { OfferedObservation } from './macro-vintages.js';
export type { StorableActions } from './storable-actions.js';
export {
  CHAIN_VENDORS,
  type ChainVendor,
  type TakenVendorChain,
  type VendorChains,
  vendorChains,
} from './vendor-chains.js';
export {
  HISTORY_VENDORS,
  type HistoryQuestion,
  type HistoryRows,
  type HistoryVendor,
  type VendorHistory,
  vendorHistory,
} from './vendor-history.js';
export {
  PUBLICATION_KINDS,
  PUBLICATION_VENDORS,
  type PublicationKind,
  type VendorPublications,
  vendorPublications,
} from './vendor-publications.js';
export {
  SNAPSHOT_VENDORS,
  type SnapshotVendor,
  TICK_VENDORS,
  type TickKind,
  type TickVendor,
  type VendorTicks,
  vendorSnapshots,
  vendorTicks,
} from './vendor-ticks.js';
