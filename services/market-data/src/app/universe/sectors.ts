/** The eleven sectors of the Global Industry Classification Standard (MSCI and S&P, structure in force since 2018-09-28). */
export const SECTORS = [
  'Communication Services',
  'Consumer Discretionary',
  'Consumer Staples',
  'Energy',
  'Financials',
  'Health Care',
  'Industrials',
  'Information Technology',
  'Materials',
  'Real Estate',
  'Utilities',
] as const;

export type Sector = (typeof SECTORS)[number];

/** The sector of a name in any case; undefined when it is none. Other classifications are not translated: they differ. */
export function sectorOf(name: string): Sector | undefined {
  const wanted = name.trim().toLowerCase();
  return SECTORS.find((sector) => sector.toLowerCase() === wanted);
}
