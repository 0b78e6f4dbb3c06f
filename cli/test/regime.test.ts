import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BUILT, csv, refusal, Workplace } from './support.js';

// Every verb is a process of its own: slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const WINDOW = ['--symbols', 'spx', '--from', '2012-01-03', '--to', '2014-12-31', '--k', '2', '--seed', '7'];

/** `cream regime` as a user runs it: real processes, real files. Needs the build. */
describe.runIf(BUILT)('cream regime', () => {
  let place: Workplace;
  beforeEach(() => {
    place = new Workplace();
  });
  afterEach(() => place.remove());

  const json = (...args: string[]) => {
    const { code, stdout, stderr } = place.cream('regime', ...args, '--json');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    return JSON.parse(stdout);
  };

  it('trains a model once, lists it, shows it and classifies by it', () => {
    const first = json('train', ...WINDOW);
    expect(first).toMatchObject({ existed: false, model: { training: { symbols: ['SPX'], seed: 7, interval: '1d' } } });
    expect(json('train', ...WINDOW)).toEqual({ existed: true, model: first.model });
    expect(json('list').models).toEqual([expect.objectContaining({ version: 'rules-1' }), first.model]);
    expect(json('show', first.model.version)).toEqual({ model: first.model });
    const [answer] = json(
      ...['classify', '--symbols', 'SPX', '--as-of', '2015-08-25', '--model', first.model.version],
    ).classifications;
    expect(answer).toMatchObject({ scope: 'SPX', model: first.model.version, atrPercentile: null });
    expect(Object.keys(answer.probabilities)).toHaveLength(5);
    expect(place.cream('regime', 'show', first.model.version).stdout).toContain('2012-01-03 to 2014-12-31, seed 7');
    expect(json('classify', '--symbols', 'SPX,AAPL', '--as-of', '2016-03-01').classifications).toMatchObject([
      { scope: 'SPX', model: 'rules-1' },
      { scope: 'AAPL', model: 'rules-1' },
    ]);
  });

  it('classifies nothing it knows too little of, and says so', () => {
    const data = place.data('young', csv('2016-02-29,1,2,1,2,100', '2016-03-01,2,3,1,2,100'));
    expect(json('classify', '--symbols', 'AAPL', '--as-of', '2016-03-01', '--data', data)).toMatchObject({
      classifications: [],
      unknown: [{ scope: 'AAPL', reason: '2 bars are known, 75 are needed' }],
    });
  });

  it.each([
    ['a model nobody trained', ['show', 'gmm-00'], 'there is no model gmm-00'],
    ['a window that is not over', ['train', ...WINDOW, '--as-of', '2014-12-30'], 'after as_of 2014-12-30'],
    ['no components', ['train', ...WINDOW, '--k', '0'], 'must be 1 to 12'],
    [
      'a date that is none',
      ['classify', '--symbols', 'SPX', '--as-of', '2015-02-30'],
      '--as-of 2015-02-30 is not a date',
    ],
    ['a symbol nobody has', ['classify', '--symbols', 'NOSUCH', '--as-of', '2015-03-02'], 'NOSUCH'],
    ['no window', ['train', '--symbols', 'SPX'], "required option '--from <date>' not specified"],
  ])('refuses %s', (_story, args, words) => {
    const { code, line } = refusal(place.cream('regime', ...args, '--json'));
    expect(code).toBe(2);
    expect(line).toContain(words);
  });
});
