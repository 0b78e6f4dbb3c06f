import { APPROVERS, cycleStatusName } from '@cream/domain';
import { CycleStatus, type Finding } from '@cream/proto/cycle';
import { type CycleState, isFinished, type Round } from '../cycle-state.js';
import { finding } from './finding.js';

/** What a record of this status must hold and does not. A chain that was made to fit again hides a gap, but not this. */
export function verifyCompleteness(cycleId: string, status: CycleStatus, state: CycleState): Finding[] {
  const missing = [
    state.header === undefined && 'header',
    state.fills === undefined && 'fills',
    state.briefing === undefined && state.reports.length > 0 && 'briefing',
    ...state.rounds.map((round, index) => missingOfRound(round, index, state)),
    state.orders === undefined && status === CycleStatus.COMPLETED && 'answer of execution',
    state.outcome === undefined && isFinished(status) && 'outcome',
  ];
  const findings = missing.flatMap((what) =>
    typeof what === 'string' ? [finding('MISSING_ENTRY', cycleId, `the record has no ${what}`)] : [],
  );
  const { outcome } = state;
  if (outcome === undefined || outcome.status === status) return findings;
  const [shown, recorded] = [status, outcome.status].map(cycleStatusName);
  return [
    ...findings,
    finding('CONTENT_MISMATCH', cycleId, `the cycle is shown as ${shown}, its outcome is ${recorded}`),
  ];
}

/** Both approvers' words are stored together, and before whatever comes next; a cycle may be abandoned without them. */
function missingOfRound(
  { report, verdicts, failures }: Round,
  index: number,
  { rounds, orders }: CycleState,
): string | undefined {
  if (report === undefined) return `constraint report in round ${index + 1}`;
  const words = [...verdicts, ...failures].map(({ role }) => role);
  if (words.length === 0 && index === rounds.length - 1 && orders === undefined) return undefined;
  const complete = APPROVERS.every((role) => words.includes(role));
  return complete ? undefined : `word of both approvers in round ${index + 1}`;
}
