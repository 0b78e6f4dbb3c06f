import { afterAll, describe, expect, it } from 'vitest';
import { program } from '../src/index.js';
import { BUILT, Workplace } from './support.js';

const verbs = program(async () => undefined).commands;

describe('every verb', () => {
  // A group of verbs, as `cream data` is, takes no flags: its verbs do.
  const single = verbs.flatMap((verb) => (verb.commands.length === 0 ? [verb] : verb.commands));
  it.each(single.map((verb) => [verb.name(), verb] as const))(
    '%s takes --json and --data-dir, and says what it does',
    (_, verb) => {
      const flags = verb.options.map((option) => option.long);
      expect(flags).toEqual(expect.arrayContaining(['--json', '--data-dir']));
      expect(verb.description()).not.toBe('');
      for (const option of verb.options) expect(option.description, option.flags).not.toBe('');
      expect(verb.helpInformation()).toContain('--help');
    },
  );
});

describe.runIf(BUILT)('cream', () => {
  const place = new Workplace();
  afterAll(() => place.remove());

  it('prints its help, and that of a verb, with exit code 0', () => {
    const all = place.cream('--help');
    expect(all).toMatchObject({ code: 0, stderr: '' });
    for (const verb of verbs) expect(all.stdout).toContain(`\n  ${verb.name()}`);
    expect(place.cream('backtest', '--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('--resume') });
  });

  it('shows, lists and verifies a run and a cycle, each as one JSON document', () => {
    const json = (...args: string[]) => {
      const { code, stdout, stderr } = place.cream(...args, '--json');
      expect(stderr).toBe('');
      expect(code).toBe(0);
      return JSON.parse(stdout);
    };
    const run = json('backtest', '--from', '2015-06-01', '--to', '2015-06-05');
    expect(json('show', run.run.id)).toEqual(run);
    expect(json('list').runs).toMatchObject([{ id: run.run.id, status: 'COMPLETED', cycles: 5 }]);
    expect(json('verify', run.run.id)).toMatchObject({ verified: true, cycles: 5, findings: [] });
    const cycle = json('cycle', '--symbols', 'AAPL', '--as-of', '2016-03-01');
    expect(cycle.entries.map((entry: { kind: string }) => entry.kind)).toContain('VERDICT');
    expect(json('show', cycle.cycleId)).toEqual(cycle);
    expect(json('doctor')).toMatchObject({ healthy: true });
  });

  it('serves until it is told to stop, with one document however much it logs', async () => {
    const env = { CREAM_GRPC_PORT: '0', CREAM_HTTP_PORT: '0', CREAM_LOG_LEVEL: 'info' };
    const risk = await place.serve(env, 'risk', '--data-dir', 'apart');
    expect(risk.document).toMatchObject({ ready: true, service: 'risk' });
    expect(await risk.stop()).toBe(0);
  });
});
