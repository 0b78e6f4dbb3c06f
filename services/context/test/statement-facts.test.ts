import { Trust } from '@cream/proto/knowledge';
import { FiscalPeriod, StatementKind } from '@cream/proto/market';
import { describe, expect, it } from 'vitest';
import { statementFacts } from '../src/app/statement-facts.js';
import { aStatement } from './publications.js';

const said = (facts: ReturnType<typeof statementFacts>) =>
  Object.fromEntries(
    facts.map(({ kind, value, unit }) => [kind, [value.case === 'decimal' ? value.value.value : '', unit]]),
  );

// Apple's quarters: 74,599 and 75,872 million dollars of revenue, 18,024 and 18,361 of net income, 3.06 and 3.28 a share.
// https://www.sec.gov/Archives/edgar/data/320193/000119312516439878/d66145d10q.htm
const QUARTERS = [
  aStatement('2014-12-27', { revenue: '74599000000', netIncome: '18024000000', epsDiluted: '3.06' }),
  aStatement('2015-09-26', { revenue: '51501000000', netIncome: '11124000000', epsDiluted: '1.96' }),
  aStatement('2015-12-26', { revenue: '75872000000', netIncome: '18361000000', epsDiluted: '3.28' }),
];

describe('statements of a company', () => {
  it('are the newest quarter and what grew since the quarter a year before', () => {
    expect(said(statementFacts(['AAPL'], QUARTERS))).toEqual({
      'fundamental.revenue': ['75872000000', 'USD'],
      'fundamental.revenue_growth': ['0.017065', 'ratio'],
      'fundamental.net_income': ['18361000000', 'USD'],
      'fundamental.net_income_growth': ['0.018697', 'ratio'],
      'fundamental.eps_diluted': ['3.28', 'USD/share'],
      'fundamental.eps_diluted_growth': ['0.071895', 'ratio'],
    });
  });

  it('name what they rest on, and are known since the later of both', () => {
    const facts = statementFacts(['AAPL'], QUARTERS);
    const refs = facts.slice(0, 2).map(({ source, trust, asOf }) => ['ref' in source && source.ref, trust, asOf]);
    const accepted = Date.parse('2016-01-26');
    expect(refs).toEqual([
      ['FMP INCOME QUARTER 2015-12-26', Trust.REPORTED, accepted],
      ['FMP INCOME QUARTER 2015-12-26 over 2014-12-27', Trust.DERIVED, accepted],
    ]);
  });

  it('say no growth over a loss, over nothing, or without the quarter a year before', () => {
    const growths = (earlier: Record<string, string>, date = '2014-12-27') =>
      statementFacts(['AAPL'], [aStatement(date, earlier), aStatement('2015-12-26', { netIncome: '5' })])
        .map(({ kind }) => kind)
        .filter((kind) => kind.endsWith('_growth'));
    expect(growths({ netIncome: '-3' })).toEqual([]);
    expect(growths({ netIncome: '0' })).toEqual([]);
    expect(growths({ netIncome: '4' }, '2015-09-26')).toEqual([]);
    expect(growths({ netIncome: '4' })).toEqual(['fundamental.net_income_growth']);
  });

  it('are years where there are no quarters, and each kind by itself', () => {
    const period = FiscalPeriod.YEAR;
    const facts = statementFacts(
      ['AAPL', 'MSFT'],
      [
        aStatement('2015-09-26', { totalRevenue: '233715000000' }, { period }),
        aStatement('2015-09-26', { totalAssets: '290345000000' }, { period, kind: StatementKind.BALANCE_SHEET }),
        aStatement('2015-06-30', { freeCashFlow: '23136000000' }, { symbol: 'MSFT', kind: StatementKind.CASH_FLOW }),
      ],
    );
    expect(facts.map(({ subject, kind }) => `${subject} ${kind}`)).toEqual([
      'AAPL fundamental.revenue',
      'AAPL fundamental.total_assets',
      'MSFT fundamental.free_cash_flow',
    ]);
  });
});
