import { afterAll, describe, expect, it, vi } from 'vitest';
import { BUILT, refusal, Workplace } from './support.js';

// Every verb is a process of its own: slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

/** `cream compare` as a user runs it: real processes and records. Needs the build. */
describe.runIf(BUILT)('cream compare', () => {
  const place = new Workplace();
  afterAll(() => place.remove());

  it('says what stored runs are evidence of, and writes nothing', () => {
    const ids = ['sma-cross', 'macd'].map((strategy) => {
      const { stdout } = place.cream(
        'backtest',
        '--strategy',
        strategy,
        '--from',
        '2014-01-02',
        '--to',
        '2014-12-31',
        '--json',
      );
      return String(JSON.parse(stdout).run.id);
    });
    const { code, stdout } = place.cream('compare', ...ids, '--json');
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(document.runs.map(({ id, name }: { id: string; name: string }) => [id, name.split(' ')[0]])).toEqual([
      [ids[0], 'sma-cross'],
      [ids[1], 'macd'],
    ]);
    for (const one of document.runs) {
      expect(one.periods).toBe(251);
      expect(one.sharpeInterval.lower).toBeLessThan(one.sharpe);
      expect(one.deflatedSharpe).toBeLessThan(one.probabilisticSharpe);
    }
    expect(document.overfitting).toBeGreaterThanOrEqual(0);
    expect(place.cream('compare', ...ids).stdout).toMatch(/^run +periods +Sharpe +95 % interval/);
  });

  it.each([
    ['no run', [], "missing required argument 'runs'"],
    ['a run there is not', ['bt-20160301-000000-0000'], 'there is no run bt-20160301-000000-0000'],
    ['orders for the terminal', ['bt-\u001b[31m\nx'], 'there is no run bt- [31m x'],
  ])('asked for %s answers one line and exit code 2', (_, ids, text) => {
    const { code, line } = refusal(place.cream('compare', ...ids, '--json'));
    expect(code).toBe(2);
    expect(line).toContain(text);
  });
});
