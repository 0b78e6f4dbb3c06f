import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilCycles } from './record-watch.js';
import { BUILT, COMMAND, csv, ended, Workplace } from './support.js';

const WINDOW = ['--from', '2015-06-01', '--to', '2015-11-30'];

/** Runs that somebody stopped, as a user meets them. */
describe.runIf(BUILT)('cream backtest --resume', () => {
  const place = new Workplace();
  afterAll(() => place.remove());
  let undisturbed: { recordHash: string; run: { id: string }; trades: unknown[]; metrics: object; account: object };

  beforeAll(() => {
    undisturbed = JSON.parse(place.cream('backtest', ...WINDOW, '--data-dir', 'undisturbed', '--json').stdout);
  }, 60_000);

  /** Starts the run, stops it after some cycles. @returns its id */
  async function stopped(dataDir: string, signal: NodeJS.Signals) {
    const child = place.start({}, 'backtest', ...WINDOW, '--data-dir', dataDir);
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await untilCycles(child, join(place.path, dataDir), 20);
    const code = await ended(child, () => child.kill(signal));
    const { runs } = JSON.parse(place.cream('list', '--data-dir', dataDir, '--json').stdout);
    expect(runs).toHaveLength(1);
    return { code, said, runId: runs[0].id as string, status: runs[0].status as string };
  }

  it('goes on after kill -9 and ends as if nothing had happened', async () => {
    const { runId, status } = await stopped('killed', 'SIGKILL');
    expect(status).toBe('RUNNING');
    expect(place.cream('show', runId, '--data-dir', 'killed').stdout).toContain(
      `It has not finished: cream backtest --resume ${runId} --data-dir killed`,
    );
    const { code, stdout } = place.cream('backtest', '--resume', runId, '--data-dir', 'killed', '--json');
    expect(code).toBe(0);
    const resumed = JSON.parse(stdout);
    expect(resumed.run.id).toBe(runId);
    expect(resumed.recordHash).toBe(undisturbed.recordHash);
    const { trades, metrics, account } = undisturbed;
    expect(resumed).toMatchObject({ trades, metrics, account });
    expect(JSON.parse(place.cream('verify', '--all', '--data-dir', 'killed', '--json').stdout)).toMatchObject({
      verified: true,
      findings: [],
    });
  }, 60_000);

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'is what %s tells to type, and that works as it is told',
    async (signal) => {
      const dataDir = `it's ${signal}`;
      const { code, said, runId, status } = await stopped(dataDir, signal);
      expect(code).toBe(1);
      expect(status).toBe('FAILED');
      const told = /^cream: interrupted after \d+ of \d+ cycles; go on with: cream (.*)\n$/.exec(said)?.[1];
      expect(told).toBe(`backtest --resume ${runId} --data-dir 'it'\\''s ${signal}'`);
      const resumed = place.shell(`'${process.execPath}' '${COMMAND}' ${told} --json`);
      expect(JSON.parse(resumed).recordHash).toBe(undisturbed.recordHash);
    },
    60_000,
  );

  it('prints a run that had finished as it is', () => {
    const { id } = undisturbed.run;
    const { code, stdout } = place.cream('backtest', '--resume', id, '--data-dir', 'undisturbed', '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(undisturbed);
    const text = place.cream('backtest', '--resume', id, '--data-dir', 'undisturbed');
    expect(text.stdout).toContain(`Run ${id} had finished already.`);
  });

  it('does not mix the prices of two sources in one record', async () => {
    const { runId } = await stopped('mixed', 'SIGKILL');
    const data = place.data('other', csv('2015-06-01,130,131,129,130,1000', '2015-11-30,99,101,98,100,1000'));
    const { code, lines } = place.cream('backtest', '--resume', runId, '--data-dir', 'mixed', '--data', data);
    expect(lines).toEqual([`cream: run ${runId} began with other data: give it the files it began with`]);
    expect(code).toBe(2);
  });

  it.each([
    ['an unknown run', ['--resume', 'bt-nope'], 'there is no run bt-nope: cream list shows what there is'],
    ['a run that is to be another one', ['--resume', 'bt-nope', '--cash', '5'], 'leave out --cash'],
    ['a strategy beside it', ['--resume', 'bt-nope', '--strategy', 'agents'], 'leave out --strategy'],
  ])('refuses %s with one line and exit code 2', (_, args, text) => {
    const { code, lines } = place.cream('backtest', ...args, '--data-dir', 'undisturbed');
    expect(lines).toEqual([expect.stringContaining(text)]);
    expect(code).toBe(2);
  });

  it('says when the directory holds no records, and makes none', () => {
    const { code, lines } = place.cream('backtest', '--resume', 'bt-nope', '--data-dir', 'nowhere');
    expect(lines).toEqual([expect.stringContaining('nowhere holds no records')]);
    expect(code).toBe(2);
    expect(place.has('nowhere')).toBe(false);
  });
});
