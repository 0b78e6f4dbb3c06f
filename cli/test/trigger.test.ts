import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BUILT, type Serving, Workplace } from './support.js';

const SCHEDULE = { CREAM_SCHEDULE_SYMBOLS: 'AAPL', CREAM_SCHEDULE_CONTEXT_SYMBOLS: 'SPX', CREAM_LOG_LEVEL: 'silent' };
const FIRST = '2016-03-01T21:00:00.000Z';
const SECOND = '2016-03-02T21:00:00.000Z';
const GOOD_FRIDAY = '2016-03-25T20:00:00.000Z';

/** `cream trigger` as an operator or a CronJob calls it: real processes that meet on real ports. */
describe.runIf(BUILT)('cream trigger', () => {
  const place = new Workplace();
  afterAll(() => place.remove());

  describe('against a running system', () => {
    let system: Serving;
    let address: string;
    beforeAll(async () => {
      system = await place.serve(SCHEDULE, 'all', '--port', '0', '--scheduler-port', '0');
      address = `127.0.0.1:${system.document.schedulerPort}`;
    });
    afterAll(() => system.stop());

    it('runs the cycle of a slot once, and says the second time that it exists', () => {
      const first = place.cream('trigger', 'trading-cycle', '--address', address, '--slot', FIRST);
      expect(first.stderr).toBe('');
      expect(first.stdout).toMatch(
        /^Ran cycle 20160301T210000Z-[0-9a-f]{8} of 2016-03-01T21:00:00\.000Z: COMPLETED\n$/,
      );
      expect(first.code).toBe(0);
      const second = place.cream('trigger', '--address', address, '--slot', FIRST);
      expect(second.stdout).toMatch(/^The cycle of 2016-03-01T21:00:00\.000Z exists already: 20160301T210000Z-/);
      expect(second.code).toBe(0);
    });

    it('prints one JSON document, and finds the scheduler by its setting', () => {
      const { code, stdout } = place.creamWith(
        { CREAM_SCHEDULER_ADDR: address },
        'trigger',
        '--slot',
        SECOND,
        '--json',
      );
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toEqual({
        workflow: 'trading-cycle',
        outcome: 'RAN',
        cycle: {
          id: expect.stringMatching(/^20160302T210000Z-[0-9a-f]{8}$/),
          account: 'paper',
          slot: SECOND,
          status: 'COMPLETED',
          reason: '',
        },
        notDue: null,
        nextSlot: null,
      });
    });

    it('takes a closed market for an answer, not for a failure', () => {
      const { code, stdout, stderr } = place.cream('trigger', '--address', address, '--slot', GOOD_FRIDAY);
      expect(stdout).toMatch(/^Nothing is due: 2016-03-25 is no session of the exchange: the market was closed/);
      expect(stderr).toBe('');
      expect(code).toBe(0);
      const json = place.cream('trigger', '--address', address, '--slot', GOOD_FRIDAY, '--json');
      expect(JSON.parse(json.stdout)).toMatchObject({ outcome: 'NOT_DUE', cycle: null });
    });

    it('passes a refusal on with exit code 2', () => {
      const past = '2014-03-03T21:00:00Z';
      const { code, lines } = place.cream('trigger', '--address', address, '--slot', past);
      expect(lines).toEqual([expect.stringMatching(/^cream: orchestrator: slot .* a cycle never runs in the past$/)]);
      expect(code).toBe(2);
    });
  });

  it('names the address where no scheduler answers, exit code 1', () => {
    const { code, lines } = place.cream('trigger', '--address', '127.0.0.1:1');
    expect(lines).toEqual([
      'cream: the scheduler at 127.0.0.1:1 does not answer: start cream serve scheduler there, or name another place with --address (connect ECONNREFUSED 127.0.0.1:1)',
    ]);
    expect(code).toBe(1);
  });

  it('gives up at its deadline when something listens but says nothing, exit code 1', async () => {
    const mute = createServer();
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as { port: number };
    const { code, lines } = place.cream('trigger', '--address', `127.0.0.1:${port}`, '--timeout', '1');
    await new Promise((resolve) => mute.close(resolve));
    expect(lines).toEqual([
      `cream: the scheduler at 127.0.0.1:${port} did not answer within 1 s; the same slot can be triggered again`,
    ]);
    expect(code).toBe(1);
  });

  it('says which service behind the scheduler is away, exit code 1', async () => {
    const alone = { CREAM_GRPC_PORT: '0', CREAM_HTTP_PORT: '0', CREAM_LOG_LEVEL: 'silent' };
    const marketData = await place.serve(alone, 'market-data', '--data-dir', 'apart');
    const scheduler = await place.serve(
      {
        ...SCHEDULE,
        ...alone,
        CREAM_MARKET_DATA_ADDR: `127.0.0.1:${marketData.document.grpcPort}`,
        CREAM_ORCHESTRATOR_ADDR: '127.0.0.1:1',
      },
      'scheduler',
      '--data-dir',
      'apart',
    );
    const address = `127.0.0.1:${scheduler.document.grpcPort}`;
    const closed = place.cream('trigger', '--address', address, '--slot', GOOD_FRIDAY);
    expect(closed.code).toBe(0);
    const { code, lines } = place.cream('trigger', '--address', address, '--slot', FIRST);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`the scheduler at ${address} cannot run the cycle: orchestrator: `);
    expect(code).toBe(1);
    expect(await scheduler.stop()).toBe(0);
    expect(await marketData.stop()).toBe(0);
  });

  it.each([
    ['an unknown workflow', ['trigger', 'lunch'], 'there is no workflow lunch: choose from trading-cycle'],
    ['a slot that is no time', ['trigger', '--slot', 'today'], '--slot today is not a time'],
    ['a slot without a zone', ['trigger', '--slot', '2016-03-01T16:00'], 'write it as 2016-03-01T21:00:00Z'],
    ['a day that does not exist', ['trigger', '--slot', '2016-02-30T21:00:00Z'], 'is not a time'],
    ['an address that is none', ['trigger', '--address', 'nowhere'], '--address nowhere is not host:port'],
    ['a timeout that is none', ['trigger', '--timeout', '0'], 'must be 1 to 86400'],
    ['an unknown flag', ['trigger', '--now'], "unknown option '--now'"],
  ])('answers %s with one line and exit code 2', (_, args, text) => {
    const { code, lines } = place.cream(...args);
    expect(lines).toEqual([expect.stringContaining(text)]);
    expect(code).toBe(2);
  });

  it('names the setting that holds no address, exit code 2', () => {
    const { code, lines } = place.creamWith({ CREAM_SCHEDULER_ADDR: 'nowhere' }, 'trigger');
    expect(lines).toEqual(['cream: CREAM_SCHEDULER_ADDR: "nowhere" is not host:port']);
    expect(code).toBe(2);
  });
});
