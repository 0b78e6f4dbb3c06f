import { hex } from '@cream/domain';
import {
  UniverseExclusion_Reason as Reason,
  type UniverseExclusion,
  type UniverseResolution,
  type UniverseVersion,
} from '@cream/proto/market';
import { isoTime } from './iso-time.js';

/** `since ever`, or when a version came into force. */
export function sinceText({ effectiveFrom }: UniverseVersion): string {
  return effectiveFrom === undefined ? 'always' : `from ${isoTime(effectiveFrom)}`;
}

export function versionDocument(version: UniverseVersion) {
  return {
    universe: version.universeId,
    version: version.version,
    effectiveFrom: version.effectiveFrom === undefined ? null : isoTime(version.effectiveFrom),
    createdAt: version.createdAt === undefined ? null : isoTime(version.createdAt),
    note: version.note,
    hash: hex(version.hash?.sha256 ?? new Uint8Array()),
    definition: JSON.parse(version.definition),
  };
}

export function resolutionDocument(resolution: UniverseResolution) {
  const { universeId, version, definition, asOf, members, exclusions, hash } = resolution;
  return {
    universe: universeId,
    version,
    definition: definition === undefined ? null : hex(definition.sha256),
    asOf: isoTime(asOf),
    hash: hex(hash?.sha256 ?? new Uint8Array()),
    symbols: members.map(({ symbol }) => symbol),
    members: members.map(({ symbol, score, sector }) => ({
      symbol,
      score: score?.value ?? null,
      sector: sector === '' ? null : sector,
    })),
    exclusions: exclusions.map(({ symbol, reason, observed, limit, rule }) => {
      return { symbol, reason: Reason[reason], observed, limit, rule };
    }),
  };
}

/** A resolution for people. @param everyExclusion one line each instead of a count of each reason */
export function resolutionLines(resolution: UniverseResolution, everyExclusion: boolean): string[] {
  const { universeId, version, asOf, members, exclusions, hash } = resolution;
  const by = version === 0 ? '' : ` by version ${version}`;
  const excluded = new Set(exclusions.map(({ symbol }) => symbol)).size;
  const width = String(members.length).length;
  return [
    `${universeId} at ${isoTime(asOf)}${by}: ${counted(members.length, 'member')}, ${excluded} excluded`,
    ...members.map(({ symbol, score, sector }, i) =>
      `  ${String(i + 1).padStart(width)}  ${symbol.padEnd(6)}  ${(score?.value ?? '').padStart(18)}  ${sector}`.trimEnd(),
    ),
    ...(exclusions.length === 0 ? [] : ['Excluded', ...exclusionLines(exclusions, everyExclusion)]),
    `Hash ${hex(hash?.sha256 ?? new Uint8Array())}`,
  ];
}

function exclusionLines(exclusions: readonly UniverseExclusion[], each: boolean): string[] {
  if (each) {
    return exclusions.map(({ symbol, reason, observed, limit, rule }) => {
      return `  ${symbol.padEnd(6)}  ${reasonText(reason)}: ${observed}, wanted ${limit} (${rule})`;
    });
  }
  const byReason = Map.groupBy(exclusions, ({ reason, rule }) => `${reasonText(reason)} (${rule})`);
  return [...byReason].map(([text, all]) => {
    const first = all.slice(0, 5).map(({ symbol }) => symbol);
    return `  ${String(all.length).padStart(5)}  ${text}: ${first.join(', ')}${all.length > first.length ? ', …' : ''}`;
  });
}

function reasonText(reason: Reason): string {
  return (Reason[reason] ?? String(reason)).toLowerCase().replaceAll('_', ' ');
}

export function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
