import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

const EXECUTABLE = ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Whether there are a browser on the machine and a built console. */
export const CAN_BROWSE =
  EXECUTABLE !== undefined && existsSync(join(import.meta.dirname, '../../ui/dist/browser/index.html'));

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    ...(EXECUTABLE === undefined ? {} : { executablePath: EXECUTABLE }),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking', '--disable-sync'],
  });
}

/** What every page must look right in: the width in pixels and the theme. */
export const WIDTHS_AND_THEMES = [
  [1440, 'light'],
  [1440, 'dark'],
  [800, 'light'],
  [800, 'dark'],
] as const;

/** An empty page, light and 1440 × 1000 pixels; `problems` collects what goes wrong in it. */
export async function newPage(browser: Browser, problems: string[]): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1000 }, colorScheme: 'light' });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  return page;
}

/** Goes to an address and waits until the page has its answer. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url, { waitUntil: 'load' });
  await page.locator('main h1').first().waitFor();
  await page.locator('cream-loading').waitFor({ state: 'detached' });
}

/** What a person reads there, in one line. */
export async function textOf(place: Locator): Promise<string> {
  return (await place.allInnerTexts()).join(' ').replaceAll(/\s+/g, ' ').trim();
}

/** Opens every group of the page. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate("for (const group of document.querySelectorAll('details')) group.open = true");
}

/** Whether the keyboard is there. */
export function isFocused(place: Locator): Promise<boolean> {
  return place.evaluate((element) => element === element.ownerDocument.activeElement);
}

/** How many pixels of the page lie beyond its right edge. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** The names of the tables of which a part can only be seen by scrolling sideways. */
export function cutOffTables(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(
    "[...document.querySelectorAll('.scroll')].filter((e) => e.scrollWidth > e.clientWidth).map((e) => e.ariaLabel)",
  );
}

/** A page in a theme that axe-core may be put into: the console's own policy, which forbids foreign scripts, is bypassed. */
export function newCheckedPage(browser: Browser, colorScheme: 'light' | 'dark'): Promise<Page> {
  return browser.newPage({ bypassCSP: true, colorScheme, viewport: { width: 1440, height: 1000 } });
}

/** Rules of axe-core that a page of `newCheckedPage` breaks seriously. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: AXE });
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}
