import { canonicalBytes, type FactParts, hash, millis, sha256 } from '@cream/domain';
import { Trust } from '@cream/proto/knowledge';
import { type NewsArticle, NewsArticleSchema } from '@cream/proto/market';
import { sourceOf } from './fact-source.js';

/** Articles of a symbol that become facts: more would crowd out what was measured. */
const NEWEST_OF_A_SYMBOL = 10;

/**
 * Headlines and summaries of the newest articles about each symbol, as they were worded. They are other people's words: a
 * fact says that they were said, its hash of what article, and nothing about whether they are true.
 * @param articles oldest first
 */
export function newsFacts(symbols: readonly string[], articles: readonly NewsArticle[]): FactParts[] {
  const known = articles.map((article) => ({
    article,
    digest: hash(sha256(canonicalBytes(NewsArticleSchema, article))),
  }));
  return symbols.flatMap((subject) =>
    known
      .filter(({ article }) => article.symbols.includes(subject))
      .slice(-NEWEST_OF_A_SYMBOL)
      .flatMap(({ article, digest }) => {
        const frame = {
          subject,
          asOf: millis(article.knownAt, 'known_at'),
          source: { ...sourceOf(article.source, article.id), hash: digest },
          trust: Trust.REPORTED,
          unit: '',
        };
        const text = (kind: string, value: string): FactParts => ({ ...frame, kind, value: { case: 'text', value } });
        const headline = text('news.headline', article.headline);
        return article.summary === '' ? [headline] : [headline, text('news.summary', article.summary)];
      }),
  );
}
