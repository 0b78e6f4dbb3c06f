import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatewayService } from '@cream/gateway';
import type { BacktestRun } from '@cream/proto/cycle';
import { BarInterval, MarketDataService } from '@cream/proto/market';
import { type Embedded, startEmbedded } from '@cream/runtime';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BarFile } from '../../cli/src/data/bar-file.js';
import { importBars } from '../../cli/src/data/import-bars.js';
import { runBacktest, SERVICES, TEST_SETTINGS, temporaryFolder } from '../system/support.js';
import {
  CAN_BROWSE,
  cutOffTables,
  isFocused,
  launchBrowser,
  newCheckedPage,
  newPage,
  open,
  overflowOf,
  seriousViolations,
  textOf,
  unfold,
  WIDTHS_AND_THEMES,
} from './browser.js';

const SCREENSHOT = join(import.meta.dirname, '../../docs/images/charts.png');
/** A day after which a double top had been confirmed. */
const AS_OF = '2016-03-01';

/** Two sessions of minute bars in a file. */
function minuteFile(folder: string): string {
  const rows = ['2016-01-04', '2016-01-05'].flatMap((date) =>
    Array.from({ length: 390 }, (_, k) => {
      const minute = 570 + k;
      const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const price = 500 + 5 * Math.sin(k / 20) + (k % 7) / 10;
      const [open, close] = [price.toFixed(2), (price + 0.1).toFixed(2)];
      return `${date}T${clock}:00,${open},${(price + 0.4).toFixed(2)},${(price - 0.4).toFixed(2)},${close},${1000 + k}`;
    }),
  );
  const path = join(folder, 'MSFT.csv');
  writeFileSync(path, `${['date,open,high,low,close,volume', ...rows].join('\n')}\n`);
  return path;
}

