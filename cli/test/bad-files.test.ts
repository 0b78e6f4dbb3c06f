import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BUILT, csv, HEADER, refusal, Workplace } from './support.js';

const GOOD = '2016-03-01,1,2,1,1,5';
const NEXT = '2016-03-02,1,2,1,1,5';
const junk = (bytes: number) => Uint8Array.from({ length: bytes }, (_, i) => (i * 7_919 + (i >> 8)) & 255);
const text = (content: string) => new TextEncoder().encode(content);

/** Price files that cannot be used: file, line and what is wrong with it, exit code 2. */
describe.runIf(BUILT)('cream, given files it cannot read', () => {
  const place = new Workplace();
  afterAll(() => place.remove());
  let folders = 0;

  function reading(folder: string) {
    return refusal(place.cream('backtest', '--data', folder, '--json'));
  }

  it.each([
    ['an empty file', '', ': the file is empty'],
    ['a file with a header alone', csv(), ': the file has no bars'],
    ['a malformed number', csv('2016-03-01,1,2,1,x,5'), ':2: close "x" is no number'],
    ['a line that is cut off', csv(GOOD, '2016-03-02,1,2'), ':3: 3 cells instead of 6'],
    ['a high below the low', csv('2016-03-01,10,9,11,10,5'), ':2: high 9 is below low 11'],
    ['a negative price', csv('2016-03-01,-1,2,-1,1,5'), ':2: open "-1" is not above zero'],
    ['a negative volume', csv('2016-03-01,1,2,1,1,-5'), ':2: volume "-5" is negative'],
    ['a day twice', csv(GOOD, GOOD), ':3: "2016-03-01" is the time of the line before'],
    ['days out of order', csv(NEXT, GOOD), ':3: "2016-03-01" is earlier than the line before'],
    ['a Saturday', csv('2016-03-05,1,2,1,1,5'), ':2: 2016-03-05 is no trading day of the NYSE'],
    ['other columns', 'foo,bar\n1,2\n', ':1: the header has no time column'],
    [
      'a line without end',
      `${csv(GOOD)}2016-03-02,${'1'.repeat(3_000_000)}\n`,
      ':3: the line is longer than a megabyte',
    ],
    ['binary junk', junk(100_000), ':1: this is not a CSV text file'],
    ['binary junk below a header', Buffer.concat([text(csv()), junk(100_000)]), ':2: '],
    ['a NUL byte in a date', csv(GOOD, '2016-03-0\0,1,2,1,1,5'), ':3: "2016-03-0\\u0000" is no time'],
    ['a NUL byte after a number', csv('2016-03-01,1,2,1,1,5\0'), ':2: volume "5\\u0000" is no number'],
  ])('names file and line for %s', (_, content, expected) => {
    folders += 1;
    const folder = place.data(`folder-${folders}`, content);
    const { code, line } = reading(folder);
    expect(line).toContain(`${join(folder, 'AAPL.csv')}${expected}`);
    expect(code).toBe(2);
  });

  it.each([
    ['that is not there', () => 'nowhere', 'nowhere: there is no such folder'],
    ['without a file', () => place.data('other files', 'hello', 'README.md'), 'the folder holds no SYMBOL.csv'],
    ['that is a file', () => join(place.data('a file', csv(GOOD)), 'AAPL.csv'), 'AAPL.csv: this is not a folder'],
    [
      'with a name that is no symbol',
      () => place.data('named', csv(GOOD), 'my prices.csv'),
      '"MY PRICES" is no symbol',
    ],
  ])('refuses a folder %s', (_, folder, expected) => {
    const { code, line } = reading(folder());
    expect(line).toContain(expected);
    expect(code).toBe(2);
  });

  it('refuses a folder, a pipe and a dangling link where a file should be, without waiting for them', () => {
    const made: [string, (path: string) => void, string][] = [
      ['folder', (path) => mkdirSync(path), 'MSFT.csv: this is not a file'],
      ['pipe', (path) => execFileSync('mkfifo', [path]), 'MSFT.csv: this is not a file'],
      ['link', (path) => symlinkSync('/nonexistent', path), 'MSFT.csv: there is no such file'],
    ];
    for (const [name, make, expected] of made) {
      const folder = place.data(`a ${name}`, csv(GOOD));
      make(join(folder, 'MSFT.csv'));
      const { code, line } = reading(folder);
      expect(line).toContain(expected);
      expect(code).toBe(2);
    }
  });

  it('reads what spreadsheets write: a byte order mark, carriage returns, no last line feed', () => {
    const windows = place.data('windows', `\uFEFF${[HEADER, GOOD, NEXT].join('\r\n')}`);
    const plain = place.data('plain', csv(GOOD, NEXT));
    const [a, b] = [windows, plain].map((folder) =>
      JSON.parse(place.cream('backtest', '--data', folder, '--json').stdout),
    );
    expect(a.run).toMatchObject({ cycles: 2, dataHash: b.run.dataHash });
    expect(a.recordHash).toBe(b.recordHash);
  });
});
