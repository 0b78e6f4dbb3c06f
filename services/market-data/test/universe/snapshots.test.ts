import { create, toJson } from '@bufbuild/protobuf';
import { canonicalBytes, hash, sameHash, sha256, timestamp } from '@cream/domain';
import { Code } from '@cream/grpc';
import {
  GetUniverseSnapshotRequestSchema,
  ListUniverseSnapshotsRequestSchema,
  TakeUniverseSnapshotRequestSchema,
  UniverseResolutionSchema,
} from '@cream/proto/market';
import { fakeClock } from '@cream/testing';
import { describe, expect, it } from 'vitest';
import { failing } from '../serving.js';
import { Stored } from '../stored.js';
import { constituents, put, resolution, rising } from './stored-universe.js';

const CLOSE = '2016-03-01T21:00Z';

async function withIndex() {
  const clock = fakeClock(Date.parse('2016-04-01T12:00Z'));
  const stored = await Stored.open(undefined, undefined, clock);
  for (const symbol of ['AAPL', 'MSFT']) await stored.import(symbol, rising(50));
  await constituents(stored, 'SP500', ['AAPL', '2016-01-04'], ['MSFT', '2016-03-14']);
  await put(stored, 'index', { source: { kind: 'index', index: 'SP500' } });
  return { stored, clock };
}

const take = (stored: Stored, asOf = CLOSE) =>
  stored.universes.takeUniverseSnapshot(
    create(TakeUniverseSnapshotRequestSchema, { universeId: 'index', asOf: timestamp(Date.parse(asOf)) }),
  );
const listed = async (stored: Stored, universeId = '', limit = 0) =>
  (await stored.universes.listUniverseSnapshots(create(ListUniverseSnapshotsRequestSchema, { universeId, limit })))
    .snapshots;

describe('a snapshot', () => {
  it('is what the universe resolves to, with the hash of what it says', async () => {
    const { stored } = await withIndex();
    const { resolution: taken, created } = await take(stored);
    expect(created).toBe(true);
    expect(taken?.members.map(({ symbol }) => symbol)).toEqual(['AAPL']);
    const { hash: said, ...rest } = taken ?? {};
    const bytes = canonicalBytes(UniverseResolutionSchema, create(UniverseResolutionSchema, rest));
    expect(said).toEqual(hash(sha256(bytes)));
    expect((await resolution(stored, 'index', CLOSE)).hash).toBe(Buffer.from(said?.sha256 ?? []).toString('hex'));
  });

  it('of the same universe and time is the same, whenever it is taken and whatever became known of later times', async () => {
    const { stored, clock } = await withIndex();
    const first = await take(stored);
    clock.advance(86_400_000);
    await stored.import('MSFT', rising(50, 1_000, ['2016-04-01']));
    await constituents(stored, 'SP500', ['AAPL', '2016-01-04', '2016-04-01'], ['GOOG', '2016-04-01']);
    await put(stored, 'index', { source: { kind: 'static', symbols: ['MSFT'] } });
    const restarted = await stored.again();
    const again = await take(restarted);
    expect(again).toEqual({ ...first, created: false });
    expect(again.differsFrom).toBeUndefined();
    expect(await listed(restarted)).toHaveLength(1);
  });

  it('says so when the past was imported since, and leaves the earlier one as it was', async () => {
    const { stored } = await withIndex();
    const first = await take(stored);
    await constituents(stored, 'SP500', ['GOOG', '2016-02-01']);
    const second = await take(stored);
    expect(second.created).toBe(true);
    expect(sameHash(second.differsFrom, first.resolution?.hash)).toBe(true);
    const request = create(GetUniverseSnapshotRequestSchema, { hash: second.differsFrom });
    const { resolution: before } = await stored.universes.getUniverseSnapshot(request);
    expect(toJson(UniverseResolutionSchema, before ?? create(UniverseResolutionSchema))).toEqual(
      toJson(UniverseResolutionSchema, first.resolution ?? expect.fail('nothing was taken')),
    );
  });

  it('is listed, the newest asked time first, of one universe or of all', async () => {
    const { stored } = await withIndex();
    await take(stored, '2016-02-01T21:00Z');
    await take(stored, '2016-03-15T21:00Z');
    const lines = await listed(stored, 'index');
    expect(
      lines.map(({ asOf, members, exclusions, version }) => [Number(asOf?.seconds), members, exclusions, version]),
    ).toEqual([
      [Date.parse('2016-03-15T21:00Z') / 1000, 2, 0, 1],
      [Date.parse('2016-02-01T21:00Z') / 1000, 1, 0, 1],
    ]);
    expect(await listed(stored, 'other')).toEqual([]);
    expect(await listed(stored, '', 1)).toEqual(lines.slice(0, 1));
  });

  it('that nobody took is not found', async () => {
    const { stored } = await withIndex();
    const request = create(GetUniverseSnapshotRequestSchema, { hash: hash(new Uint8Array(32)) });
    expect(await failing(() => stored.universes.getUniverseSnapshot(request))).toMatchObject({ code: Code.NotFound });
  });
});
