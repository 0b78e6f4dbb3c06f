import { Role, Stance } from '@cream/proto/decision';
import type { ResearcherPolicy } from '../../app/role-policy.js';
import { argueSide } from '../../debate/argue-side.js';

/** Argues for higher prices. */
export const bullPolicy: ResearcherPolicy = {
  role: Role.BULL,
  policy: 'rules',
  version: 'bull-rules-1',
  duty: 'argue',
  argue: (request) => argueSide(request, { role: Role.BULL, own: Stance.BULLISH, other: Stance.BEARISH }),
};
