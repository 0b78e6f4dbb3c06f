import type { FactorStudy, HorizonStudy } from '../factor/factor-study.js';

/** What was studied. */
export interface StudiedFactor {
  readonly indicator: string;
  readonly transform: string;
  readonly symbols: readonly string[];
  readonly universe: string | null;
  readonly from: string;
  readonly to: string;
  readonly interval: string;
  readonly delay: number;
  readonly quantiles: number;
  readonly asOf: string;
}

/** A study as the JSON document of `cream factor`; what is not defined is null. */
export function factorDocument(about: StudiedFactor, study: FactorStudy) {
  return {
    ...about,
    dates: study.dates,
    meanSymbols: study.meanSymbols,
    rankTurnover: study.rankTurnover ?? null,
    halfLife: study.halfLife?.halfLife ?? null,
    horizons: study.horizons.map(({ horizon, summary, coefficients, quantileSpread }) => ({
      horizon,
      dates: summary?.dates ?? 0,
      meanRankIc: summary?.mean ?? null,
      deviation: summary?.deviation ?? null,
      icir: summary?.informationRatio ?? null,
      tStatistic: summary?.tStatistic ?? null,
      hitRate: summary?.hitRate ?? null,
      quantileSpread: quantileSpread ?? null,
      coefficients: coefficients.map(({ endMs, coefficient }) => ({
        time: new Date(endMs).toISOString(),
        coefficient,
      })),
    })),
  };
}

/** A study for people. */
export function factorLines(about: StudiedFactor, study: FactorStudy): string[] {
  const { indicator, transform, universe, symbols, from, to, interval } = about;
  const over = universe === null ? `${symbols.length} symbols` : `${universe} (${symbols.length} symbols in all)`;
  const what = transform === 'none' ? indicator : `${indicator}, ${transform}`;
  const header = ['horizon', 'dates', 'rank IC', 'deviation', 'ICIR', 't', 'same sign', `Q${about.quantiles} - Q1`];
  const rows = [header, ...study.horizons.map(cellsOf)];
  const widths = header.map((_, i) => Math.max(...rows.map((cells) => cells[i]?.length ?? 0)));
  return [
    `${what} over ${over}, ${interval} bars from ${from} to ${to}: ${study.meanSymbols.toFixed(1)} symbols a date`,
    ...rows.map((cells) => `  ${cells.map((cell, i) => cell.padStart(widths[i] ?? 0)).join('  ')}`),
    `  half-life ${study.halfLife === undefined ? '–' : `${study.halfLife.halfLife.toFixed(1)} bars`}, rank turnover a bar ${number(study.rankTurnover, 3)}`,
    ...(study.horizons.every(({ summary }) => summary === undefined)
      ? ['  no date had three symbols with a value and a return']
      : []),
  ];
}

function cellsOf({ horizon, summary, quantileSpread }: HorizonStudy): string[] {
  return [
    String(horizon),
    String(summary?.dates ?? 0),
    number(summary?.mean, 4),
    number(summary?.deviation, 4),
    number(summary?.informationRatio, 3),
    number(summary?.tStatistic, 2),
    summary === undefined ? '–' : `${(summary.hitRate * 100).toFixed(1)} %`,
    quantileSpread === undefined ? '–' : `${(quantileSpread * 100).toFixed(3)} %`,
  ];
}

function number(value: number | undefined, digits: number): string {
  return value === undefined ? '–' : value.toFixed(digits);
}
