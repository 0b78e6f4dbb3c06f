import { millis, timestamp } from '@cream/domain';
import { Code, failedPrecondition, unavailable } from '@cream/grpc';
import { Mode } from '@cream/proto/common';
import { type Schedule, Workflow } from '@cream/proto/cycle';
import { describe, expect, it } from 'vitest';
import { dataDirectory, runScheduler, settled } from './running-scheduler.js';

/** Tuesday to Monday around Thanksgiving 2026; Friday closes early. */
const CLOSES = [
  '2026-11-24T21:00:00.000Z',
  '2026-11-25T21:00:00.000Z',
  '2026-11-27T18:00:00.000Z',
  '2026-11-30T21:00:00.000Z',
];
const [TUESDAY = '', WEDNESDAY = '', FRIDAY = '', MONDAY = ''] = CLOSES;
const MORNING = '2026-11-24T15:00:00.000Z';
const MINUTE_MS = 60_000;

const ENABLED = { CREAM_SCHEDULE_ENABLED: 'true', CREAM_SCHEDULE_SYMBOLS: 'AAPL, BRK.B' };
const enabled = (more: object = {}) => runScheduler({ at: MORNING, closes: CLOSES, env: ENABLED, ...more });

const next = (schedule: Pick<Schedule, 'nextSlot'> | undefined) =>
  schedule?.nextSlot === undefined ? undefined : new Date(millis(schedule.nextSlot)).toISOString();
const after = (slot: string, minutes: number) => Date.parse(slot) + minutes * MINUTE_MS;

describe('the trading schedule', () => {
  it('runs nothing unless it is enabled', async () => {
    const { scheduler, orchestrator, timer } = await runScheduler({ at: MORNING, closes: CLOSES });
    await timer.passTo(after(MONDAY, 60));

    expect(orchestrator.slots).toEqual([]);
    const { schedules } = await scheduler.listSchedules({});
    expect(schedules).toHaveLength(1);
    expect(schedules[0]).toMatchObject({ scheduleId: 'trading-cycle', workflow: Workflow.TRADING_CYCLE, cron: '' });
    expect(next(schedules[0])).toBeUndefined();
  });

  it('runs one cycle for each session, a minute after its close, early closes included', async () => {
    const { scheduler, orchestrator, timer } = await enabled();
    expect(next((await scheduler.listSchedules({})).schedules[0])).toBe(TUESDAY);

    await timer.passTo(after(TUESDAY, 0));
    expect(orchestrator.slots).toEqual([]);
    await timer.passTo(after(TUESDAY, 1));
    expect(orchestrator.slots).toEqual([TUESDAY]);
    expect(next((await scheduler.listSchedules({})).schedules[0])).toBe(WEDNESDAY);
    await timer.passTo(after(MONDAY, 60));
    expect(orchestrator.slots).toEqual(CLOSES);
  });

  it('asks for what the settings say', async () => {
    const { orchestrator, timer } = await enabled({
      env: {
        ...ENABLED,
        CREAM_SCHEDULE_CONTEXT_SYMBOLS: 'SPX',
        CREAM_SCHEDULE_MODE: 'LIVE',
        CREAM_SCHEDULE_ACCOUNT: 'main',
        CREAM_SCHEDULE_DELAY_SECONDS: '0',
      },
    });
    await timer.passTo(after(TUESDAY, 0));
    expect(orchestrator.requests).toMatchObject([
      { accountId: 'main', symbols: ['AAPL', 'BRK.B'], contextSymbols: ['SPX'], mode: Mode.LIVE },
    ]);
  });

  it('asks market-data again when it is away', async () => {
    const { orchestrator, calendar, timer } = await enabled();
    calendar.refusal = new Error('market-data is away');
    await timer.passTo(after(TUESDAY, 30));
    expect(orchestrator.slots).toEqual([TUESDAY]);
    calendar.refusal = undefined;
    await timer.passTo(after(WEDNESDAY, 1));
    expect(orchestrator.slots).toEqual([TUESDAY, WEDNESDAY]);
  });

  it('goes on after a cycle that failed, and does not run its slot again by itself', async () => {
    const { orchestrator, timer } = await enabled();
    orchestrator.next = () => Promise.reject(new Error('a step failed'));
    await timer.passTo(after(FRIDAY, 1));
    expect(orchestrator.slots).toEqual([TUESDAY, WEDNESDAY, FRIDAY]);
  });

  it('does not run while it is paused, also by the next process, and leaves out what passed', async () => {
    const dataDir = dataDirectory();
    const first = await enabled({ dataDir });
    const { schedule } = await first.scheduler.pause({ scheduleId: 'trading-cycle', reason: 'maintenance' });
    expect(schedule).toMatchObject({ paused: true });
    expect(next(schedule)).toBeUndefined();
    await first.timer.passTo(after(TUESDAY, 60));
    expect(first.orchestrator.slots).toEqual([]);
    await first.close();

    const second = await enabled({ dataDir, at: '2026-11-25T15:00:00.000Z' });
    await second.timer.passTo(after(WEDNESDAY, 60));
    expect(second.orchestrator.slots).toEqual([]);
    const resumed = await second.scheduler.resume({ scheduleId: 'trading-cycle' });
    expect(resumed.schedule).toMatchObject({ paused: false });
    expect(next(resumed.schedule)).toBe(FRIDAY);
    await second.timer.passTo(after(FRIDAY, 1));
    expect(second.orchestrator.slots).toEqual([FRIDAY]);
  });

  it('lets a cycle that is going on finish when it is paused, and interrupts it when the process ends', async () => {
    const { scheduler, orchestrator, timer, close } = await enabled();
    let interrupted = false;
    orchestrator.next = (signal) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => {
          interrupted = true;
          reject(signal.reason);
        });
      });
    await timer.passTo(after(TUESDAY, 1));
    await scheduler.pause({ scheduleId: 'trading-cycle', reason: 'maintenance' });
    await settled();
    expect(interrupted).toBe(false);
    await close();
    expect(interrupted).toBe(true);
  });

  it('is the only one', async () => {
    const { scheduler } = await enabled();
    await expect(scheduler.pause({ scheduleId: 'nightly', reason: 'x' })).rejects.toMatchObject({
      code: Code.NotFound,
    });
    await expect(scheduler.resume({ scheduleId: 'nightly' })).rejects.toMatchObject({ code: Code.NotFound });
  });
});

