import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentService } from '@cream/agent';
import { backtestService } from '@cream/backtest';
import { configService } from '@cream/config';
import { contextService } from '@cream/context';
import { executionService } from '@cream/execution';
import { marketDataService } from '@cream/market-data';
import { memoryService } from '@cream/memory';
import { orchestratorService } from '@cream/orchestrator';
import { BacktestService, Strategy } from '@cream/proto/cycle';
import { regimeService } from '@cream/regime';
import { riskService } from '@cream/risk';
import { type Embedded, silentLogger, startEmbedded } from '@cream/runtime';
import { schedulerService } from '@cream/scheduler';
import { technicalsService } from '@cream/technicals';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gatewayService } from '../src/index.js';

/** What the browser reads of an answer: JSON as it comes over the wire. */
interface OverviewAnswer {
  run: { runId: string };
  runs: { runId: string }[];
  portfolio?: object;
  recent: { accountId: string; cycleId: string }[];
}
interface StoryAnswer {
  findings?: object[];
  reports: object[];
  theses: object[];
  rounds: { verdicts: { signature: string }[] }[];
  aftermath: { fills: object[] }[];
  ordersNow: object[];
  previousCycleId: string;
  nextCycleId: string;
}

const SYSTEM = '/rpc/cream.console.v1.ConsoleService/GetSystem?connect=v1&encoding=json&message=%7B%7D';
const NEIGHBOURS = [
  marketDataService,
  technicalsService,
  regimeService,
  contextService,
  memoryService,
  agentService,
  riskService,
  executionService,
  configService,
  orchestratorService,
  schedulerService,
  backtestService,
];

let embedded: Embedded;
let url: string;
const dataDir = mkdtempSync(join(tmpdir(), 'cream-gateway-'));

beforeAll(async () => {
  writeFileSync(join(dataDir, 'index.html'), '<base href="/"><style nonce="CSP_NONCE"></style>');
  writeFileSync(join(dataDir, 'main-P46CMWSN.js'), 'export {};');
  embedded = await startEmbedded([...NEIGHBOURS, gatewayService], {
    dataDir,
    env: { CREAM_CONSOLE_DIR: dataDir },
    httpPort: 0,
    logger: silentLogger(),
  });
  url = embedded.url ?? '';
});

afterAll(async () => {
  await embedded.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** `fetch` does not let a caller choose the Host. */
function statusFor(headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${url}${SYSTEM}`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

const call = (method: string, message: object) =>
  fetch(`${url}/rpc/cream.console.v1.ConsoleService/${method}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(message),
  });

describe('the API', () => {
  it('tells by a plain GET that every service answers', async () => {
    const response = await fetch(`${url}${SYSTEM}`);
    const body = (await response.json()) as { services: { name: string; ready?: boolean; detail?: string }[] };
    expect(body).toMatchObject({ tradingState: { state: 'TRADING_STATE_KIND_ACTIVE' } });
    expect(body, 'no account, no mode').not.toHaveProperty('mode');
    expect(body.services.filter(({ ready }) => ready !== true)).toEqual([]);
    expect(body.services.map(({ name }) => name).sort()).toEqual([...gatewayService.calls].sort());
  });

  it('shows an overview without a run before the first backtest', async () => {
    expect(await (await call('GetOverview', {})).json()).toEqual({});
  });

  it('passes on what a service refuses, with its name', async () => {
    const response = await call('GetCycleStory', { cycleId: 'unknown' });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      code: 'not_found',
      message: expect.stringMatching(/^orchestrator: /),
    });
  });

  it('refuses a request that breaks a rule of the contract', async () => {
    expect((await call('GetCycleStory', {})).status).toBe(400);
  });

  it('answers other names and other sites with 403', async () => {
    expect(await statusFor({})).toBe(200);
    expect(await statusFor({ Host: 'console.example' })).toBe(403);
    expect(await statusFor({ Origin: 'https://site.example' })).toBe(403);
    expect(await statusFor({ Origin: 'null' })).toBe(403);
  });
});

describe('charts', () => {
  it('are offered of every series, with the indicators there are', async () => {
    const { series, indicators } = (await (await call('ListSeries', {})).json()) as {
      series: { symbol: string; interval: string }[];
      indicators: { name: string }[];
    };
    expect(series).toContainEqual(expect.objectContaining({ symbol: 'AAPL', interval: 'BAR_INTERVAL_ONE_DAY' }));
    expect(indicators.map(({ name }) => name)).toContain('macd_12_26_9');
  });

  it('end with the newest bar unless a time is asked for', async () => {
    const newest = (await (await call('GetChart', { symbol: 'AAPL', bars: 30, indicators: ['rsi_14'] })).json()) as {
      chart: { bars: { end: string }[]; lines: { name: string }[] };
    };
    expect(newest.chart.bars).toHaveLength(30);
    expect(newest.chart.bars.at(-1)?.end).toBe('2018-05-11T20:00:00Z');
    expect(newest.chart.lines.map(({ name }) => name)).toEqual(['rsi_14']);
    const earlier = (await (await call('GetChart', { symbol: 'AAPL', asOf: '2016-03-01T21:00:00Z' })).json()) as {
      chart: { bars: { end: string }[] };
    };
    expect(earlier.chart.bars.at(-1)?.end).toBe('2016-03-01T21:00:00Z');
  });

  it.each([
    ['a symbol nobody has', { symbol: 'NOSUCH' }, 404],
    ['an interval that is not held', { symbol: 'AAPL', interval: 'BAR_INTERVAL_ONE_MINUTE' }, 400],
    ['an account nobody opened', { symbol: 'AAPL', accountId: 'bt-none' }, 404],
    ['an indicator there is none of', { symbol: 'AAPL', indicators: ['rsi_41'] }, 400],
    ['more bars than fit', { symbol: 'AAPL', bars: 5_000 }, 400],
    ['no symbol', {}, 400],
  ])('are refused for %s', async (_what, request, status) => {
    expect((await call('GetChart', request)).status).toBe(status);
  });
});

