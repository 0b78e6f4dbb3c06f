const PAIRS = 9;
/** CPU time a batch of repeated operations should at least take, so that the clock's grain does not matter. */
const BATCH_MICROSECONDS = 20_000;
const WARM_UP_MICROSECONDS = 200_000;

/** Checks a row's results against each other, then times ours against each peer in alternating pairs. */
export function measure({ name, unit, size, ours, peers, check, reach }) {
  const runnable = Object.entries(peers).filter(([, run]) => typeof run === 'function');
  for (const [peer, run] of runnable) {
    try {
      check?.(ours(), run(), peer);
    } catch (error) {
      throw new Error(`${name}: ${peer} computes something else: ${error.message}`, { cause: error });
    }
  }
  const ourBatch = batchOf(ours);
  const own = [];
  const compared = runnable.map(([peer, run]) => {
    const batch = batchOf(run);
    const theirs = [];
    const ratios = [];
    for (let pair = 0; pair < PAIRS; pair++) {
      // The order alternates, so that neither side always runs in the other's heat or garbage.
      const first = pair % 2 === 0 ? cpuOf(ours, ourBatch) : cpuOf(run, batch);
      const second = pair % 2 === 0 ? cpuOf(run, batch) : cpuOf(ours, ourBatch);
      const [mine, other] = pair % 2 === 0 ? [first, second] : [second, first];
      own.push(mine);
      theirs.push(other);
      ratios.push(other / mine);
    }
    return { name: peer, microseconds: median(theirs), ratio: median(ratios) };
  });
  if (compared.length === 0) for (let run = 0; run < PAIRS; run++) own.push(cpuOf(ours, ourBatch));
  const microseconds = median(own);
  const perSecond = (size / microseconds) * 1e6;
  const skipped = Object.entries(peers)
    .filter(([, run]) => typeof run !== 'function')
    .map(([peer, reason]) => ({ name: peer, reason }));
  const result = { name, unit, size, pairs: PAIRS, microseconds, perSecond, peers: compared, skipped };
  return reach === undefined ? result : { ...result, reach, met: reached(reach, result) };
}

function reached({ perSecond = 0, seconds = Number.POSITIVE_INFINITY, ratio = 0 }, result) {
  const fastEnough = result.perSecond >= perSecond && result.microseconds <= seconds * 1e6;
  return fastEnough && result.peers.every((peer) => peer.ratio >= ratio);
}

/** Operations in a batch, after enough of them that the compiler has done its work. */
function batchOf(run) {
  let spent = 0;
  let count = 1;
  for (;;) {
    const took = cpuOf(run, count) * count;
    spent += took;
    if (took >= BATCH_MICROSECONDS && spent >= WARM_UP_MICROSECONDS) return count;
    if (took < BATCH_MICROSECONDS) count *= 2;
  }
}

/** CPU microseconds of one operation, averaged over a batch. */
function cpuOf(run, count) {
  const before = process.cpuUsage();
  for (let k = 0; k < count; k++) run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Throws unless the newest `compared` numbers of two series agree. Series are aligned at their ends: programs differ in
 * how long they warm up and in how averages begin, which has worn off long before the end.
 */
export function requireSameEnd(ours, theirs, compared, tolerance = 1e-9) {
  for (let back = 1; back <= compared; back++) {
    const a = ours[ours.length - back];
    const b = theirs[theirs.length - back];
    if (!(Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a)))) {
      throw new Error(`${back} before the end: ${a} against ${b}`);
    }
  }
}