describe('a trigger', () => {
  const workflow = Workflow.TRADING_CYCLE;
  const order = {
    workflow,
    accountId: 'main',
    slot: timestamp(Date.parse(TUESDAY)),
    symbols: ['AAPL'],
    contextSymbols: ['SPX'],
    mode: Mode.LIVE,
  };
  const at = (time: string, env: object = ENABLED) =>
    runScheduler({ at: time, closes: CLOSES, env: { CREAM_SCHEDULE_SYMBOLS: 'AAPL', ...env } });

  it('runs the cycle of its slot at once and answers how it ended', async () => {
    const { scheduler, orchestrator } = await at(WEDNESDAY);
    const { summary, existed } = await scheduler.trigger(order);
    expect(summary?.cycleId).toBe(`cycle of ${TUESDAY}`);
    expect(existed).toBe(false);
    expect(orchestrator.requests).toMatchObject([
      { accountId: 'main', symbols: ['AAPL'], contextSymbols: ['SPX'], mode: Mode.LIVE },
    ]);
  });

  it('says of a slot that has its cycle already that it exists', async () => {
    const { scheduler } = await at(WEDNESDAY);
    const first = await scheduler.trigger(order);
    const second = await scheduler.trigger(order);
    expect(second).toMatchObject({ existed: true, notDue: '' });
    expect(second.summary).toEqual(first.summary);
  });

  it('that names nothing runs what the schedule would, also when the schedule is not enabled', async () => {
    const { scheduler, orchestrator } = await runScheduler({
      at: '2026-11-27T18:02:00.000Z',
      closes: CLOSES,
      env: { CREAM_SCHEDULE_SYMBOLS: 'AAPL,BRK.B', CREAM_SCHEDULE_CONTEXT_SYMBOLS: 'SPX' },
    });
    const { summary } = await scheduler.trigger({ workflow });
    expect(summary?.cycleId).toBe(`cycle of ${FRIDAY}`);
    expect(orchestrator.requests).toMatchObject([
      { accountId: 'paper', symbols: ['AAPL', 'BRK.B'], contextSymbols: ['SPX'], mode: Mode.PAPER },
    ]);
  });

  it.each([
    ['on a holiday', '2026-11-26T21:02:00.000Z', '2026-11-26 is no session of the exchange', FRIDAY],
    ['on a Saturday', '2026-11-28T21:02:00.000Z', '2026-11-28 is no session of the exchange', MONDAY],
    ['before the close', '2026-11-27T15:00:00.000Z', `closes at ${FRIDAY}`, FRIDAY],
    ['between the close and the delay', '2026-11-27T18:00:59.999Z', 'due 60 s later', MONDAY],
  ])('%s finds nothing due, and says when there will be', async (_, time, text, nextSlot) => {
    const { scheduler, orchestrator } = await at(time);
    const answer = await scheduler.trigger({ workflow });
    expect(answer.summary).toBeUndefined();
    expect(answer.notDue).toContain(text);
    expect(next(answer)).toBe(nextSlot);
    expect(orchestrator.slots).toEqual([]);
  });

  it('finds nothing due while the schedule is paused, unless it names the slot', async () => {
    const { scheduler, orchestrator } = await at('2026-11-27T18:02:00.000Z', {});
    await scheduler.pause({ scheduleId: 'trading-cycle', reason: 'maintenance' });
    expect((await scheduler.trigger({ workflow })).notDue).toBe('the schedule is paused');
    expect(orchestrator.slots).toEqual([]);
    await scheduler.trigger({ workflow, slot: timestamp(Date.parse(FRIDAY)) });
    expect(orchestrator.slots).toEqual([FRIDAY]);
  });

  it.each([
    ['in the future', MONDAY, 'lies in the future'],
    ['on a day the market was closed', '2026-11-26T21:00:00.000Z', 'the market was closed that day'],
  ])('of a slot %s is not run', async (_, slot, text) => {
    const { scheduler, orchestrator } = await at('2026-11-27T18:02:00.000Z');
    expect((await scheduler.trigger({ workflow, slot: timestamp(Date.parse(slot)) })).notDue).toContain(text);
    expect(orchestrator.slots).toEqual([]);
  });

  it.each([
    ['with an hour of it left', '2026-11-27T17:00:00.000Z', ''],
    ['with five minutes of it left', '2026-11-27T17:55:00.000Z', ''],
    ['with less than five minutes of it left', '2026-11-27T17:55:00.001Z', `the session closes at ${FRIDAY}`],
    ['when it is over', '2026-11-27T18:00:00.000Z', ''],
  ])('of a slot within a session, %s', async (_, time, text) => {
    const { scheduler, orchestrator } = await at(time);
    const slot = '2026-11-27T16:30:00.000Z';
    const answer = await scheduler.trigger({ workflow, slot: timestamp(Date.parse(slot)) });
    expect(answer.notDue.startsWith(text)).toBe(true);
    expect(orchestrator.slots).toEqual(text === '' ? [slot] : []);
  });

  it('runs nothing while market-data is away, whatever is asked for', async () => {
    const { scheduler, orchestrator, calendar } = await at('2026-11-27T18:02:00.000Z');
    calendar.refusal = unavailable('no connection');
    for (const asked of [{ workflow }, order]) {
      await expect(scheduler.trigger(asked)).rejects.toMatchObject({ code: Code.Unavailable });
    }
    expect(orchestrator.slots).toEqual([]);
  });

  it('without symbols is refused, naming the setting', async () => {
    const { scheduler } = await runScheduler({ at: WEDNESDAY, closes: CLOSES });
    await expect(scheduler.trigger({ workflow })).rejects.toMatchObject({
      code: Code.FailedPrecondition,
      rawMessage: expect.stringContaining('CREAM_SCHEDULE_SYMBOLS'),
    });
  });

  it('passes a refusal on, led by the name of the service that refused', async () => {
    const { scheduler, orchestrator, calendar } = await at(WEDNESDAY);
    orchestrator.next = () => Promise.reject(failedPrecondition('no configuration is active'));
    await expect(scheduler.trigger(order)).rejects.toMatchObject({
      code: Code.FailedPrecondition,
      rawMessage: 'orchestrator: no configuration is active',
    });
    calendar.refusal = unavailable('no connection');
    await expect(scheduler.trigger(order)).rejects.toMatchObject({
      code: Code.Unavailable,
      rawMessage: 'market-data: no connection',
    });
  });

  it('of an unknown workflow is refused', async () => {
    const { scheduler } = await at(WEDNESDAY);
    await expect(scheduler.trigger({ ...order, workflow: 9 as Workflow })).rejects.toThrow('workflow');
    await expect(scheduler.trigger({})).rejects.toMatchObject({ code: Code.InvalidArgument });
  });
});

describe('settings', () => {
  it.each([
    ['CREAM_SCHEDULE_SYMBOLS', { CREAM_SCHEDULE_ENABLED: 'true' }],
    ['CREAM_SCHEDULE_SYMBOLS', { CREAM_SCHEDULE_SYMBOLS: 'aapl' }],
    ['CREAM_SCHEDULE_ENABLED', { CREAM_SCHEDULE_ENABLED: 'maybe' }],
    ['CREAM_SCHEDULE_MODE', { CREAM_SCHEDULE_MODE: 'DREAM' }],
    ['CREAM_SCHEDULE_DELAY_SECONDS', { CREAM_SCHEDULE_DELAY_SECONDS: 'soon' }],
  ])('%s: %o is refused at the start', async (setting, env) => {
    await expect(runScheduler({ at: MORNING, closes: CLOSES, env })).rejects.toMatchObject({ setting });
  });
});
