/** A rate and the dates, in New York, from and through which it held. */
export interface Dated<T> {
  readonly from: string;
  readonly through?: string;
  readonly rate: T;
  readonly source: string;
}

/** The trading activity fee: per share or contract sold; a sale of shares pays at most the cap. */
export interface TradingActivityRate {
  readonly perShare: number;
  readonly cap: number;
  readonly perContract: number;
}

/**
 * SEC Section 31 fee, USD per million USD of sales, from its effective dates as the SEC's fee rate advisories and FINRA's
 * information notices give them. Where one names the current rate without its date, the date is the law's: 60 days after
 * the year's appropriation became law, or 1 April for an adjustment within the year.
 */
export const SEC_SECTION_31: readonly Dated<number>[] = [
  { from: '2008-04-01', rate: 5.6, source: 'FINRA Information Notice 3/10/08' },
  {
    from: '2009-04-10',
    rate: 25.7,
    source: 'SEC Release 34-59477 (74 FR 9644); its date: Traders Magazine, 15 April 2009',
  },
  { from: '2010-01-15', rate: 12.7, source: 'SEC Press Release 2009-270' },
  { from: '2010-04-01', rate: 16.9, source: 'FINRA Information Notice 3/10/10' },
  { from: '2011-01-21', rate: 19.2, source: 'SEC Fee Rate Advisory #5 for Fiscal Year 2011' },
  { from: '2012-02-21', rate: 18, source: 'SEC Fee Rate Advisory #5 for Fiscal Year 2012' },
  {
    from: '2012-04-01',
    rate: 22.4,
    source: 'SEC Fee Rate Advisory #2 for Fiscal Year 2013 names it as the current rate',
  },
  { from: '2013-05-25', rate: 17.4, source: 'FINRA Information Notice 3/3/14 names it as the current rate' },
  { from: '2014-03-18', rate: 22.1, source: 'FINRA Information Notice 3/3/14' },
  { from: '2015-02-14', rate: 18.4, source: 'SEC fee rate advisory of fiscal year 2015' },
  { from: '2016-02-16', rate: 21.8, source: 'FINRA Information Notice 3/15/16 names it as the current rate' },
  { from: '2017-07-04', rate: 23.1, source: 'FINRA Information Notice 5/7/18 names it as the current rate' },
  { from: '2018-05-22', rate: 13, source: 'FINRA Information Notice 5/7/18' },
  { from: '2019-04-16', rate: 20.7, source: 'SEC Fee Rate Advisory #2 for Fiscal Year 2019' },
  { from: '2020-02-18', rate: 22.1, source: 'FINRA Information Notice 2/3/20' },
  { from: '2021-02-25', rate: 5.1, source: 'SEC Fee Rate Advisory #2 for Fiscal Year 2021' },
  { from: '2022-05-14', rate: 22.9, source: 'SEC fee rate advisory of fiscal year 2022' },
  { from: '2023-02-27', rate: 8, source: 'SEC Release 34-96724 (88 FR 5051)' },
  { from: '2024-05-22', rate: 27.8, source: 'SEC Release 34-99973 (89 FR 29402)' },
  { from: '2025-05-14', rate: 0, source: 'FINRA Information Notice 4/24/25' },
  { from: '2026-04-04', rate: 20.6, source: 'SEC Release 34-104909, Fee Rate Advisory for Fiscal Year 2026' },
];

/**
 * FINRA Trading Activity Fee, By-Laws, Schedule A, Section 1. The rate per contract stood at what NASD announced for
 * 1 October 2002 until that of 2022.
 */
export const TRADING_ACTIVITY_FEE: readonly Dated<TradingActivityRate>[] = [
  taf('2004-11-01', 0.000075, 3.75, 0.002, 'NASD Notice to Members 04-84; its rates: FINRA Regulatory Notice 11-27'),
  taf('2011-07-01', 0.00009, 4.5, 0.002, 'FINRA Regulatory Notice 11-27'),
  taf('2012-03-01', 0.000095, 4.75, 0.002, 'FINRA Regulatory Notice 12-06'),
  taf('2012-07-01', 0.000119, 5.95, 0.002, 'SR-FINRA-2012-023 (77 FR 27527)'),
  taf('2022-01-01', 0.00013, 6.49, 0.00218, 'SR-FINRA-2020-032 (85 FR 66592)'),
  taf('2023-01-01', 0.000145, 7.27, 0.00244, 'SR-FINRA-2020-032 (85 FR 66592)'),
  taf('2024-01-01', 0.000166, 8.3, 0.00279, 'SR-FINRA-2020-032 (85 FR 66592)'),
  taf('2026-01-01', 0.000195, 9.79, 0.00329, 'SR-FINRA-2024-019 (Release 34-101696)'),
  { ...taf('2026-10-01', 0, 0, 0, 'SR-FINRA-2026-021 (Release 34-106409): paused'), through: '2026-12-31' },
];

/**
 * Options Regulatory Fees of all exchanges together, USD per contract, bought or sold, as a broker passes them on. Each
 * exchange sets its own and changes it often; only what a source dates stands here.
 */
export const OPTIONS_REGULATORY_FEE: readonly Dated<number>[] = [
  {
    from: '2025-03-03',
    through: '2025-12-31',
    rate: 0.02815,
    source: 'Interactive Brokers, Options Regulatory Fee (ORF)',
  },
];

/**
 * The rate of a date, `2024-05-22`.
 * @throws RangeError for a date of which no rate is known: a fee is never guessed
 */
export function rateOn<T>(table: readonly Dated<T>[], date: string, what: string): T {
  const row = table.findLast(({ from }) => from <= date);
  if (row === undefined || (row.through !== undefined && row.through < date)) {
    throw new RangeError(`no ${what} is known for ${date}: give one, or leave it out`);
  }
  return row.rate;
}

function taf(from: string, perShare: number, cap: number, perContract: number, source: string) {
  return { from, rate: { perShare, cap, perContract }, source };
}
