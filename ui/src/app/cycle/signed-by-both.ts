import { type ConsensusRound, SignatureState } from '@cream/proto/console';
import { Answer, Role } from '@cream/proto/decision';

const APPROVERS = [Role.RISK_MANAGER, Role.CRITIC];

/** Whether each approver approved every decision of the round with a signature that holds. */
export function signedByBoth({ verdicts, failures }: Pick<ConsensusRound, 'verdicts' | 'failures'>): boolean {
  return (
    failures.length === 0 &&
    APPROVERS.every((role) =>
      verdicts.some(
        ({ verdict, signature }) =>
          verdict?.role === role &&
          signature === SignatureState.VALID &&
          verdict.answers.every(({ answer }) => answer === Answer.APPROVE),
      ),
    )
  );
}
