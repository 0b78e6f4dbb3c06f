import type { MessageInitShape } from '@bufbuild/protobuf';
import { rawPublicKey } from '@cream/domain';
import { Rpc } from '@cream/grpc';
import {
  AgentService,
  type AnalyzeRequest,
  type AnalyzeResponseSchema,
  type ArgueRequest,
  type ArgueResponseSchema,
  type GetProfileRequest,
  type GetProfileResponseSchema,
  type ProposeRequest,
  type ProposeResponseSchema,
  type ReviewRequest,
  type ReviewResponseSchema,
} from '@cream/proto/decision';
import { Controller, Inject } from '@nestjs/common';
import { Agent } from '../app/agent.js';
import { signReview } from '../app/verdict.js';

/** `cream.decision.v1.AgentService` for the one role of this process. */
@Controller()
export class AgentController {
  constructor(@Inject(Agent) private readonly agent: Agent) {}

  @Rpc(AgentService.method.analyze)
  async analyze(request: AnalyzeRequest): Promise<MessageInitShape<typeof AnalyzeResponseSchema>> {
    return { reports: await this.agent.policyFor('analyze').analyze(request) };
  }

  @Rpc(AgentService.method.argue)
  async argue(request: ArgueRequest): Promise<MessageInitShape<typeof ArgueResponseSchema>> {
    return { theses: await this.agent.policyFor('argue').argue(request) };
  }

  @Rpc(AgentService.method.propose)
  async propose(request: ProposeRequest): Promise<MessageInitShape<typeof ProposeResponseSchema>> {
    return { plan: await this.agent.policyFor('propose').propose(request) };
  }

  @Rpc(AgentService.method.review)
  async review(request: ReviewRequest): Promise<MessageInitShape<typeof ReviewResponseSchema>> {
    const policy = this.agent.policyFor('review');
    const review = await policy.review(request);
    return { verdict: signReview(request, policy.role, review, this.agent.signingKey()) };
  }

  @Rpc(AgentService.method.getProfile)
  getProfile(_request: GetProfileRequest): MessageInitShape<typeof GetProfileResponseSchema> {
    const { policy, key } = this.agent;
    const profile = { role: policy.role, policy: policy.policy, policyVersion: policy.version };
    if (key === undefined) return profile;
    return { ...profile, key: { keyId: key.keyId, publicKey: rawPublicKey(key.privateKey) } };
  }
}
