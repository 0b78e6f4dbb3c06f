// Where processor time goes, by room: V8's sampling profiler over one run of some work. It sees the main thread alone.
import { Session } from 'node:inspector/promises';

const ROOT = new URL('..', import.meta.url).href;
const INTERVAL_MICROS = 500;
/** `services/risk/dist/…` is the room `risk`; `cli/dist/…` and `proto/gen/…` are rooms themselves. */
const ROOM = /^(?:(?:libs|services)\/)?([^/]+)\/(?:dist|gen|src)\//;

/**
 * Runs the work once more under the profiler.
 * @returns the share of every room in the time the main thread was not idle, largest first; they add up to 1
 */
export async function cpuShares(work) {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.setSamplingInterval', { interval: INTERVAL_MICROS });
    await session.post('Profiler.start');
    await work();
    const { profile } = await session.post('Profiler.stop');
    return sharesOf(profile);
  } finally {
    session.disconnect();
  }
}

function sharesOf({ nodes, samples, timeDeltas }) {
  const rooms = roomsOf(nodes);
  const micros = new Map();
  for (const [index, id] of samples.entries()) {
    const room = rooms.get(id);
    // A delta is the time since the sample before, so a sample's own time is the next one's.
    if (room !== undefined) micros.set(room, (micros.get(room) ?? 0) + (timeDeltas[index + 1] ?? INTERVAL_MICROS));
  }
  const total = [...micros.values()].reduce((sum, part) => sum + part, 0);
  const sorted = [...micros].sort(([, a], [, b]) => b - a);
  return Object.fromEntries(sorted.map(([room, part]) => [room, part / total]));
}

/** The room of every frame: its own, or that of the project's frame that called it; undefined while nothing runs. */
function roomsOf(nodes) {
  const rooms = new Map();
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  // A parent comes before its children.
  for (const { id, callFrame } of nodes) {
    const caller = rooms.get(parents.get(id));
    rooms.set(id, ownRoom(callFrame) ?? (isProject(caller) ? caller : outside(callFrame, caller)));
  }
  return rooms;
}

function ownRoom({ url }) {
  return url.startsWith(ROOT) ? ROOM.exec(url.slice(ROOT.length))?.[1] : undefined;
}

const PACKAGES = 'packages (no caller in the project)';
const NODE = 'node internals';
const isProject = (room) => room !== undefined && room !== PACKAGES && room !== NODE;

function outside({ functionName, url }, caller) {
  if (functionName === '(idle)') return undefined;
  if (functionName === '(garbage collector)') return 'garbage collection';
  return url.includes('/node_modules/') || caller === PACKAGES ? PACKAGES : NODE;
}

/** A small table for people. */
export function printShares(shares) {
  console.log('where the time goes, in one more run under the profiler:');
  const rest = { share: 0, rooms: 0 };
  for (const [room, share] of Object.entries(shares)) {
    if (share >= 0.005) {
      console.log(`${(share * 100).toFixed(1).padStart(6)} %  ${room}`);
    } else {
      rest.share += share;
      rest.rooms += 1;
    }
  }
  if (rest.rooms > 0) console.log(`${(rest.share * 100).toFixed(1).padStart(6)} %  ${rest.rooms} others`);
}
