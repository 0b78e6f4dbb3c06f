import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BUILT, csv, ended, Workplace } from './support.js';

// Every verb is a process of its own: slow on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

interface Held {
  readonly symbol: string;
  readonly interval: string;
  readonly bars: number;
  readonly content: string;
}

/** Minutes of whole sessions in January to March 2016, New York's clock. */
function minutes(sessions: number): string {
  const rows: string[] = [];
  for (let day = 4; rows.length < sessions * 390; day++) {
    const date = new Date(Date.UTC(2016, 0, day));
    const text = date.toISOString().slice(0, 10);
    if (date.getUTCDay() % 6 === 0 || ['2016-01-18', '2016-02-15', '2016-03-25'].includes(text)) continue;
    for (let minute = 570; minute < 960; minute++) {
      const clock = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const price = 500 + (minute % 7);
      rows.push(`${text}T${clock}:00,${price},${price + 1},${price - 1},${price + 0.5},${1000 + minute}`);
    }
  }
  return csv(...rows);
}

/** `cream data` as a user runs it: real processes, real files. Needs the build. */
describe.runIf(BUILT)('cream data', () => {
  let place: Workplace;
  beforeEach(() => {
    place = new Workplace();
  });
  afterEach(() => place.remove());

  const json = (...args: string[]) => {
    const { code, stdout } = place.cream('data', ...args, '--json');
    return { code, document: JSON.parse(stdout) };
  };
  const held = (symbol: string): Held[] =>
    json('list').document.series.filter((one: Held) => one.symbol === symbol) as Held[];

  it('imports a file once, lists it, and finds nothing wrong', () => {
    const file = join(place.data('in', minutes(3), 'msft.csv'), 'msft.csv');
    const expected = {
      symbol: 'MSFT',
      interval: '1m',
      rows: 1170,
      inserted: 1170,
      unchanged: 0,
      conflicts: 0,
      quarantined: 0,
    };
    expect(json('import', file)).toMatchObject({ code: 0, document: { files: [expected] } });
    expect(json('import', file)).toMatchObject({ code: 0, document: { files: [expected] } });
    expect(held('MSFT')).toMatchObject([{ interval: '1m', bars: 1170 }]);
    expect(json('check', '--symbols', 'MSFT', '--as-of', '2016-01-06')).toEqual({
      code: 0,
      document: { counts: [], findings: [] },
    });
    expect(json('gaps', '--symbols', 'MSFT')).toMatchObject({ code: 0 });
  });

  it('imports a folder, symbol by symbol', () => {
    const folder = place.data('in', csv('2016-03-01,2,3,1,2,5'), 'MSFT.csv');
    place.data('in', csv('2016-03-01,2,3,1,2,5'), 'brk.b.csv');
    const { document } = json('import', folder, '--source', 'vendor');
    expect(document.files.map((one: Held) => one.symbol)).toEqual(['MSFT', 'BRK.B']);
  });

  it('puts bad rows aside, ends with 1, and shows them with file, line and what was expected', () => {
    const folder = place.data(
      'in',
      csv('2016-03-01,2,3,1,2,5', '2016-03-02,2,3,1,NaN,5', '2016-03-07,2,3,1,2,5'),
      'MSFT.csv',
    );
    const imported = place.cream('data', 'import', folder);
    expect(imported.code).toBe(1);
    expect(imported.stdout).toBe(
      'MSFT 1d: 3 rows, 2 new, 0 known, 0 contradicting, 1 put aside; see cream data check --symbols MSFT\n',
    );
    const { code, document } = json('check', '--symbols', 'MSFT', '--code', 'not-a-number');
    expect(code).toBe(1);
    expect(document.findings).toMatchObject([
      {
        code: 'NOT_A_NUMBER',
        severity: 'ERROR',
        symbol: 'MSFT',
        line: 3,
        observed: 'close "NaN"',
        row: '2016-03-02,2,3,1,NaN,5',
      },
    ]);
    expect(json('gaps', '--symbols', 'MSFT')).toMatchObject({
      code: 1,
      document: { findings: [{ code: 'GAP', observed: '3 missing bars until 2016-03-07T14:30:00.000Z' }] },
    });
  });

  it('looks for crossed quotes in a file', () => {
    const quotes = 'timestamp,bid,ask\n2016-03-01T15:00:00Z,10,10.01\n2016-03-01T15:00:01Z,10.02,10.01\n';
    const folder = place.data('quotes', quotes, 'MSFT.csv');
    expect(json('check', '--quotes', join(folder, 'MSFT.csv'))).toMatchObject({
      code: 1,
      document: {
        findings: [{ code: 'CROSSED_QUOTE', symbol: 'MSFT', line: 3, row: '2016-03-01T15:00:01Z,10.02,10.01' }],
      },
    });
  });

  it('tells a changed row and keeps the first', () => {
    const first = place.data('a', csv('2016-03-01,2,3,1,2,5'), 'MSFT.csv');
    const second = place.data('b', csv('2016-03-01,2,3,1,2.5,5'), 'MSFT.csv');
    expect(json('import', first).code).toBe(0);
    const before = held('MSFT');
    expect(json('import', second)).toMatchObject({ code: 1, document: { files: [{ conflicts: 1, inserted: 0 }] } });
    expect(held('MSFT')).toEqual(before);
    expect(json('check', '--symbols', 'MSFT', '--code', 'conflict').document.findings).toMatchObject([
      { code: 'CONFLICT', observed: '2,3,1,2.5,5', expected: '2,3,1,2,5' },
    ]);
  });

  it('imports corporate actions: own files, LEAN factor and map files', () => {
    const header = 'symbol,kind,announced_at,effective_at,value,new_symbol';
    const actions = place.data('actions', `${header}\nAAPL,SPLIT,2014-04-23,2014-06-09,7,\n`, 'all.csv');
    expect(json('import', join(actions, 'all.csv'), '--kind', 'actions', '--symbol', 'AAPL')).toMatchObject({
      code: 0,
      document: { files: [{ inserted: 1 }] },
    });
    const factors = place.data('factors', '20140606,0.9,0.5,100\n20501231,0.9,1,0\n', 'msft.csv');
    expect(json('import', factors, '--kind', 'factors')).toMatchObject({ document: { files: [{ inserted: 1 }] } });
    const map = place.data('map', '20120518,fb,Q\n20220608,fb,Q\n20501231,meta,Q\n', 'meta.csv');
    expect(json('import', map, '--kind', 'map')).toMatchObject({ document: { files: [{ inserted: 2 }] } });
    const broken = place.data('broken', `${header}\nAAPL,SPLIT,,2014-06-09,zero,\n`, 'all.csv');
    const failed = place.cream('data', 'import', join(broken, 'all.csv'), '--kind', 'actions');
    expect([failed.code, failed.stderr]).toEqual([
      2,
      expect.stringMatching(/all\.csv:2: value "zero" is not above zero/),
    ]);
  });

  it.each([
    ['a file that is not there', ['import', 'nowhere.csv'], /nowhere\.csv: there is no such file or folder/],
    ['an interval that is none', ['import', '.', '--interval', '2h'], /--interval 2h is not known: choose from 1m, 5m/],
    [
      'a kind that is none',
      ['import', 'in/MSFT.csv', '--kind', 'rumours'],
      /--kind rumours is not known: choose from bars, actions/,
    ],
    ['a name that is no symbol', ['import', 'in/MSFT.csv', '--symbol', 'a b'], /"A B" is no symbol/],
    ['a header without prices', ['import', 'in/BAD.csv'], /BAD\.csv:1: the header has no column "open"/],
    ['a code that is none', ['check', '--code', 'ugly'], /--code ugly is not known: choose from STALE, GAP/],
    ['a symbol that is not held', ['check', '--symbols', 'NOPE'], /unknown symbol "NOPE"/],
    ['a limit of nothing', ['gaps', '--limit', '0'], /must be 1 to 1000000/],
    [
      'a date for a file',
      ['import', 'in/MSFT.csv', '--from', '2016-03-01'],
      /--from is for --vendor: a file is imported/,
    ],
    ['nothing to import', ['import'], /what to import is missing: a path, or --vendor/],
    ['a header alone', ['import', 'in/HEAD.csv'], /HEAD\.csv: the file has no bars/],
    ['an empty file', ['import', 'in/EMPTY.csv'], /EMPTY\.csv: the file is empty/],
  ])('answers %s with one line and exit code 2', (_, args, text) => {
    place.data('in', csv('2016-03-01,2,3,1,2,5'), 'MSFT.csv');
    place.data('in', 'date,volume\n2016-03-01,1\n', 'BAD.csv');
    place.data('in', '', 'EMPTY.csv');
    place.data('in', csv(), 'HEAD.csv');
    const { code, lines } = place.cream('data', ...args);
    expect(lines.join('\n')).toMatch(text);
    expect(lines).toHaveLength(1);
    expect(code).toBe(2);
  });

  it('killed at any moment it goes on, and ends as an undisturbed import would', async () => {
    // Blanks after the last cell make many pieces of a megabyte out of 60 sessions.
    const text = minutes(60).replaceAll('\n', `${' '.repeat(1000)}\n`);
    const file = join(
      place.data('in', text.replace(/^\S+ */, 'date,open,high,low,close,volume'), 'MSFT.csv'),
      'MSFT.csv',
    );
    expect(statSync(file).size).toBeGreaterThan(20 << 20);
    const codes: (number | null)[] = [];
    for (const bytes of [100_000, 900_000]) {
      const child = place.start({}, 'data', 'import', file);
      const database = join(place.path, '.cream', 'market-data.db-wal');
      while (child.exitCode === null && (statSync(database, { throwIfNoEntry: false })?.size ?? 0) < bytes) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      codes.push(await ended(child, () => child.kill('SIGKILL')));
    }
    expect(codes[0], 'killed, not ended').toBeNull();
    expect(json('import', file)).toMatchObject({ code: 0, document: { files: [{ rows: 23_400, inserted: 23_400 }] } });
    const undisturbed = json('import', file, '--data-dir', 'other');
    expect(undisturbed.document.files).toMatchObject([{ inserted: 23_400, quarantined: 0 }]);
    const other = json('list', '--data-dir', 'other').document.series.find((one: Held) => one.symbol === 'MSFT');
    expect(held('MSFT')).toEqual([other]);
  });
});