describe('the console', () => {
  it('is the page for every path, each time with a new nonce', async () => {
    const nonces = await Promise.all(
      ['/', '/index.html', '/cycles/2024-01-02T21:00:00.000Z'].map(async (path) => {
        const response = await fetch(`${url}${path}`);
        const nonce = /nonce="([^"]+)"/.exec(await response.text())?.[1];
        expect(response.headers.get('content-security-policy')).toContain(`style-src 'nonce-${nonce}' 'self'`);
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(3);
    expect(nonces).not.toContain('CSP_NONCE');
  });

  it('lets browsers keep files whose name tells their content', async () => {
    const response = await fetch(`${url}/main-P46CMWSN.js`);
    expect(response.headers.get('cache-control')).toContain('immutable');
  });

  it('leaves health to the runtime', async () => {
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
  });
});

describe('a backtest', () => {
  it('is announced to whoever watches, and its cycles tell their stories', async () => {
    const reader = new AbortController();
    const events = watch(reader.signal);
    expect((await events.next()).value).toHaveProperty('heartbeat');
    expect((await events.next()).value).toHaveProperty('system.services');
    const progress = embedded.clients
      .get(BacktestService)
      .run({ symbols: ['AAPL'], strategy: Strategy.AGENTS, maxCycles: 120 });
    for await (const _ of progress);
    expect((await events.next()).value).toHaveProperty('run.runId');
    expect(await nextWith(events, 'cycle')).toMatchObject({ cycle: { cycleId: expect.any(String) } });
    // The run opened the first account, so the system's mode is known now.
    expect(await nextWith(events, 'system')).toMatchObject({ system: { mode: 'MODE_BACKTEST' } });
    reader.abort();

    const overview = (await (await call('GetOverview', {})).json()) as OverviewAnswer;
    expect(overview.run.runId).toBe(overview.runs[0]?.runId);
    expect(overview.portfolio).toBeDefined();
    expect(overview.recent.length).toBeGreaterThan(0);

    const { accountId, cycleId } = overview.recent.at(-1) ?? { accountId: '', cycleId: '' };
    const story = (await (await call('GetCycleStory', { accountId, cycleId })).json()) as StoryAnswer;
    expect(story).toMatchObject({ summary: { cycleId }, header: { cycleId }, outcome: { consensus: true } });
    expect(story.findings).toBeUndefined();
    expect(story.reports).toHaveLength(3);
    expect(story.theses).toHaveLength(2);
    const verdicts = story.rounds.at(-1)?.verdicts.map(({ signature }) => signature);
    expect(verdicts).toEqual(['SIGNATURE_STATE_VALID', 'SIGNATURE_STATE_VALID']);
    // Which of the two it is depends on the prices' last digits.
    expect(story.aftermath[0]?.fills[0]).toMatchObject({ cycleId, reason: expect.stringMatching(/^(ENTRY|CLOSE)$/) });
    expect(story.ordersNow.length).toBeGreaterThan(0);

    const drawn = (await (await call('GetChart', { symbol: 'AAPL', bars: 2_000, accountId })).json()) as {
      fills: { bar?: number; buy?: boolean; cycleId: string }[];
    };
    expect(drawn.fills).toContainEqual(expect.objectContaining({ cycleId }));

    const before = (await (
      await call('GetCycleStory', { accountId, cycleId: story.previousCycleId })
    ).json()) as StoryAnswer;
    expect(before.nextCycleId).toBe(cycleId);
  });
});

/** The next event of a kind; others in between are let go. */
async function nextWith(events: AsyncGenerator<object>, kind: string): Promise<object | undefined> {
  for (;;) {
    const { value, done } = await events.next();
    if (done || kind in value) return value;
  }
}

/** Events of `Watch`; the stream's frames are a flag, a length and JSON. */
async function* watch(signal: AbortSignal): AsyncGenerator<object> {
  const message = Buffer.from(JSON.stringify({ topics: ['TOPIC_SYSTEM', 'TOPIC_RUNS', 'TOPIC_CYCLES'] }));
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  const response = await fetch(`${url}/rpc/cream.console.v1.ConsoleService/Watch`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/connect+json' },
    body: Buffer.concat([head, message]),
    signal,
  });
  let rest = Buffer.alloc(0);
  for await (const chunk of response.body ?? []) {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= 5 && rest.length >= 5 + rest.readUInt32BE(1)) {
      const end = 5 + rest.readUInt32BE(1);
      yield JSON.parse(rest.subarray(5, end).toString()) as object;
      rest = rest.subarray(end);
    }
  }
}
