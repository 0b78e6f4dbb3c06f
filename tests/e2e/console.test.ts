import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gatewayService } from '@cream/gateway';
import { type Embedded, startEmbedded } from '@cream/runtime';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runBacktest, SERVICES, TEST_SETTINGS, temporaryFolder } from '../system/support.js';

const BROWSER = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const BUILT = existsSync(join(import.meta.dirname, '../../ui/dist/browser/index.html'));
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const SCREENSHOT = join(import.meta.dirname, '../../docs/images/console.png');

/** Needs Chromium on the machine and a built console; says so by being skipped. */
describe.runIf(BROWSER !== undefined && BUILT)('the console in a real browser', () => {
  const folder = temporaryFolder();
  let system: Embedded;
  let browser: Browser;
  let page: Page;
  let cycleId: string;
  const problems: string[] = [];

  beforeAll(async () => {
    system = await startEmbedded([...SERVICES, gatewayService], {
      dataDir: folder.path,
      httpPort: 0,
      env: TEST_SETTINGS,
    });
    const run = await runBacktest(system.clients, { from: '2014-06-02', to: '2015-09-30' });
    cycleId = run.trades[0]?.cycleId ?? '';
    browser = await chromium.launch({
      ...(BROWSER === undefined ? {} : { executablePath: BROWSER }),
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
    });
    page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, colorScheme: 'light' });
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
  }, 90_000);

  afterAll(async () => {
    await browser.close();
    await system.close();
    folder.remove();
  });

  async function open(path: string): Promise<void> {
    await page.goto(`${system.url}${path}`, { waitUntil: 'load' });
    await page.locator('main h1, main h2').first().waitFor();
  }

  async function seriousViolations(): Promise<string[]> {
    await page.addScriptTag({ path: AXE });
    return page.evaluate(async () => {
      const axe = (
        globalThis as unknown as { axe: { run(): Promise<{ violations: { id: string; impact: string }[] }> } }
      ).axe;
      const { violations } = await axe.run();
      return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id);
    });
  }

  it('draws the equity curve, the metrics and the recent decisions', async () => {
    await open('/');
    await page.locator('canvas').first().waitFor();
    const text = await page.locator('main').textContent();
    expect(text).toMatch(/sharpe/i);
    expect(text).toMatch(/drawdown/i);
    if (process.env.CREAM_UPDATE_SCREENSHOT === '1') await page.screenshot({ path: SCREENSHOT });
  });

  it('tells a cycle with its facts, claims, verdicts, limits and orders', async () => {
    await open(`/cycles/${encodeURIComponent(cycleId)}`);
    await page.getByText('INSTRUMENT_PCT_EQUITY').first().waitFor();
    const text = await page.locator('main').textContent();
    expect(text).toMatch(/risk manager/i);
    expect(text).toMatch(/critic/i);
    expect(text).toMatch(/valid/i);
    expect(text).toMatch(/conviction/i);
  });

  it.each([
    [1440, 'light'],
    [1440, 'dark'],
    [800, 'light'],
    [800, 'dark'],
  ] as const)('does not run over the page at %i px, %s', async (width, colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 1000 });
    for (const path of ['/', '/cycles', `/cycles/${encodeURIComponent(cycleId)}`, '/system']) {
      await open(path);
      const overflow = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
  });

  it('reports no error of its own', () => {
    expect(problems).toEqual([]);
  });

  it('has no serious accessibility violation', async () => {
    // The page's policy forbids foreign scripts, so the checker runs in a page that bypasses it.
    const context = await browser.newContext({ bypassCSP: true, viewport: { width: 1440, height: 1000 } });
    page = await context.newPage();
    for (const path of ['/', '/cycles', `/cycles/${encodeURIComponent(cycleId)}`, '/system']) {
      await open(path);
      expect(await seriousViolations(), path).toEqual([]);
    }
    await context.close();
  });
});
