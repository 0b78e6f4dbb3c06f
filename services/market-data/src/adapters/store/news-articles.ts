import { clone, fromBinary, toBinary } from '@bufbuild/protobuf';
import { millis } from '@cream/domain';
import { type NewsArticle, NewsArticleSchema } from '@cream/proto/market';
import { blob, type Database, type Row, type Statement, text } from '@cream/storage';
import type { ImportTotals } from './import-totals.js';
import type { MarketStore } from './market-store.js';
import { publicationConflict } from './publication-conflict.js';
import { settled } from './settled.js';

/** Of wordings: known after `afterMs` and by `asOfMs`, UTC milliseconds. */
export interface NewsQuery {
  /** About any of these; none: all. */
  readonly symbols: readonly string[];
  readonly afterMs: number;
  readonly asOfMs: number;
  /** The newest so many. */
  readonly limit: number;
}

/** Articles in all their wordings. */
export class NewsArticles {
  constructor(private readonly store: MarketStore) {}

  /** Each article in the newest wording known by the time, oldest first. */
  async list({ symbols, afterMs, asOfMs, limit }: NewsQuery): Promise<NewsArticle[]> {
    const about =
      symbols.length === 0
        ? ''
        : `AND id IN (SELECT article FROM article_symbols WHERE known_ms > ?1 AND known_ms <= ?2
             AND symbol IN (SELECT value FROM json_each(?4)))`;
    const sql = `
      SELECT content FROM articles AS one WHERE known_ms > ?1 AND known_ms <= ?2 ${about}
      AND NOT EXISTS (SELECT 1 FROM articles AS later WHERE later.source = one.source AND later.article = one.article
        AND later.known_ms > one.known_ms AND later.known_ms <= ?2)
      ORDER BY known_ms DESC, source DESC, article DESC LIMIT ?3`;
    const from = Number.isFinite(afterMs) ? afterMs : Number.MIN_SAFE_INTEGER;
    const args = [from, asOfMs, limit, ...(symbols.length === 0 ? [] : [JSON.stringify(symbols)])];
    return (await this.store.rows(sql, args, toArticle)).reverse();
  }

  /** Writes wordings: all of them or none. One that is stored stays as it is; another text for it is a finding. */
  take(articles: readonly NewsArticle[], source: string): Promise<ImportTotals> {
    return this.store.exclusively(async (database) => {
      const offers = articles.map(offerOf);
      const result = settled(offers, await stored(database, articles));
      const first = (await database.get('SELECT max(id) AS id FROM articles', [], (row) => Number(row.id ?? 0))) ?? 0;
      const statements = result.fresh.flatMap((one, i) => insert(first + 1 + i, one, source));
      for (const { offered, stored: before } of result.contradictions) {
        const { article, knownMs, content } = offered;
        const said = fromBinary(NewsArticleSchema, before as Uint8Array);
        statements.push(
          publicationConflict({
            origin: `news ${source}`,
            subject: article.symbols[0] ?? '',
            knownMs,
            observed: `${article.source} ${article.id}: ${article.headline} (${content.length} bytes)`,
            expected: `${said.headline} (${before.length} bytes)`,
          }),
        );
      }
      if (statements.length > 0) await database.write(statements);
      return result.totals;
    });
  }
}

interface Offer {
  readonly key: string;
  readonly content: Uint8Array;
  readonly article: NewsArticle;
  readonly knownMs: number;
}

function offerOf(given: NewsArticle): Offer {
  const article = clone(NewsArticleSchema, given);
  article.symbols = [...new Set(given.symbols)].sort();
  const knownMs = millis(given.knownAt, 'known_at');
  return {
    key: keyOf(article.source, article.id, knownMs),
    content: toBinary(NewsArticleSchema, article),
    article,
    knownMs,
  };
}

function keyOf(source: string, id: string, knownMs: number): string {
  return JSON.stringify([source, id, knownMs]);
}

async function stored(database: Database, articles: readonly NewsArticle[]): Promise<Map<string, Uint8Array>> {
  const ids = JSON.stringify([...new Set(articles.map(({ id }) => id))]);
  const sql = `SELECT source, article, known_ms, content FROM articles
               WHERE article IN (SELECT value FROM json_each(?))`;
  const rows = await database.all(sql, [ids], (row): [string, Uint8Array] => [
    keyOf(text(row, 'source'), text(row, 'article'), Number(row.known_ms)),
    blob(row, 'content'),
  ]);
  return new Map(rows);
}

function insert(id: number, { article, knownMs, content }: Offer, importedFrom: string): Statement[] {
  const row = {
    sql: 'INSERT INTO articles (id, source, article, known_ms, content, imported_from) VALUES (?, ?, ?, ?, ?, ?)',
    args: [id, article.source, article.id, knownMs, content, importedFrom],
  };
  if (article.symbols.length === 0) return [row];
  const sql = 'INSERT INTO article_symbols (symbol, known_ms, article) SELECT value, ?, ? FROM json_each(?)';
  return [row, { sql, args: [knownMs, id, JSON.stringify(article.symbols)] }];
}

function toArticle(row: Row): NewsArticle {
  return fromBinary(NewsArticleSchema, blob(row, 'content'));
}
