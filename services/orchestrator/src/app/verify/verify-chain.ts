import { contentHash } from '@cream/domain';
import type { Finding } from '@cream/proto/cycle';
import { chainHash } from '@cream/storage';
import type { StoredCycle, StoredEntry } from '../record-store.js';
import { cycleContentHash } from '../summary.js';
import { finding } from './finding.js';
import { sameBytes } from './same-bytes.js';

/** Recomputes every hash of a cycle's entries. `previousTail` is the last hash of the account's cycle before. */
export function verifyChain(cycle: StoredCycle, entries: readonly StoredEntry[], previousTail: Uint8Array): Finding[] {
  const findings: Finding[] = [];
  let previous = previousTail;
  entries.forEach((entry, index) => {
    const at = `entry ${entry.sequence}`;
    if (entry.sequence !== index) findings.push(broken(cycle, `${at} stands where entry ${index} belongs`));
    if (!sameBytes(entry.previousHash, previous))
      findings.push(broken(cycle, `${at} does not follow the entry before it`));
    if (!hashesTo(entry.hash, () => chainHash(entry))) {
      findings.push(broken(cycle, `${at} was changed after it was written`));
    }
    if (!hashesTo(entry.contentHash, () => contentHash(entry.kind, entry.bytes))) {
      findings.push(finding('CONTENT_MISMATCH', cycle.cycleId, `${at} does not have the content its hash names`));
    }
    previous = entry.hash;
  });
  if (!sameBytes(cycle.tailHash, previous)) findings.push(broken(cycle, 'entries are missing at the end'));
  if (cycle.contentHash === undefined) {
    findings.push(finding('UNFINISHED', cycle.cycleId, 'the cycle has not ended'));
  } else if (!sameBytes(cycle.contentHash, cycleContentHash(entries.map((entry) => entry.contentHash)))) {
    findings.push(
      finding('CONTENT_MISMATCH', cycle.cycleId, 'the content hash of the cycle is not that of its entries'),
    );
  }
  return findings;
}

/** What cannot be hashed at all is not what was hashed: a finding, no failure of the check. */
function hashesTo(expected: Uint8Array, recompute: () => Uint8Array): boolean {
  try {
    return sameBytes(expected, recompute());
  } catch {
    return false;
  }
}

function broken(cycle: StoredCycle, text: string): Finding {
  return finding('CHAIN_BROKEN', cycle.cycleId, text);
}
