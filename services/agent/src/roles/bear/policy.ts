import { Role, Stance } from '@cream/proto/decision';
import type { ResearcherPolicy } from '../../app/role-policy.js';
import { argueSide } from '../../debate/argue-side.js';

/** Argues for lower prices. */
export const bearPolicy: ResearcherPolicy = {
  role: Role.BEAR,
  policy: 'rules',
  version: 'bear-rules-1',
  duty: 'argue',
  argue: (request) => argueSide(request, { role: Role.BEAR, own: Stance.BEARISH, other: Stance.BULLISH }),
};
