import { canonicalText, Decimal } from '@cream/domain';
import { z } from 'zod';
import { SECTORS, type Sector, sectorOf } from './sectors.js';

const MOST_SYMBOLS = 10_000;
const MOST_PARTS = 64;
const MOST_SESSIONS = 1_260;
const USUAL_SESSIONS = 20;
const SYMBOL = /^[A-Z0-9][A-Z0-9.-]{0,14}$/;
const INDEX_ID = /^[A-Z0-9][A-Z0-9._-]{0,30}$/;
const UNIVERSE_ID = /^[a-z0-9][a-z0-9-]{0,62}$/;

const upper = (pattern: RegExp, what: string) =>
  z
    .string()
    .transform((text) => text.trim().toUpperCase())
    .refine((text) => pattern.test(text), { error: ({ input }) => `${JSON.stringify(input)} is no ${what}` });

const symbol = upper(SYMBOL, 'symbol');
const symbols = z.array(symbol).max(MOST_SYMBOLS);

const noSector = (name: string) => `${JSON.stringify(name)} is no GICS sector: choose from ${SECTORS.join(', ')}`;

const sector = z.string().transform((name, context): Sector => {
  const known = sectorOf(name);
  if (known !== undefined) return known;
  context.addIssue(noSector(name));
  return z.NEVER;
});

/** A number or a decimal text, kept exact as canonical text. */
const amount = z.union([z.number(), z.string()], { error: 'must be a number' }).transform((value, context): string => {
  const exact = decimalOf(value);
  if (exact === undefined) context.addIssue(`${JSON.stringify(value)} is no number`);
  else if (exact.isNegative()) context.addIssue('must not be negative');
  else return canonicalText(exact);
  return z.NEVER;
});

/** Values by sector, in the order of the sectors. */
const bySector = <T extends z.ZodType>(value: T) =>
  z.record(z.string(), value).transform((given, context): Partial<Record<Sector, z.infer<T>>> => {
    const unknown = Object.keys(given).find((name) => sectorOf(name) === undefined);
    if (unknown !== undefined) {
      context.addIssue(noSector(unknown));
      return z.NEVER;
    }
    const entries = Object.entries(given).map(([name, one]) => [sectorOf(name), one] as const);
    return Object.fromEntries(SECTORS.flatMap((name) => entries.filter(([key]) => key === name)));
  });

const sessions = z.int().min(1).max(MOST_SESSIONS);
const place = z.int().min(1).max(MOST_SYMBOLS);

const bounds = { min: amount.optional(), max: amount.optional() };
const inOrder = ({ min, max }: { min?: string | undefined; max?: string | undefined }) =>
  min === undefined || max === undefined || new Decimal(min).lte(max);
const ORDER = { error: 'min lies above max' };
const range = z.strictObject(bounds).refine(inOrder, ORDER);
const averaged = z.strictObject({ ...bounds, sessions: sessions.default(USUAL_SESSIONS) }).refine(inOrder, ORDER);

const filters = z.strictObject({
  /** Close of the newest bar, dollars. */
  price: range.optional(),
  /** Mean volume of the newest finished sessions, units as they are at `as_of`. */
  averageVolume: averaged.optional(),
  /** Mean of close times volume, dollars. */
  averageDollarVolume: averaged.optional(),
  /** Dollars. */
  marketCap: range.optional(),
  sectors: z.strictObject({ only: z.array(sector).min(1).optional(), except: z.array(sector).optional() }).optional(),
});

const rank = z.strictObject({
  by: z.enum(['volume', 'dollarVolume', 'marketCap', 'return', 'volatility']),
  /** How many sessions are looked at; without meaning for the capitalisation. */
  sessions: sessions.default(USUAL_SESSIONS),
  /** `return` only: ends so many sessions before the newest (12-1 momentum: sessions 252, skip 21). */
  skip: z.int().min(0).max(MOST_SESSIONS).default(0),
  order: z.enum(['descending', 'ascending']).default('descending'),
  top: place.optional(),
});

const sectorCaps = z.strictObject({
  /** Members of each sector at most. */
  each: place.optional(),
  /** Of single sectors, instead of `each`. */
  of: bySector(z.int().min(0).max(MOST_SYMBOLS)).default({}),
});

const leaves = [
  z.strictObject({ kind: z.literal('static'), symbols: symbols.min(1) }),
  z.strictObject({ kind: z.literal('index'), index: upper(INDEX_ID, 'name of an index') }),
  z.strictObject({
    kind: z.literal('holdings'),
    fund: symbol,
    minWeight: amount.refine((text) => new Decimal(text).lte(1), 'is a ratio and must not exceed 1').optional(),
    top: place.optional(),
  }),
  z.strictObject({ kind: z.literal('screener'), filters: filters.optional() }),
  z.strictObject({
    kind: z.literal('universe'),
    id: z.string().regex(UNIVERSE_ID, { error: ({ input }) => `${JSON.stringify(input)} is no id of a universe` }),
  }),
] as const;

const union = z.strictObject({
  kind: z.literal('union'),
  get of() {
    return z.array(source).min(1).max(MOST_PARTS);
  },
});
const intersection = z.strictObject({
  kind: z.literal('intersection'),
  get of() {
    return z.array(source).min(1).max(MOST_PARTS);
  },
});

type Leaf = z.infer<(typeof leaves)[number]>;

/** Where symbols come from. */
export type Source = Leaf | { readonly kind: 'union' | 'intersection'; readonly of: readonly Source[] };

const source: z.ZodType<Source> = z.lazy(() => z.discriminatedUnion('kind', [...leaves, union, intersection]));

/** A definition as it is written down; every default is filled in by reading it. */
export const definitionSchema = z
  .strictObject({
    source,
    exclude: symbols.default([]),
    filters: filters.default({}),
    /** Keeps symbols whose newest bar is a full session old or older. */
    allowStale: z.boolean().default(false),
    rank: rank.optional(),
    sectorCaps: sectorCaps.optional(),
  })
  .refine(({ rank: given, sectorCaps: caps }) => caps === undefined || given !== undefined, {
    path: ['sectorCaps'],
    error: 'need a rank: else it would be chance who fills a sector',
  })
  .refine(({ rank: given }) => given?.by !== 'volatility' || given.sessions >= 2, {
    path: ['rank', 'sessions'],
    error: 'must be 2 or more for the volatility',
  })
  .refine(({ rank: given }) => given?.by === 'return' || (given?.skip ?? 0) === 0, {
    path: ['rank', 'skip'],
    error: 'belongs to the return only',
  });

export type Definition = z.infer<typeof definitionSchema>;
export type Filters = z.infer<typeof filters>;
export type Rank = z.infer<typeof rank>;
export type SectorCaps = z.infer<typeof sectorCaps>;
export type Range = z.infer<typeof range>;

function decimalOf(value: number | string): Decimal | undefined {
  if (typeof value === 'string' && !/^-?\d{1,31}(\.\d{1,18})?$/.test(value)) return undefined;
  const exact = new Decimal(value);
  return exact.isFinite() && exact.abs().lt('1e31') && exact.decimalPlaces() <= 18 ? exact : undefined;
}
