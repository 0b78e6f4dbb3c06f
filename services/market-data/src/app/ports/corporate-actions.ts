import type { DecimalText } from './decimal-text.js';

/** What happens to a holding. Rates are per old share. */
export type CorporateActionTerms =
  | { readonly kind: 'SPLIT'; readonly newShares: DecimalText; readonly oldShares: DecimalText }
  | {
      readonly kind: 'CASH_DIVIDEND';
      readonly amount: DecimalText;
      readonly currency?: string | undefined;
      readonly special?: boolean | undefined;
    }
  | { readonly kind: 'STOCK_DIVIDEND'; readonly rate: DecimalText }
  | {
      readonly kind: 'SPIN_OFF';
      readonly newSymbol: string;
      readonly newShares: DecimalText;
      readonly oldShares: DecimalText;
    }
  | {
      readonly kind: 'UNIT_SPLIT';
      readonly newSymbol: string;
      readonly newShares: DecimalText;
      readonly oldShares: DecimalText;
      readonly alternateSymbol: string;
      readonly alternateShares: DecimalText;
    }
  | {
      readonly kind: 'MERGER';
      readonly acquirer?: string | undefined;
      readonly cash?: DecimalText | undefined;
      /** Shares of the acquirer for `oldShares` of the symbol. */
      readonly newShares?: DecimalText | undefined;
      readonly oldShares?: DecimalText | undefined;
    }
  | { readonly kind: 'RENAME'; readonly newSymbol: string }
  | { readonly kind: 'REDEMPTION'; readonly cash: DecimalText }
  | { readonly kind: 'PARTIAL_CALL'; readonly cash?: DecimalText | undefined }
  | { readonly kind: 'WORTHLESS' }
  | { readonly kind: 'RIGHTS'; readonly newSymbol: string; readonly rate: DecimalText }
  | {
      readonly kind: 'REORGANIZATION';
      readonly cash?: DecimalText | undefined;
      readonly movements: readonly {
        readonly symbol: string;
        readonly newShares: DecimalText;
        readonly oldShares: DecimalText;
      }[];
    };

/** One corporate action. Dates are New York's, `2016-03-01`. */
export interface VendorCorporateAction {
  readonly id: string;
  /** The symbol held before it. */
  readonly symbol: string;
  readonly terms: CorporateActionTerms;
  /** First date on which the new terms trade. */
  readonly effectiveDate: string;
  readonly recordDate?: string | undefined;
  readonly payableDate?: string | undefined;
  /** Absent when the vendor does not say. */
  readonly announcedDate?: string | undefined;
  /**
   * UTC milliseconds from which it may be used: the end of the date of announcement; where that is unknown, the beginning
   * of the effective date, when the price itself shows it. Late at worst, never early.
   */
  readonly knownAt: number;
}

export interface CorporateActionsRequest {
  /** At least one. */
  readonly symbols: readonly string[];
  /** Of the effective dates, both inclusive. */
  readonly fromDate: string;
  readonly toDate: string;
}

/** Splits, dividends, mergers and the rest. */
export interface CorporateActionSource {
  /** @throws VendorError */
  corporateActions(request: CorporateActionsRequest, signal: AbortSignal): AsyncIterable<VendorCorporateAction>;
}
