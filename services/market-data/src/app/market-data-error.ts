/** What is wrong with the configured market data. */
export type MarketDataErrorCode =
  | 'FOLDER_UNREADABLE'
  | 'NO_FILES'
  | 'NO_TRADABLE_SYMBOL'
  | 'BAD_SYMBOL'
  | 'DUPLICATE_SYMBOL'
  | 'FILE_UNREADABLE'
  | 'FILE_EMPTY'
  | 'NOT_TEXT'
  | 'BAD_HEADER'
  | 'BAD_ROW'
  | 'BAD_NUMBER'
  | 'BAD_PRICE'
  | 'BAD_TIME'
  | 'DUPLICATE_TIME'
  | 'OUT_OF_ORDER'
  | 'NO_SESSION'
  | 'OUTSIDE_CALENDAR'
  | 'UNKNOWN_INTERVAL'
  | 'MIXED_INTERVAL'
  | 'BAD_ACTION';

/**
 * Data that cannot be used. `message` is one line, `file:line: what is wrong`, so that a person can go there and a
 * program can print it as it is. The service refuses to start with it.
 */
export class MarketDataError extends Error {
  override readonly name = 'MarketDataError';
  readonly code: MarketDataErrorCode;
  readonly text: string;
  readonly file: string | undefined;
  readonly line: number | undefined;

  constructor(code: MarketDataErrorCode, text: string, place: { file?: string; line?: number } = {}) {
    const where = [place.file, place.line].filter((part) => part !== undefined).join(':');
    super(where === '' ? text : `${where}: ${text}`);
    this.code = code;
    this.text = text;
    this.file = place.file;
    this.line = place.line;
  }
}
