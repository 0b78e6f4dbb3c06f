import { dec } from '@cream/domain';
import type { Decimal } from '@cream/proto/common';
import { Action, Role, Stance } from '@cream/proto/decision';
import { Side } from '@cream/proto/portfolio';

/** How enum values are written for people. */
export const actionText = (action: Action): string => Action[action].replace('_', ' ');
export const roleText = (role: Role): string => Role[role].toLowerCase().replace('_', ' ');
export const sideText = (side: Side): string => Side[side];
export const stanceText = (stance: Stance): string => Stance[stance].toLowerCase();

/** A decimal as it is, or a dash. */
export function amount(value: Decimal | undefined): string {
  return value === undefined ? '–' : dec(value).toFixed();
}
