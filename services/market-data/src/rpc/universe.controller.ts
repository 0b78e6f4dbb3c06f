import { create } from '@bufbuild/protobuf';
import { hash, hex, millis, timestamp } from '@cream/domain';
import { type Answer, invalidArgument, notFound, Rpc } from '@cream/grpc';
import {
  type GetUniverseRequest,
  type GetUniverseResponse,
  GetUniverseResponseSchema,
  type GetUniverseSnapshotRequest,
  type GetUniverseSnapshotResponse,
  GetUniverseSnapshotResponseSchema,
  type ListUniverseSnapshotsRequest,
  type ListUniverseSnapshotsResponse,
  ListUniverseSnapshotsResponseSchema,
  type ListUniversesRequest,
  type ListUniversesResponse,
  ListUniversesResponseSchema,
  MarketDataService,
  type PutUniverseRequest,
  type PutUniverseResponse,
  PutUniverseResponseSchema,
  type ResolveUniverseRequest,
  type TakeUniverseSnapshotRequest,
  type TakeUniverseSnapshotResponse,
  TakeUniverseSnapshotResponseSchema,
  type UniverseResolution,
} from '@cream/proto/market';
import { Controller, Inject } from '@nestjs/common';
import { UniverseInputs } from '../adapters/store/universe-inputs.js';
import { UniverseSnapshots } from '../adapters/store/universe-snapshots.js';
import { UniverseVersions } from '../adapters/store/universe-versions.js';
import { DefinitionError } from '../app/universe/read-definition.js';
import { OfferError } from '../app/universe/universe-definitions.js';
import { UniverseResolver } from '../app/universe/universe-resolver.js';
import { answer } from './answers.js';
import { toWireInput, toWireResolution, toWireSnapshot, toWireVersion } from './universe-wire.js';

const { method } = MarketDataService;

/** Which symbols may be traded: definitions, what they came to, and what was written down of it. */
@Controller()
export class UniverseController {
  constructor(
    @Inject(UniverseResolver) private readonly resolver: UniverseResolver,
    @Inject(UniverseVersions) private readonly versions: UniverseVersions,
    @Inject(UniverseInputs) private readonly inputs: UniverseInputs,
    @Inject(UniverseSnapshots) private readonly snapshots: UniverseSnapshots,
  ) {}

  @Rpc(method.resolveUniverse)
  async resolveUniverse(request: ResolveUniverseRequest): Promise<Awaited<Answer<typeof method.resolveUniverse>>> {
    const resolution = await this.resolve(request);
    return { symbols: resolution.members.map(({ symbol }) => symbol), resolution };
  }

  @Rpc(method.putUniverse)
  async putUniverse(request: PutUniverseRequest): Promise<PutUniverseResponse> {
    const { universeId: universe, definition, note, effectiveFrom, always } = request;
    if (always && effectiveFrom !== undefined) throw invalidArgument('always', 'excludes effective_from');
    const effective = always ? 'always' : effectiveFrom && millis(effectiveFrom);
    const { version, created } = await fields(() => this.versions.put({ universe, definition, effective, note }));
    return create(PutUniverseResponseSchema, { version: toWireVersion(version), created });
  }

  @Rpc(method.getUniverse)
  async getUniverse({ universeId }: GetUniverseRequest): Promise<GetUniverseResponse> {
    const all = await this.versions.all();
    const versions = all.filter(({ universe }) => universe === universeId).reverse();
    if (versions.length > 0) return create(GetUniverseResponseSchema, { versions: versions.map(toWireVersion) });
    const known = [...new Set(all.map(({ universe }) => universe))];
    const text = known.length === 0 ? 'none is' : `there are ${known.join(', ')}`;
    throw notFound(`the universe ${JSON.stringify(universeId)} is not defined; ${text}`);
  }

  @Rpc(method.listUniverses)
  async listUniverses(_request: ListUniversesRequest): Promise<ListUniversesResponse> {
    const newest = new Map((await this.versions.all()).map((version) => [version.universe, version]));
    const inputs = await this.inputs.held();
    return create(ListUniversesResponseSchema, {
      universes: [...newest.values()].map(toWireVersion),
      inputs: inputs.map(toWireInput),
    });
  }

  @Rpc(method.takeUniverseSnapshot)
  async takeUniverseSnapshot(request: TakeUniverseSnapshotRequest): Promise<TakeUniverseSnapshotResponse> {
    const taken = await this.snapshots.take(await this.resolve(request));
    return create(TakeUniverseSnapshotResponseSchema, {
      resolution: taken.resolution,
      takenAt: timestamp(taken.takenMs),
      created: taken.created,
      ...(taken.differsFrom && { differsFrom: hash(taken.differsFrom) }),
    });
  }

  @Rpc(method.listUniverseSnapshots)
  async listUniverseSnapshots(request: ListUniverseSnapshotsRequest): Promise<ListUniverseSnapshotsResponse> {
    const lines = await this.snapshots.list(request.universeId, request.limit);
    return create(ListUniverseSnapshotsResponseSchema, { snapshots: lines.map(toWireSnapshot) });
  }

  @Rpc(method.getUniverseSnapshot)
  async getUniverseSnapshot(request: GetUniverseSnapshotRequest): Promise<GetUniverseSnapshotResponse> {
    const wanted = request.hash?.sha256 ?? new Uint8Array();
    const found = await this.snapshots.find(wanted);
    if (found === undefined) throw notFound(`no snapshot has the hash ${hex(wanted)}`);
    const takenAt = timestamp(found.takenMs);
    return create(GetUniverseSnapshotResponseSchema, { resolution: found.resolution, takenAt });
  }

  private async resolve(request: ResolveUniverseRequest | TakeUniverseSnapshotRequest): Promise<UniverseResolution> {
    const asOfMs = millis(request.asOf, 'as_of');
    const { universeId } = request;
    return toWireResolution(universeId, asOfMs, await answer(() => this.resolver.resolve(universeId, asOfMs)));
  }
}

/** Gives what is wrong with an offered definition the field it is about. */
async function fields<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OfferError) throw invalidArgument(error.field, error.message);
    if (!(error instanceof DefinitionError)) throw error;
    throw invalidArgument(error.path === '' ? 'definition' : `definition.${error.path}`, error.text);
  }
}
