import { ROLES, roleFromName, roleName } from '@cream/domain';
import type { Role } from '@cream/proto/decision';
import { type Environment, readSettings } from '@cream/runtime';
import { z } from 'zod';

const settings = z.object({ CREAM_AGENT_ROLE: z.enum(ROLES.map(roleName)) });

/**
 * The role this process plays, from `CREAM_AGENT_ROLE` (`technical` … `risk-manager`, `critic`).
 * @throws SettingsError when it is missing or no role
 */
export function agentRole(env: Environment): Role {
  return roleFromName(readSettings(settings, env).CREAM_AGENT_ROLE);
}
