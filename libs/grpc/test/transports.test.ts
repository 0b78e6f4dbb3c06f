import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import { GetSnapshotResponseSchema } from '@cream/proto/market';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fieldOf, invalidArgument, notFound } from '../src/errors.js';
import { inMemory, overTheWire, type Served } from './served.js';

const asOf = timestampFromMs(Date.UTC(2016, 2, 1, 21));
const request = { symbols: ['AAPL'], asOf };

/** What a caller is told when a call fails. */
async function refusal(call: Promise<unknown>): Promise<{ code: string; text: string; field: string | undefined }> {
  const error = await call.then(
    () => expect.fail('the call should have failed'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConnectError)) throw error;
  expect(error.cause).toBeUndefined();
  return { code: Code[error.code], text: error.rawMessage, field: fieldOf(error) };
}

/** An error as the domain throws it; this library knows only its shape. */
function domainError(code: string, message: string, field?: string): Error {
  return Object.assign(new Error(message), { name: 'DomainError', code, field });
}

/** Long enough for the call to reach its handler on a busy machine: one that is over before cannot be told of its end. */
const DEADLINE_MS = 1_000;

async function eventually(condition: () => boolean): Promise<void> {
  await expect.poll(condition, { interval: 5, timeout: 2_000 }).toBe(true);
}

describe.each([
  ['in memory', () => inMemory('direct')],
  ['in memory, encoded in between', () => inMemory('round-trip')],
  ['over the wire', overTheWire],
])('a call %s', (_name, serve) => {
  let served: Served;

  beforeEach(async () => {
    served = await serve();
  });
  afterEach(() => served.close());

  it('brings the answer, built from plain fields, as a message of the contract', async () => {
    const answer = await served.client.getSnapshot(request);
    expect(answer.$typeName).toBe(GetSnapshotResponseSchema.typeName);
    expect(answer.snapshots.map((s) => s.symbol)).toEqual(['AAPL']);
    expect(served.finished).toEqual(['GetSnapshot:OK']);
  });

  it.each([
    ['STORAGE_FULL', 'ResourceExhausted'],
    ['DATABASE_DAMAGED', 'DataLoss'],
    ['ROW_UNREADABLE', 'DataLoss'],
  ])('tells what only an operator can mend: %s', async (storageCode, code) => {
    served.service.script.snapshot = () => {
      throw Object.assign(new Error('in a.db'), { code: storageCode });
    };
    expect(await refusal(served.client.getSnapshot(request))).toEqual({ code, text: 'in a.db', field: undefined });
    expect(served.failures).toHaveLength(1);
  });

  it('keeps the code and the text of an error', async () => {
    served.service.script.snapshot = () => {
      throw notFound('no such symbol: ÄÖ');
    };
    expect(await refusal(served.client.getSnapshot(request))).toEqual({
      code: 'NotFound',
      text: 'no such symbol: ÄÖ',
      field: undefined,
    });
  });

  it('keeps the field an error is about', async () => {
    served.service.script.snapshot = async () => {
      throw invalidArgument('symbols[0]', 'is not traded');
    };
    expect(await refusal(served.client.getSnapshot(request))).toEqual({
      code: 'InvalidArgument',
      text: 'symbols[0]: is not traded',
      field: 'symbols[0]',
    });
  });

  it('refuses a request that breaks a rule of the contract before the handler sees it', async () => {
    let asked = false;
    served.service.script.snapshot = () => {
      asked = true;
      return { snapshots: [] };
    };
    expect(await refusal(served.client.getSnapshot({ symbols: ['AAPL'] }))).toEqual({
      code: 'InvalidArgument',
      text: 'as_of: is required',
      field: 'as_of',
    });
    expect(asked).toBe(false);
  });

  it("turns a domain error into INVALID_ARGUMENT with the domain's words", async () => {
    served.service.script.snapshot = () => {
      throw domainError('DECIMAL_MALFORMED', '"1e3" is not a canonical decimal', 'limit');
    };
    expect(await refusal(served.client.getSnapshot(request))).toMatchObject({
      code: 'InvalidArgument',
      field: 'limit',
    });
  });

  it('tells nothing of the inside when a handler crashes, and tells its hooks everything', async () => {
    const crash = new TypeError('password is hunter2');
    served.service.script.snapshot = () => {
      throw crash;
    };
    expect(await refusal(served.client.getSnapshot(request))).toEqual({
      code: 'Internal',
      text: 'internal error in cream.market.v1.MarketDataService/GetSnapshot',
      field: undefined,
    });
    expect(served.failures).toEqual([crash]);
    expect(served.finished).toEqual([`GetSnapshot:${Code.Internal}`]);
  });

  it('ends at its deadline and lets the handler know', async () => {
    let aborted: unknown;
    served.service.script.snapshot = (_request, context) => {
      expect(context.deadlineMs).toBeGreaterThan(Date.now() - 1_000);
      return new Promise((_resolve, reject) => {
        context.signal.addEventListener('abort', () => {
          aborted = context.signal.reason;
          reject(context.signal.reason);
        });
      });
    };
    expect(await refusal(served.client.getSnapshot(request, { timeoutMs: DEADLINE_MS }))).toMatchObject({
      code: 'DeadlineExceeded',
    });
    await eventually(() => aborted instanceof ConnectError && aborted.code === Code.DeadlineExceeded);
  });

  it('ends when the caller cancels it and lets the handler know', async () => {
    const caller = new AbortController();
    let aborted = false;
    served.service.script.snapshot = (_request, context) =>
      new Promise((_resolve, reject) => {
        context.signal.addEventListener('abort', () => {
          aborted = true;
          reject(context.signal.reason);
        });
        caller.abort();
      });
    expect(await refusal(served.client.getSnapshot(request, { signal: caller.signal }))).toMatchObject({
      code: 'Canceled',
    });
    await eventually(() => aborted);
  });

  it('does not begin when it was cancelled before', async () => {
    let asked = false;
    served.service.script.snapshot = () => {
      asked = true;
      return { snapshots: [] };
    };
    const call = served.client.getSnapshot(request, { signal: AbortSignal.abort() });
    expect(await refusal(call)).toMatchObject({ code: 'Canceled' });
    expect(asked).toBe(false);
  });

  it('hands headers over', async () => {
    let seen: string | null = null;
    served.service.script.snapshot = (_request, context) => {
      seen = context.headers.get('X-Cycle');
      return { snapshots: [] };
    };
    await served.client.getSnapshot(request, { headers: { 'x-cycle': '20160301T210000Z-0badcafe' } });
    expect(seen).toBe('20160301T210000Z-0badcafe');
  });

  it('streams to the end', async () => {
    const symbols: string[] = [];
    for await (const { bar } of served.client.streamBars({ symbols: ['A', 'B', 'C'], asOf }))
      symbols.push(bar?.symbol ?? '');
    expect(symbols).toEqual(['A', 'B', 'C']);
    await eventually(() => served.finished.includes('StreamBars:OK'));
  });

  it('brings what was streamed before an error, then the error', async () => {
    served.service.script.bars = async function* () {
      yield { bar: { symbol: 'A' } };
      throw notFound('the rest is gone');
    };
    const symbols: string[] = [];
    const reading = (async () => {
      for await (const { bar } of served.client.streamBars(request)) symbols.push(bar?.symbol ?? '');
    })();
    expect(await refusal(reading)).toMatchObject({ code: 'NotFound', text: 'the rest is gone' });
    expect(symbols).toEqual(['A']);
  });

  it('refuses a stream whose request breaks a rule', async () => {
    const reading = (async () => {
      for await (const _ of served.client.streamBars({ symbols: [], asOf }));
    })();
    expect(await refusal(reading)).toMatchObject({ code: 'InvalidArgument', field: 'symbols' });
  });

  it('stops the server when the reader leaves a stream early', async () => {
    let left = false;
    served.service.script.bars = async function* (_request, context) {
      try {
        for (;;) {
          yield { bar: { symbol: 'AAPL' } };
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, 5);
            context.signal.addEventListener('abort', () => {
              clearTimeout(timer);
              resolve();
            });
          });
          context.signal.throwIfAborted();
        }
      } finally {
        left = true;
      }
    };
    for await (const _ of served.client.streamBars(request)) break;
    await eventually(() => left && served.finished.length === 1);
    expect(served.finished).toEqual([`StreamBars:${Code.Canceled}`]);
    expect(served.failures).toEqual([]);
  });

  it('ends a stream at its deadline', async () => {
    served.service.script.bars = waitingStream;
    const reading = (async () => {
      for await (const _ of served.client.streamBars(request, { timeoutMs: DEADLINE_MS }));
    })();
    expect(await refusal(reading)).toMatchObject({ code: 'DeadlineExceeded' });
  });

  it('ends open streams with UNAVAILABLE when the service shuts down', async () => {
    served.service.script.bars = waitingStream;
    const stream = served.client.streamBars(request)[Symbol.asyncIterator]();
    await stream.next();
    const second = stream.next();
    served.endStreams();
    expect(await refusal(second)).toEqual({
      code: 'Unavailable',
      text: 'the service is shutting down',
      field: undefined,
    });
  });
});

