import { afterAll, describe, expect, it } from 'vitest';
import { BUILT, refusal, Workplace } from './support.js';

/** Requests that nobody could carry out: one line that says what and how to put it right, exit code 2, nothing made. */
describe.runIf(BUILT)('cream, asked for what cannot be', () => {
  const place = new Workplace();
  afterAll(() => place.remove());

  it.each([
    ['no verb', [], 'no verb: try cream backtest, or cream --help for all there are'],
    ['an unknown verb', ['fly'], "unknown command 'fly': see cream --help"],
    ['a verb with a slip', ['lst'], "unknown command 'lst' (Did you mean list?): see cream --help"],
    ['an unknown flag', ['backtest', '--turbo'], "unknown option '--turbo': see cream backtest --help"],
    ['a flag without its value', ['backtest', '--json', '--from'], "option '--from <date>' argument missing"],
    ['a value too many', ['list', 'runs'], "too many arguments for 'list'"],
    ['an unknown symbol', ['backtest', '--symbols', 'NOPE'], 'NOPE is not known: choose from AAPL, or give your own'],
    ['no symbol', ['backtest', '--symbols', ' ,'], '--symbols is empty: name at least one'],
    ['a path for a symbol', ['backtest', '--symbols', '../../etc/passwd'], '../../ETC/PASSWD is not known'],
    ['SQL for a symbol', ['backtest', '--symbols', "A'; DROP TABLE runs;--"], "A'; DROP TABLE RUNS;-- is not known"],
    ['orders for the terminal', ['backtest', '--symbols', 'A\u001b[31m\nB'], 'A [31M B is not known'],
    ['a date that is none', ['backtest', '--from', '2016-02-31'], '--from 2016-02-31 is not a date: write it as'],
    ['a year zero', ['backtest', '--from', '0000-01-01'], '--from 0000-01-01 is not a date'],
    ['a range the wrong way round', ['backtest', '--from', '2016-03-01', '--to', '2016-02-01'], 'swap them'],
    [
      'a range without sessions',
      ['backtest', '--from', '2016-01-01', '--to', '2016-01-03'],
      'the data runs from 2013-05',
    ],
    ['a day without a session', ['cycle', '--symbols', 'AAPL', '--as-of', '2016-03-05'], 'no bars from 2016-03-05'],
    ['a cycle of nothing', ['cycle', '--as-of', '2016-03-01'], 'either --symbols AAPL,MSFT or --universe ID'],
    [
      'a cycle of two kinds of wishes',
      ['cycle', '--as-of', '2016-03-01', '--symbols', 'AAPL', '--universe', 'big'],
      'either --symbols AAPL,MSFT or --universe ID',
    ],
    [
      'a cycle of a universe nobody defined',
      ['cycle', '--as-of', '2016-03-01', '--universe', 'big'],
      'unknown universe',
    ],
    [
      'a run of two kinds of wishes',
      ['backtest', '--from', '2016-03-01', '--symbols', 'AAPL', '--universe', 'big'],
      'leave one out',
    ],
    ['a run of a universe at no time', ['backtest', '--universe', 'big'], '--universe needs --from'],
    ['a cycle at no time', ['cycle', '--symbols', 'AAPL'], "required option '--as-of <date>' not specified"],
    ['less than no cash', ['backtest', '--cash', '-5'], '--cash -5 is not an amount: write dollars'],
    ['no cash', ['backtest', '--cash', '0'], '--cash 0 is not an amount'],
    ['cash beyond all numbers', ['backtest', '--cash', '1e400'], '--cash 1e400 is not an amount'],
    ['cash that is no number', ['backtest', '--cash', 'NaN'], '--cash NaN is not an amount'],
    ['an unknown strategy', ['backtest', '--strategy', 'luck'], 'choose from agents, buy-and-hold'],
    ['a folder without a name', ['backtest', '--data', ''], "option '--data <dir>' argument '' is invalid"],
    ['records without a place', ['list', '--data-dir', ''], "option '--data-dir <dir>' argument '' is invalid"],
    [
      'records where there are none',
      ['list', '--data-dir', 'none'],
      'none holds no records: cream backtest makes some',
    ],
    ['to show nothing', ['show', ''], 'the id is empty: cream list shows what there is'],
    ['to verify two things', ['verify', 'bt-1', '--all'], 'name an id or --all, not both'],
    ['an unknown service', ['serve', 'luck'], 'there is no service luck: choose from all, market-data'],
    ['an agent without a role', ['serve', 'agent'], 'agent needs a role: name it with --role, one of technical, news'],
    ['a role there is not', ['serve', 'agent', '--role', 'poet'], 'there is no role poet: name it with --role'],
    ['a role for another', ['serve', 'risk', '--role', 'critic'], '--role is for agent: leave it out for risk'],
    ['a port that is none', ['serve', 'all', '--port', '99999'], "argument '99999' is invalid. must be 0 to 65535"],
  ])('answers %s with one line and exit code 2', (_, args, text) => {
    const asked = args.includes('--json') ? args : [...args, '--json'];
    const { code, line } = refusal(place.cream(...asked));
    expect(line).toContain(text);
    expect(code).toBe(2);
  });

  it('prints the line alone without --json', () => {
    expect(place.cream('fly')).toMatchObject({
      stdout: '',
      stderr: "cream: unknown command 'fly': see cream --help\n",
    });
  });

  it('names the setting that is wrong', () => {
    const { code, line } = refusal(place.creamWith({ CREAM_LOG_LEVEL: 'loud' }, 'backtest', '--json'));
    expect(line).toMatch(/^cream: CREAM_LOG_LEVEL: /);
    expect(code).toBe(2);
  });

  it.each([
    ['a run', ['show', 'bt-nope'], 'there is no run bt-nope: cream list shows what there is'],
    ['a cycle', ['show', 'nope'], 'no run, cycle or decision nope: cream list shows what there is'],
    ['a path', ['show', '../../etc/passwd'], 'no run, cycle or decision ../../etc/passwd'],
    ['an account', ['verify', 'bt-nope'], 'nothing is recorded under bt-nope: cream list shows what there is'],
    [
      'a cycle to verify',
      ['verify', '20160301T210000Z-00000000'],
      'nothing is recorded under 20160301T210000Z-00000000',
    ],
  ])('says that %s is not in the records', (_, args, text) => {
    if (!place.has('.cream')) place.cream('backtest', '--from', '2015-06-01', '--to', '2015-06-02');
    const { code, line } = refusal(place.cream(...args, '--json'));
    expect(line).toContain(text);
    expect(code).toBe(2);
  });
});
