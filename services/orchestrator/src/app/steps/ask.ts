import { ConnectError } from '@connectrpc/connect';
import { roleName } from '@cream/domain';
import type { Role } from '@cream/proto/decision';
import { NoTrade, type StepContext } from './step.js';

export interface AgentCall {
  readonly timeoutMs: number;
}

/** Time an agent has, by the configuration of this cycle. */
export function callOf(context: StepContext, role: Role): AgentCall {
  const settings = context.config.configuration?.agents.find((agent) => agent.role === role);
  if (settings === undefined)
    throw new Error(`configuration ${context.config.version} has no settings for ${roleName(role)}`);
  return { timeoutMs: settings.timeoutMs };
}

/** Asks an analyst, researcher or the trader. Without the answer there is no trade. */
export async function ask<T>(context: StepContext, role: Role, request: (call: AgentCall) => Promise<T>): Promise<T> {
  const call = callOf(context, role);
  try {
    return await request(call);
  } catch (error) {
    const cause = ConnectError.from(error);
    throw silence(role, cause.rawMessage, cause);
  }
}

/** Why there is no trade: the agent said nothing that can be used. */
export function silence(role: Role, why: string, cause?: unknown): NoTrade {
  return new NoTrade(`${roleName(role)} did not answer: ${why}`, { cause });
}
