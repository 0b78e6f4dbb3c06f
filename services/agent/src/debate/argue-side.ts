import { create } from '@bufbuild/protobuf';
import {
  type ArgueRequest,
  type Claim,
  type Report,
  type Role,
  Stance,
  type Thesis,
  ThesisSchema,
} from '@cream/proto/decision';
import { neutral, quote } from '../evidence/claim.js';
import { FactIndex } from '../evidence/fact-index.js';
import { isFounded } from '../evidence/founded.js';
import { weightOf } from '../evidence/report.js';
import { conviction } from './conviction.js';

/** Fewer similar trades than this are an anecdote: one win more or less would turn the rate over. */
const FEWEST_TRADES = 3;

export interface Side {
  readonly role: Role;
  readonly own: Stance;
  readonly other: Stance;
}

/** One thesis for every symbol of the briefing. Claims that rest on no fact of the briefing count nothing. */
export function argueSide({ briefing, reports, opponent }: ArgueRequest, side: Side): Thesis[] {
  if (briefing === undefined) return [];
  const index = FactIndex.of(briefing);
  return briefing.symbols.map((symbol) => {
    const about = reports.filter((report) => report.symbol === symbol);
    const answered = opponent.find((thesis) => thesis.symbol === symbol && thesis.role !== side.role);
    return argue(index, symbol, about, answered, side);
  });
}

function argue(
  index: FactIndex,
  symbol: string,
  reports: readonly Report[],
  opponent: Thesis | undefined,
  side: Side,
): Thesis {
  const founded = reports.flatMap((report) => report.claims).filter((claim) => isFounded(claim, index));
  const own = strongestFirst(founded, side.own);
  const counter = strongestFirst(founded, side.other)[0];
  const [best] = own;
  const strongestCounter = counter?.text ?? '';
  if (best === undefined) {
    return create(ThesisSchema, {
      role: side.role,
      symbol,
      conviction: 0,
      strongestCounter,
      abstained: { reason: `no ${Stance[side.own].toLowerCase()} claim in the reports` },
    });
  }
  const memory = recall(index, symbol);
  const ownWeight = weightOf(founded, side.own);
  const otherWeight = weightOf(founded, side.other);
  return create(ThesisSchema, {
    role: side.role,
    symbol,
    claims: memory === undefined ? own : [...own, memory.claim],
    conviction: conviction(ownWeight, otherWeight, memory?.winRate),
    strongestCounter,
    answerToOtherSide: opponent === undefined ? '' : answer(opponent, best, ownWeight, otherWeight),
    ...levels(reports, side),
  });
}

function strongestFirst(claims: readonly Claim[], stance: Stance): Claim[] {
  return claims.filter((claim) => claim.stance === stance && claim.weight > 0).sort((a, b) => b.weight - a.weight);
}

/** How similar trades went; undefined when there are too few to say. */
function recall(index: FactIndex, symbol: string): { claim: Claim; winRate: number } | undefined {
  const rate = index.number(symbol, 'memory.win_rate');
  const trades = index.number(symbol, 'memory.sample_size');
  if (rate === undefined || trades === undefined || trades.value < FEWEST_TRADES) return undefined;
  return {
    claim: neutral(0.1)`Similar trades: ${quote(trades, 0)}, of which a share of ${quote(rate, 2)} won`,
    winRate: rate.value,
  };
}

function answer(opponent: Thesis, best: Claim, own: number, other: number): string {
  const theirs = opponent.claims[0]?.text;
  if (theirs === undefined) return 'The other side makes no case.';
  return `Against "${theirs}" stands "${best.text}"; the weights are ${own.toFixed(2)} to ${other.toFixed(2)}.`;
}

/** The nearest levels of the chart: what the side aims for, and what would disprove it. */
function levels(reports: readonly Report[], side: Side): { target: string; invalidation: string } {
  const chart = reports.find((report) => report.detail.case === 'technical')?.detail;
  if (chart?.case !== 'technical') return { target: '', invalidation: '' };
  const above = chart.value.resistance[0]?.value;
  const below = chart.value.support[0]?.value;
  const [aim, limit] = side.own === Stance.BULLISH ? [above, below] : [below, above];
  return {
    target: aim === undefined ? '' : `The level at ${aim}`,
    invalidation: limit === undefined ? '' : `A close beyond the level at ${limit}`,
  };
}
