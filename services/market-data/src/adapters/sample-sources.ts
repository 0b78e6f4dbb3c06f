import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { MarketDataError } from '../app/market-data-error.js';
import type { SeriesSource } from './load-series.js';

const require = createRequire(import.meta.url);

/**
 * The sample sets: Apple's daily bars of 2013–2018 (`@observablehq/sample-datasets`, ISC) to trade, the S&P 500's of
 * 2000–2020 (`vega-datasets`, BSD-3-Clause) as context.
 * @throws MarketDataError when a package is not installed
 */
export function sampleSources(): SeriesSource[] {
  return [
    {
      symbol: 'AAPL',
      path: packageFile('@observablehq/sample-datasets/aapl.csv'),
      name: '@observablehq/sample-datasets/aapl.csv',
      contextOnly: false,
    },
    {
      symbol: 'SPX',
      // The package exports its code only; its data lies beside it.
      path: join(dirname(packageFile('vega-datasets')), '..', 'data', 'sp500-2000.csv'),
      name: 'vega-datasets/data/sp500-2000.csv',
      contextOnly: true,
    },
  ];
}

function packageFile(specifier: string): string {
  try {
    return require.resolve(specifier);
  } catch {
    const text = 'the sample data is not installed: run npm install, or set CREAM_MARKET_DATA_DIR';
    throw new MarketDataError('FILE_UNREADABLE', text, { file: specifier });
  }
}
