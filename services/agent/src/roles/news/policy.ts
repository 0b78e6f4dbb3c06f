import { create } from '@bufbuild/protobuf';
import { type Claim, type Report, ReportSchema, Role, Stance } from '@cream/proto/decision';
import type { Fact } from '@cream/proto/knowledge';
import type { AnalystPolicy } from '../../app/role-policy.js';
import { bearish, bullish, citing, neutral, quote } from '../../evidence/claim.js';
import { FactIndex, reading } from '../../evidence/fact-index.js';
import { abstention, balance, weightOf } from '../../evidence/report.js';

/** Weight of a fully one-sided sentiment: between the 50-bar and the 200-bar line, because news fades. */
const SENTIMENT_WEIGHT = 0.5;

/**
 * The news analyst by rules: weighs sentiment that a source states as a number from -1 to 1. Words are cited as being on
 * record and never interpreted, so no headline can tell this role what to think.
 */
export const newsPolicy: AnalystPolicy = {
  role: Role.NEWS,
  policy: 'rules',
  version: 'news-rules-1',
  duty: 'analyze',
  analyze: ({ briefing }) => {
    if (briefing === undefined) return [];
    const index = FactIndex.of(briefing);
    return briefing.symbols.map((symbol) => report(index, symbol));
  },
};

function report(index: FactIndex, symbol: string): Report {
  const facts = index.startingWith(symbol, 'news.', 'event.');
  if (facts.length === 0) return abstention(Role.NEWS, symbol, 'no news or event fact in the briefing');
  const claims = facts.map(weigh);
  const score = weightOf(claims, Stance.BULLISH) - weightOf(claims, Stance.BEARISH);
  return create(ReportSchema, {
    role: Role.NEWS,
    symbol,
    claims,
    summary: `${symbol}: ${balance(claims)}.`,
    detail: {
      case: 'news',
      value: {
        sentiment: score > 0 ? Stance.BULLISH : score < 0 ? Stance.BEARISH : Stance.NEUTRAL,
        strength: Math.min(1, Math.abs(score)),
      },
    },
  });
}

function weigh(fact: Fact): Claim {
  const sentiment = fact.kind.endsWith('.sentiment') ? reading(fact) : undefined;
  if (sentiment === undefined || sentiment.value === 0) {
    return neutral(0)`A ${fact.kind} is on record; its words are not weighed${citing(fact)}`;
  }
  const weight = SENTIMENT_WEIGHT * Math.min(1, Math.abs(sentiment.value));
  return sentiment.value > 0
    ? bullish(weight)`Sentiment is ${quote(sentiment, 2)}`
    : bearish(weight)`Sentiment is ${quote(sentiment, 2)}`;
}