/** Needs Chromium on the machine and a built console; says so by being skipped. */
describe.runIf(CAN_BROWSE)('the chart page in a real browser', () => {
  const folder = temporaryFolder();
  let system: Embedded;
  let browser: Browser;
  let page: Page;
  let run: BacktestRun;
  const problems: string[] = [];

  beforeAll(async () => {
    system = await startEmbedded([...SERVICES, gatewayService], {
      dataDir: folder.path,
      httpPort: 0,
      env: TEST_SETTINGS,
    });
    const market = system.clients.get(MarketDataService);
    const about = { symbol: 'MSFT', interval: BarInterval.UNSPECIFIED, source: 'file' };
    const bars = await BarFile.open(minuteFile(folder.path));
    await importBars(market, bars, about, new AbortController().signal);
    run = await runBacktest(system.clients, { from: '2015-09-01', to: AS_OF });
    browser = await launchBrowser();
    page = await newPage(browser, problems);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await system.close();
    folder.remove();
  });

  const at = (path: string): Promise<void> => open(page, `${system.url}${path}`);
  const main = (): Promise<string> => textOf(page.locator('main'));
  const legend = (): Promise<string> => textOf(page.locator('cream-bar-legend'));
  const bars = (): Locator => page.getByRole('slider');
  const placeOf = async (): Promise<number> => Number(await bars().getAttribute('aria-valuenow'));
  const picker = (name: string): Locator => page.getByRole('combobox', { name, exact: true });

  it('begins with the first series held, at its newest bar', async () => {
    await at('/');
    await page.getByRole('link', { name: 'Charts', exact: true }).click();
    await bars().waitFor();
    await page.locator('cream-price-chart canvas').first().waitFor();
    expect(await textOf(page.locator('h1'))).toBe('AAPL');
    expect(await main()).toContain('Daily, 250 bars to 2018-05-11, the newest held');
    expect(await bars().getAttribute('aria-label')).toMatch(
      /^AAPL, daily, 250 candles, \d{4}-\d\d-\d\d to 2018-05-11$/,
    );
    expect(await legend()).toMatch(/^2018-05-11 O 189\.490005 H [\d.]+ L [\d.]+ C 188\.589996 Volume 25,806,600/);
    expect(await legend()).toMatch(/Simple average 20 [\d.]+ .*Bollinger bands 20, 2 .* RSI 14 [\d.]+ MACD 12, 26, 9 /);
  });

  it('shows what was known at a date, with levels and patterns in words', async () => {
    await at(`/charts/AAPL?as_of=${AS_OF}&bars=120`);
    const text = await main();
    expect(text).toContain(`Daily, 120 bars to ${AS_OF}, as it was known then`);
    expect(text).toMatch(/Levels .*92\.33 SUPPORT 3 0\.39/);
    expect(text).toMatch(/Double top BEARISH Confirmed, confidence 81 % breakout 114\.22, target 108\.52/);
    expect(text).toMatch(/Long Line Candle BULLISH 2016-03-01, continuation/);
    if (process.env.CREAM_UPDATE_SCREENSHOT === '1') await page.screenshot({ path: SCREENSHOT });
  });

  it('charts what was imported, in its own interval', async () => {
    await at('/charts/AAPL');
    await picker('Symbol').selectOption('MSFT');
    await page.waitForURL(/\/charts\/MSFT/);
    await expect.poll(main).toContain('1 minute, 250 bars to 2016-01-05');
    expect(await legend()).toMatch(/^2016-01-05 15:59 EST O 5\d\d\.\d+/);
    await picker('Bars').selectOption('60');
    await expect.poll(main).toContain('1 minute, 60 bars to 2016-01-05');
  });

  it('goes to a date and back to the newest bar', async () => {
    await at('/charts/AAPL?bars=60');
    await page.getByLabel('As of', { exact: true }).fill('2014-06-30');
    await expect.poll(main).toContain('60 bars to 2014-06-30, as it was known then');
    await page.getByRole('button', { name: 'Newest' }).click();
    await expect.poll(main).toContain('60 bars to 2018-05-11, the newest held');
  });

  it('says that there was no bar before the first', async () => {
    await at('/charts/AAPL?as_of=2010-01-04');
    expect(await main()).toContain('No bar of AAPL had ended by then.');
  });

  it('puts an indicator on the chart and takes it off by keyboard', async () => {
    await at(`/charts/AAPL?as_of=${AS_OF}`);
    const summary = page.locator('cream-indicator-picker summary');
    await summary.focus();
    await page.keyboard.press('Enter');
    const box = page.getByLabel('ADX 14', { exact: true });
    await box.focus();
    await page.keyboard.press('Space');
    await expect.poll(legend).toMatch(/ADX 14 [\d.]+/);
    expect(new URL(page.url()).searchParams.get('with')).toMatch(/,adx_14$/);
    await page.keyboard.press('Space');
    await expect.poll(legend).not.toContain('ADX 14');
    expect(new URL(page.url()).searchParams.has('with')).toBe(false);
  });

  it('tells bar after bar to whoever uses the keyboard', async () => {
    await at(`/charts/AAPL?as_of=${AS_OF}&bars=60`);
    await bars().focus();
    expect(await bars().getAttribute('aria-valuetext')).toMatch(/^2016-03-01, open 97\.650002, /);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => bars().getAttribute('aria-valuetext')).toMatch(/^2016-02-29, /);
    expect(await legend()).toMatch(/^2016-02-29 /);
    await page.keyboard.press('Home');
    await expect.poll(placeOf).toBe(0);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('PageUp');
    await expect.poll(placeOf).toBe(10);
    await page.keyboard.press('End');
    await expect.poll(placeOf).toBe(59);
    expect(await isFocused(bars())).toBe(true);
  });

  it('points the chart at a pattern that is chosen', async () => {
    await at(`/charts/AAPL?as_of=${AS_OF}&bars=120`);
    await page.getByRole('button', { name: /^Double top/ }).click();
    await expect.poll(() => bars().getAttribute('aria-valuetext')).toMatch(/^2015-12-\d\d, /);
    expect(await legend()).toMatch(/^2015-12-\d\d O /);
  });

  it('takes levels and patterns off the chart and leaves them in words', async () => {
    await at(`/charts/AAPL?as_of=${AS_OF}&bars=120`);
    const canvas = page.locator('.canvas');
    const full = await canvas.screenshot();
    await page.getByLabel('Levels', { exact: true }).first().uncheck();
    await page.getByLabel('Patterns', { exact: true }).uncheck();
    await expect.poll(async () => (await canvas.screenshot()).equals(full)).toBe(false);
    expect(new URL(page.url()).searchParams.get('hide')).toBe('levels,patterns');
    expect(await main()).toMatch(/92\.33 SUPPORT.*Double top BEARISH/);
  });

  it('leads from a cycle to the chart it saw, with the fills of its account', async () => {
    await at(`/cycles?account=${run.runId}&orders=1`);
    await page.locator('tbody th a').first().click();
    await page.getByTitle('Chart of AAPL as it was known then').click();
    await page.waitForURL(/\/charts\/AAPL\?/);
    await bars().waitFor();
    const fills = page.locator('section[aria-labelledby="fills-title"]');
    await fills.waitFor();
    expect(await textOf(fills)).toMatch(/(BOUGHT|SOLD) (Entry|Stop|Target|Close) \d+ \$[\d.]+ cycle Show/);
    await fills.getByRole('button', { name: 'Show' }).first().click();
    const filled = (await textOf(fills.locator('tbody th').first())).slice(0, 10);
    await expect.poll(legend).toContain(filled);
  });

  const paths = (): string[] => [
    `/charts/AAPL?as_of=${AS_OF}&account=${run.runId}`,
    '/charts/MSFT?interval=1m&with=vwap,ichimoku_9_26_52,parabolic_sar,obv,stochastic_14_3_3,macd_12_26_9',
    '/charts/SPX?bars=2000&with=none',
  ];

  it.each(WIDTHS_AND_THEMES)('runs over nothing and cuts nothing off at %i px, %s', async (width, colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 1000 });
    for (const path of paths()) {
      await at(path);
      await bars().waitFor();
      await unfold(page);
      expect(await overflowOf(page), path).toBeLessThanOrEqual(0);
      expect(await cutOffTables(page), path).toEqual([]);
    }
  });

  it('reports no error of its own', () => {
    expect(problems).toEqual([]);
  });

  it('says that a symbol is not held', async () => {
    await at('/charts/NOSUCH');
    expect(await textOf(page.getByRole('alert'))).toMatch(/Not found technicals: unknown symbol "NOSUCH"/);
  });

  it.each(['light', 'dark'] as const)(
    'has no serious accessibility violation, %s',
    async (colorScheme) => {
      const checked = await newCheckedPage(browser, colorScheme);
      for (const path of paths()) {
        await open(checked, `${system.url}${path}`);
        await checked.getByRole('slider').waitFor();
        await unfold(checked);
        expect(await seriousViolations(checked), path).toEqual([]);
      }
      await checked.close();
    },
    60_000,
  );
});
