import { roleName } from '@cream/domain';
import { loadOrCreateSigningKey, type ServiceHost } from '@cream/runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { agentRole } from './agent.config.js';
import { Agent } from './app/agent.js';
import { policyOf } from './app/policies.js';
import { AgentController } from './rpc/agent.controller.js';

@Module({})
class AgentModule {}

/**
 * The wiring of the service. Only approvers have a key.
 * @throws SettingsError when the role is missing or unknown
 */
export async function agentModule(host: ServiceHost): Promise<DynamicModule> {
  const policy = policyOf(agentRole(host.env));
  const agent =
    policy.duty === 'review'
      ? new Agent(policy, await loadOrCreateSigningKey(host.keysDir, roleName(policy.role)))
      : new Agent(policy);
  return {
    module: AgentModule,
    controllers: [AgentController],
    providers: [{ provide: Agent, useValue: agent }],
  };
}
