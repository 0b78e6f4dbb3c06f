import { join } from 'node:path';
import { EntryKind, OrchestratorService } from '@cream/proto/cycle';
import { ExecutionService } from '@cream/proto/trading';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killAt, onlyRun } from '../../cli/test/record-watch.js';
import { BUILT, Workplace } from '../../cli/test/support.js';
import { startSystem } from './support.js';

/** The first cycle buys, so that a second order would be seen. */
const DAY = '2015-06-01';
const REQUESTS = {
  backtest: ['backtest', '--from', DAY, '--to', '2015-06-12'],
  cycle: ['cycle', '--symbols', 'AAPL', '--as-of', DAY],
} as const;
type Verb = keyof typeof REQUESTS;

/** What the record holds last when a step has ended, in the order of the steps. DECIDE has two writes. */
const LAST_WRITES = [
  ['OBSERVE', EntryKind.FILLS],
  ['ORIENT', EntryKind.BRIEFING],
  ['ANALYZE', EntryKind.REPORT],
  ['DEBATE', EntryKind.THESIS],
  ['DECIDE, proposed', EntryKind.CONSTRAINT_REPORT],
  ['DECIDE, signed', EntryKind.VERDICT],
  ['ACT', EntryKind.ORDERS],
  ['LEARN', EntryKind.OUTCOME],
] as const;
/** A fast machine may run past a step between two looks; then another process is started. */
const ATTEMPTS = 40;

describe.runIf(BUILT && process.platform === 'linux')('a process that is killed with SIGKILL', () => {
  const place = new Workplace();
  afterAll(() => place.remove());
  const expected: Partial<Record<Verb, Outcome>> = {};

  beforeAll(async () => {
    for (const verb of ['backtest', 'cycle'] as const) {
      const dataDir = `${verb} undisturbed`;
      const { stdout } = place.cream(...REQUESTS[verb], '--data-dir', dataDir, '--json');
      expected[verb] = await outcomeOf(verb, dataDir, stdout);
    }
    expect(expected.backtest?.orders.length).toBeGreaterThan(0);
    expect(expected.cycle?.orders.length).toBeGreaterThan(0);
  }, 60_000);

  interface Outcome {
    /** Record hash of the run, content hash of the cycle: keys, times and account ids are not in them. */
    readonly hash: string;
    readonly cycleId: string;
    readonly trades: unknown;
    /** Ids of every order the broker has ever seen. */
    readonly orders: readonly string[];
    readonly accounts: number;
  }

  /** What a request left behind in its newest account, and that all of it can be proved. */
  async function outcomeOf(verb: Verb, dataDir: string, stdout: string): Promise<Outcome> {
    const document = JSON.parse(stdout);
    const accountId = verb === 'backtest' ? document.run.id : document.accountId;
    const system = await startSystem(join(place.path, dataDir), { readOnly: true });
    const { orders } = await system.clients.get(ExecutionService).listOrders({ accountId });
    const { accounts } = await system.clients.get(ExecutionService).listAccounts({});
    const { findings } = await system.clients.get(OrchestratorService).verifyRecord({});
    await system.close();
    expect(findings).toEqual([]);
    return {
      hash: verb === 'backtest' ? document.recordHash : document.contentHash,
      cycleId: verb === 'backtest' ? document.trades[0].cycleId : document.cycleId,
      trades: document.trades ?? null,
      orders: orders.map((order) => order.orderId).sort(),
      accounts: accounts.length,
    };
  }

  /** Starts the request and kills it at an entry of its first cycle. @returns the data directory it leaves behind */
  async function killedAt(verb: Verb, kind: EntryKind): Promise<string> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const dataDir = `${verb} ${kind} ${attempt}`;
      const child = place.start({}, ...REQUESTS[verb], '--data-dir', dataDir, '--json');
      if (await killAt(child, join(place.path, dataDir), kind)) return dataDir;
    }
    throw new Error(`no process was seen at entry kind ${EntryKind[kind]} in ${ATTEMPTS} attempts`);
  }

  describe.each(['backtest', 'cycle'] as const)('in a %s', (verb) => {
    it.each(LAST_WRITES)(
      'after %s ends, asked again, as if nothing had happened',
      async (_, kind) => {
        const dataDir = await killedAt(verb, kind);
        const request =
          verb === 'backtest' ? ['backtest', '--resume', onlyRun(join(place.path, dataDir))] : REQUESTS.cycle;
        const { code, stdout, stderr } = place.cream(...request, '--data-dir', dataDir, '--json');
        expect(stderr).toBe('');
        expect(code).toBe(0);
        // A cycle that had ended is not resumed: who asks again gets another one, in an account of its own.
        const accounts = verb === 'cycle' && kind === EntryKind.OUTCOME ? 2 : 1;
        expect(await outcomeOf(verb, dataDir, stdout)).toEqual({ ...expected[verb], accounts });
        if (verb === 'backtest') expect(place.cream('verify', '--all', '--data-dir', dataDir).code).toBe(0);
      },
      120_000,
    );
  });
});
