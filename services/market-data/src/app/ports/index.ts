export type { CalendarEventSource, CalendarRequest, VendorCalendarEvent } from './calendar-events.js';
export type {
  CorporateActionSource,
  CorporateActionsRequest,
  CorporateActionTerms,
  VendorCorporateAction,
} from './corporate-actions.js';
export type { DecimalText } from './decimal-text.js';
export type {
  FundamentalsSource,
  StatementKind,
  StatementPeriod,
  StatementsRequest,
  VendorStatement,
} from './fundamentals.js';
export type { BarsRequest, HistoricalBars, VendorBar } from './historical-bars.js';
export type {
  HistoricalQuotes,
  HistoricalTrades,
  SizeUnit,
  TicksRequest,
  TickTime,
  VendorQuote,
  VendorTrade,
} from './historical-ticks.js';
export type { MacroRequest, MacroSeriesSource, VendorObservation } from './macro-series.js';
export type { FeedNotice, FeedNumbering, MarketFeed, MarketFeedEvent } from './market-feed.js';
export type { NewsRequest, NewsSource, VendorArticle } from './news-source.js';
export type { OptionChainRequest, OptionChains, VendorGreeks, VendorOption } from './option-chains.js';
export type { Snapshots, VendorSnapshot } from './snapshots.js';
export { type TimeRange, within } from './time-range.js';
export { VendorError, type VendorErrorCode, type VendorErrorDetails } from './vendor-error.js';
