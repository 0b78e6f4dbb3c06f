import { create } from '@bufbuild/protobuf';
import { ConsensusRoundSchema, SignatureState } from '@cream/proto/console';
import { Answer, ConstraintCheckSchema, Role, type Thesis, ThesisSchema, TimeInForce } from '@cream/proto/decision';
import { FactSchema } from '@cream/proto/knowledge';
import { OrderType, Side } from '@cream/proto/portfolio';
import { OrderSchema } from '@cream/proto/trading';
import { describe, expect, it } from 'vitest';
import { convictionDelta } from '../src/app/cycle/conviction-delta.js';
import { factName, factUnit, factValue } from '../src/app/cycle/fact-value.js';
import { limitScale } from '../src/app/cycle/limit-scale.js';
import { orderTerms } from '../src/app/cycle/order-terms.js';
import { signedByBoth } from '../src/app/cycle/signed-by-both.js';

describe('a limit on a bar', () => {
  const scale = (observed: string, limit: string) =>
    limitScale(create(ConstraintCheckSchema, { observed: { value: observed }, limit: { value: limit } }));

  it('ends at the limit while the observed value is within it', () => {
    expect(scale('9000', '50000')).toEqual({ observed: 0.18, limit: 1 });
  });

  it('ends at the observed value when that is over the limit', () => {
    expect(scale('4', '2')).toEqual({ observed: 1, limit: 0.5 });
  });

  it('measures a short exposure by its size', () => {
    expect(scale('-125000', '250000')).toEqual({ observed: 0.5, limit: 1 });
  });

  it('is not drawn where nothing was observed, nothing is limited, or both are zero', () => {
    expect(limitScale({})).toBeUndefined();
    expect(scale('0', '0')).toBeUndefined();
  });
});

describe('the debate', () => {
  const thesis = (role: Role, conviction: number): Thesis => create(ThesisSchema, { role, conviction });

  it('leans to the bull by the difference of the convictions', () => {
    expect(convictionDelta([thesis(Role.BEAR, 0.25), thesis(Role.BULL, 0.75)])).toBe(0.5);
  });

  it('leans nowhere while one side has not spoken', () => {
    expect(convictionDelta([thesis(Role.BULL, 0.75)])).toBeUndefined();
  });
});

describe('a fact in words', () => {
  it.each([
    ['indicator.rsi_14', 'RSI(14)'],
    ['indicator.macd_12_26', 'MACD(12, 26)'],
    ['indicator.bollinger_width_20_2', 'bollinger width(20, 2)'],
    ['level.support', 'support'],
    ['pattern.candle.engulfing_bullish', 'candle engulfing bullish'],
    ['price.volume', 'volume'],
    ['price.last', 'price'],
    ['regime.label', 'regime'],
    ['regime.atr_percentile', 'regime ATR percentile'],
    ['memory.win_rate', 'memory win rate'],
    ['unheard', 'unheard'],
  ])('%s is called %s', (kind, name) => {
    expect(factName(kind)).toBe(name);
  });

  it('keeps every digit of its value and names its unit', () => {
    const price = create(FactSchema, { value: { case: 'decimal', value: { value: '82.70355' } }, unit: 'USD' });
    const share = create(FactSchema, { value: { case: 'decimal', value: { value: '0.2' } }, unit: 'ratio' });
    expect([factValue(price), factUnit(price)]).toEqual(['$82.70355', '']);
    expect([factValue(share), factUnit(share)]).toEqual(['0.2', 'ratio']);
  });

  it('says what it is when it has no number', () => {
    expect(factValue(create(FactSchema, { value: { case: 'label', value: 'BEAR_TREND' } }))).toBe('BEAR_TREND');
    expect(factValue(create(FactSchema, {}))).toBe('–');
  });

  it('reads a table of one row out, and names a longer one by its size', () => {
    const table = (...rows: string[][]) =>
      create(FactSchema, {
        value: {
          case: 'table',
          value: { columns: ['status', 'target', 'upper_slope'], rows: rows.map((cells) => ({ cells })) },
        },
      });
    expect(factValue(table(['CONFIRMED', '', '-0.5']))).toBe('status CONFIRMED, upper slope -0.5');
    expect(factValue(table(['A', '1', '2'], ['B', '3', '4']))).toBe('Table of 2 rows: status, target, upper_slope');
  });
});

describe('a round', () => {
  const verdict = (role: Role, answer = Answer.APPROVE, signature = SignatureState.VALID) => ({
    verdict: { role, answers: [{ decisionId: 'c/AAPL', answer }] },
    signature,
  });
  const round = (...verdicts: ReturnType<typeof verdict>[]) => create(ConsensusRoundSchema, { verdicts });

  it('is signed when both approvers approve with signatures that hold', () => {
    expect(signedByBoth(round(verdict(Role.RISK_MANAGER), verdict(Role.CRITIC)))).toBe(true);
  });

  it.each([
    ['one approver is missing', round(verdict(Role.RISK_MANAGER))],
    ['one approver signed twice', round(verdict(Role.CRITIC), verdict(Role.CRITIC))],
    ['one approver rejects', round(verdict(Role.RISK_MANAGER), verdict(Role.CRITIC, Answer.REJECT))],
    [
      'a signature does not hold',
      round(verdict(Role.RISK_MANAGER), verdict(Role.CRITIC, Answer.APPROVE, SignatureState.INVALID)),
    ],
    [
      'an approver failed',
      create(ConsensusRoundSchema, {
        verdicts: [verdict(Role.RISK_MANAGER), verdict(Role.CRITIC)],
        failures: [{ role: Role.CRITIC, kind: 'TIMEOUT' }],
      }),
    ],
  ])('is not signed when %s', (_, unsigned) => {
    expect(signedByBoth(unsigned)).toBe(false);
  });
});

describe('an order', () => {
  it('says what it asks of the market', () => {
    const order = create(OrderSchema, { side: Side.BUY, type: OrderType.MARKET, tif: TimeInForce.DAY });
    const stop = create(OrderSchema, {
      side: Side.SELL,
      type: OrderType.STOP,
      stop: { value: '165.37' },
      tif: TimeInForce.GTC,
    });
    expect([orderTerms(order), orderTerms(stop)]).toEqual(['BUY market, DAY', 'SELL stop $165.37, GTC']);
  });
});
