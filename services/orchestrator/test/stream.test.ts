import { entryKindName } from '@cream/domain';
import { Code, unavailable } from '@cream/grpc';
import type { StreamCycleResponse } from '@cream/proto/cycle';
import { AgentService } from '@cream/proto/decision';
import { RiskService } from '@cream/proto/trading';
import { CYCLE_ID } from '@cream/testing';
import { describe, expect, it, vi } from 'vitest';
import { theTradersPlan } from './an-ordinary-day.js';
import { ACCOUNT, type RunningOrchestrator, runOrchestrator } from './run-orchestrator.js';

const THE_CYCLE = { accountId: ACCOUNT, cycleId: CYCLE_ID };

type Stream = AsyncIterator<StreamCycleResponse>;

const open = ({ orchestrator }: RunningOrchestrator): Stream =>
  orchestrator.streamCycle(THE_CYCLE)[Symbol.asyncIterator]();

/** The kind of the next entry; undefined at the end. */
async function next(stream: Stream): Promise<string | undefined> {
  const { done, value } = await stream.next();
  return done === true || value.entry === undefined ? undefined : entryKindName(value.entry.kind);
}

async function rest(stream: Stream): Promise<string[]> {
  const kinds: string[] = [];
  for (let kind = await next(stream); kind !== undefined; kind = await next(stream)) kinds.push(kind);
  return kinds;
}

/** A cycle whose trader waits to be told, so that everything before the plan is stored and nothing after it. */
async function inTheMiddle() {
  const running = await runOrchestrator();
  let proceed = () => {};
  const told = new Promise<void>((resolve) => {
    proceed = resolve;
  });
  const asked = new Promise<void>((resolve) => {
    running.neighbours.on('agent-trader', AgentService.method.propose, async (request) => {
      resolve();
      await told;
      return { plan: theTradersPlan(request) };
    });
  });
  const run = running.run();
  await asked;
  const finish = async () => {
    proceed();
    await run;
  };
  return { running, proceed, run, finish };
}

const STORED = ['HEADER', 'FILLS', 'BRIEFING', ...Array(3).fill('REPORT'), ...Array(4).fill('THESIS')];
const LIVE = ['PLAN', 'CONSTRAINT_REPORT', 'VERDICT', 'VERDICT', 'ORDERS', 'OUTCOME'];

describe('a stream of a cycle', () => {
  it('delivers what is stored and ends, when the cycle has ended', async () => {
    const running = await runOrchestrator();
    const { cycleId } = await running.run();
    expect(cycleId).toBe(CYCLE_ID);
    expect(await rest(open(running))).toEqual([...STORED, ...LIVE]);
  });

  it('delivers what is stored, then what is written, and ends with the cycle', async () => {
    const { running, proceed, run } = await inTheMiddle();
    const stream = open(running);
    for (const kind of STORED) expect(await next(stream)).toBe(kind);
    proceed();
    expect(await rest(stream)).toEqual(LIVE);
    await run;
  });

  it('misses nothing that is written while its reader is still busy with what was stored', async () => {
    const { running, finish } = await inTheMiddle();
    const stream = open(running);
    expect(await next(stream)).toBe('HEADER');
    await finish();
    expect(await rest(stream)).toEqual([...STORED.slice(1), ...LIVE]);
  }, 5_000);

  it('has the entries of the record, each once, whoever else reads', async () => {
    const { running, finish } = await inTheMiddle();
    const streams = [open(running), open(running)];
    for (const stream of streams) await next(stream);
    await finish();
    const { record } = await running.orchestrator.getCycle(THE_CYCLE);
    for (const stream of streams) {
      const sequences = [0];
      for (let step = await stream.next(); step.done !== true; step = await stream.next()) {
        sequences.push(step.value.entry?.sequence ?? -1);
      }
      expect(sequences).toEqual(record?.entries.map(({ sequence }) => sequence));
    }
  }, 5_000);

  it('goes on through a failure and ends when the cycle was resumed', async () => {
    const { running, proceed, run } = await inTheMiddle();
    running.neighbours.failOnce('risk', RiskService.method.check, unavailable('out of order'));
    const stream = open(running);
    for (const kind of STORED) expect(await next(stream)).toBe(kind);
    const live = rest(stream);
    proceed();
    await expect(run).rejects.toThrow('out of order');
    await running.run();
    expect(await live).toEqual(LIVE);
  });

  it('can be left early, and the cycle goes on', async () => {
    const { running, finish } = await inTheMiddle();
    const stream = open(running);
    await next(stream);
    expect(running.feed.followers(ACCOUNT, CYCLE_ID)).toBe(1);
    await stream.return?.();
    await vi.waitUntil(() => running.feed.followers(ACCOUNT, CYCLE_ID) === 0);
    await finish();
    expect(await rest(open(running))).toEqual([...STORED, ...LIVE]);
  });

  it('of an unknown cycle is refused', async () => {
    const running = await runOrchestrator();
    await expect(next(open(running))).rejects.toMatchObject({ code: Code.NotFound });
    expect(running.feed.followers(ACCOUNT, CYCLE_ID)).toBe(0);
  });
});
