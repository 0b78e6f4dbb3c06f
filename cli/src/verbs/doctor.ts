import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { millis, newYorkDate, timestamp } from '@cream/domain';
import { MarketDataService, PublicationSource_Kind } from '@cream/proto/market';
import { openSystem } from '../compose.js';
import { failureOf } from '../failure.js';
import { oneLine } from '../one-line.js';
import type { Output } from '../output.js';

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

/** `cream doctor`: starts the system once and says what is well and what is not. */
export async function doctor(flags: { dataDir: string; data?: string }, out: Output): Promise<number> {
  const checks: Check[] = [{ name: 'node', ok: true, detail: process.version }];
  try {
    const system = await openSystem({ dataDir: flags.dataDir, data: flags.data });
    try {
      checks.push({ name: 'data directory', ok: true, detail: resolve(flags.dataDir) });
      for (const service of await system.health()) {
        checks.push({ name: service.name, ok: service.ready, detail: service.detail || 'ready' });
      }
      const market = system.clients.get(MarketDataService);
      const { series } = await market.listSeries({});
      for (const one of series) {
        const span =
          one.firstBarEnd && one.lastBarEnd
            ? `${newYorkDate(millis(one.firstBarEnd))} to ${newYorkDate(millis(one.lastBarEnd))}`
            : 'no bars';
        checks.push({
          name: `prices ${one.symbol}`,
          ok: one.bars > 0,
          detail: `${one.bars} bars, ${span}, ${one.source}`,
        });
      }
      const { sources } = await market.listPublicationSources({ asOf: timestamp(Date.now()) });
      for (const { kind, source, count, newest } of sources) {
        const known = newest === undefined ? '' : `, the newest known since ${newYorkDate(millis(newest))}`;
        const name = `published ${PublicationSource_Kind[kind].toLowerCase()}`;
        checks.push({ name, ok: true, detail: `${count} of ${oneLine(source)}${known}` });
      }
      checks.push(...keyChecks(resolve(flags.dataDir)));
    } finally {
      await system.close();
    }
  } catch (error) {
    checks.push({ name: 'start', ok: false, detail: failureOf(error).message });
  }
  const healthy = checks.every((check) => check.ok);
  out.document({ healthy, checks });
  for (const check of checks) out.line(`${check.ok ? 'ok  ' : 'FAIL'} ${check.name.padEnd(22)} ${check.detail}`);
  return healthy ? 0 : 1;
}

function keyChecks(dataDir: string): Check[] {
  return ['risk-manager', 'critic'].map((role) => {
    const file = join(dataDir, 'keys', `${role}.key.pem`);
    if (!existsSync(file)) return { name: `key ${role}`, ok: false, detail: `${file} is missing` };
    const open = (statSync(file).mode & 0o077) !== 0;
    return { name: `key ${role}`, ok: !open, detail: open ? `${file} can be read by others: chmod 600` : 'owner only' };
  });
}
