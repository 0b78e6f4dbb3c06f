import { type FactorStudy, type HorizonStudy, LEAST_SYMBOLS } from '../factor/factor-study.js';
import { table } from './aligned.js';
import { fixed, percent } from './figures.js';

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
  return [
    `${what} over ${over}, ${interval} bars from ${from} to ${to}: ${study.meanSymbols.toFixed(1)} symbols a date`,
    ...table([header, ...study.horizons.map(cellsOf)], 0).map((line) => `  ${line}`),
    `  half-life ${study.halfLife === undefined ? '–' : `${study.halfLife.halfLife.toFixed(1)} bars`}, rank turnover a bar ${fixed(study.rankTurnover, 3)}`,
    ...(study.horizons.every(({ summary }) => summary === undefined)
      ? [`  no date had ${LEAST_SYMBOLS} symbols with a value and a return`]
      : []),
  ];
}

function cellsOf({ horizon, summary, quantileSpread }: HorizonStudy): string[] {
  return [
    String(horizon),
    String(summary?.dates ?? 0),
    fixed(summary?.mean, 4),
    fixed(summary?.deviation, 4),
    fixed(summary?.informationRatio, 3),
    fixed(summary?.tStatistic, 2),
    percent(summary?.hitRate, 1),
    percent(quantileSpread, 3),
  ];
}
