import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constraintReport, dec, defaultLimits, millis, publicKeyFromRaw, verifyVerdict, wire } from '@cream/domain';
import { Code } from '@cream/grpc';
import { AgentService, Answer, type DecisionPlan, type ProposeRequest, Role, Stance } from '@cream/proto/decision';
import { silentLogger, startEmbedded } from '@cream/runtime';
import { AS_OF_MS, aPortfolio } from '@cream/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { agentService } from '../src/index.js';
import { traderPolicy } from '../src/roles/trader/policy.js';
import { atOnce, briefingWith, debated, uptrend } from './a-market.js';

async function runTeam() {
  const dataDir = mkdtempSync(join(tmpdir(), 'cream-agent-'));
  const embedded = await startEmbedded([agentService], { dataDir, codec: 'round-trip', logger: silentLogger() });
  onTestFinished(() => embedded.close());
  return {
    trader: embedded.clients.get(AgentService, 'agent-trader'),
    riskManager: embedded.clients.get(AgentService, 'agent-risk-manager'),
    critic: embedded.clients.get(AgentService, 'agent-critic'),
  };
}

/** What approvers are asked about a plan, the constraint report included. */
function reviewOf(request: ProposeRequest, plan: DecisionPlan, checked: DecisionPlan = plan) {
  const { briefing, reports, theses, decisionRules } = request;
  const report = constraintReport({
    plan: checked,
    portfolio: aPortfolio(),
    limits: defaultLimits(),
    prices: new Map([['AAPL', dec(wire(100))]]),
    asOfMs: AS_OF_MS,
  });
  return { briefing, reports, theses, plan, constraintReport: report, decisionRules };
}

function story() {
  const request = debated(briefingWith(uptrend()));
  return { request, plan: atOnce(traderPolicy.propose(request)) };
}

describe('the approvers', () => {
  it('sign their approval of a sound plan, valid for an hour of the cycle’s clock', async () => {
    const { riskManager, critic } = await runTeam();
    const { request, plan } = story();
    for (const [role, approver] of [
      [Role.RISK_MANAGER, riskManager],
      [Role.CRITIC, critic],
    ] as const) {
      const { verdict } = await approver.review(reviewOf(request, plan));
      const profile = await approver.getProfile({});
      expect(profile).toMatchObject({ role, policy: 'rules' });
      const key = publicKeyFromRaw(profile.key?.publicKey ?? new Uint8Array(), role);
      expect(verdict?.answers).toMatchObject([{ answer: Answer.APPROVE, objections: [] }]);
      expect(verdict && verifyVerdict(verdict, new Map([[key.keyId, key]]))).toBe('VALID');
      expect(millis(verdict?.issuedAt)).toBe(AS_OF_MS);
      expect(millis(verdict?.expiresAt)).toBe(AS_OF_MS + 3_600_000);
    }
  });

  it('the risk manager rejects a plan above a limit, and a report about another plan', async () => {
    const { riskManager } = await runTeam();
    const { request, plan } = story();
    const bold = structuredClone(plan);
    for (const { size } of bold.decisions) if (size) size.value = wire(20);

    const { verdict } = await riskManager.review(reviewOf(request, bold));
    expect(verdict?.answers[0]).toMatchObject({ answer: Answer.REJECT });
    const objection = verdict?.answers[0]?.objections.find(({ code }) => code === 'INSTRUMENT_PCT_EQUITY');
    expect(objection).toMatchObject({ observed: '20', expected: '10' });

    const other = await riskManager.review(reviewOf(request, plan, bold));
    expect(other.verdict?.answers[0]?.objections).toMatchObject([{ code: 'REPORT_OF_OTHER_PLAN' }]);
  });

  it('the critic rejects invented numbers, invented facts and a trade against the debate', async () => {
    const { critic } = await runTeam();
    const { request, plan } = story();
    const codesFor = async (changed: ReturnType<typeof reviewOf>) => {
      const { verdict } = await critic.review(changed);
      expect(verdict?.answers[0]?.answer).toBe(Answer.REJECT);
      return verdict?.answers[0]?.objections.map(({ code }) => code);
    };
    const price = request.briefing?.facts.find(({ kind }) => kind === 'price.last')?.id ?? '';
    const claiming = (text: string, factId: string) => {
      const claim = {
        $typeName: 'cream.decision.v1.Claim' as const,
        text,
        factIds: [factId],
        stance: Stance.BULLISH,
        weight: 0.5,
      };
      const reports = request.reports.map((report) => ({ ...report, claims: [claim] }));
      return { ...reviewOf(request, plan), reports };
    };
    expect(await codesFor(claiming('It trades at 123.45', price))).toContain('CLAIM_NUMBER');
    expect(await codesFor(claiming('It will rise', 'f00000000000000000000'))).toContain('CLAIM_UNFOUNDED');
    const [bull, bear] = request.theses;
    const turned = [
      { ...bull, conviction: 0.1 },
      { ...bear, conviction: 0.8 },
    ] as typeof request.theses;
    expect(await codesFor({ ...reviewOf(request, plan), theses: turned })).toContain('DEBATE_LOST');
  });
});

describe('a role', () => {
  it('refuses the duty of another', async () => {
    const { trader, critic } = await runTeam();
    const { request } = story();
    await expect(trader.analyze({ briefing: request.briefing })).rejects.toMatchObject({
      code: Code.FailedPrecondition,
    });
    await expect(critic.propose(request)).rejects.toMatchObject({ code: Code.FailedPrecondition });
    expect((await trader.getProfile({})).key).toBeUndefined();
  });
});
