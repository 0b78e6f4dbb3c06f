import { create } from '@bufbuild/protobuf';
import { type AgentProfile, AgentProfileSchema } from '@cream/proto/cycle';
import { AGENT_TARGETS, type AgentName, type Peers } from './peers.js';

/** Who plays the roles, asked once per process and named in every record's header. */
export class AgentRoster {
  private known: Promise<AgentProfile[]> | undefined;

  constructor(private readonly peers: Peers) {}

  /** Role order. A failed question is asked again at the next cycle. */
  profiles(): Promise<AgentProfile[]> {
    this.known ??= this.ask().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  private async ask(): Promise<AgentProfile[]> {
    const names = Object.keys(AGENT_TARGETS) as AgentName[];
    const profiles = await Promise.all(names.map((name) => this.peers.agents[name].getProfile({})));
    return profiles
      .map(({ role, policy, policyVersion }) => create(AgentProfileSchema, { role, policy, policyVersion }))
      .sort((a, b) => a.role - b.role);
  }
}