/** One bar, then silence until the call ends. */
async function* waitingStream(_request: unknown, context: { signal: AbortSignal }) {
  yield { bar: { symbol: 'AAPL' } };
  await new Promise<void>((resolve) => context.signal.addEventListener('abort', () => resolve()));
}

describe('messages in memory', () => {
  it('are the very same objects by default', async () => {
    const served = await inMemory('direct');
    const prepared = create(GetSnapshotResponseSchema, { snapshots: [{ symbol: 'AAPL' }] });
    served.service.script.snapshot = () => prepared;
    expect(await served.client.getSnapshot(request)).toBe(prepared);
  });

  it('are copies when encoded in between, so that a change on one side does not reach the other', async () => {
    const served = await inMemory('round-trip');
    const prepared = create(GetSnapshotResponseSchema, { snapshots: [{ symbol: 'AAPL' }] });
    served.service.script.snapshot = () => prepared;
    const answer = await served.client.getSnapshot(request);
    expect(answer).toEqual(prepared);
    answer.snapshots.length = 0;
    expect(prepared.snapshots).toHaveLength(1);
  });

  it('find nobody when the target does not run', async () => {
    const served = await inMemory('direct');
    await served.close();
    expect(await refusal(served.client.getSnapshot(request))).toMatchObject({ code: 'Unavailable' });
  });
});
