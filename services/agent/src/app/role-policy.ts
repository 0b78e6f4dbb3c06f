import type {
  AnalyzeRequest,
  ArgueRequest,
  DecisionAnswer,
  DecisionPlan,
  ProposeRequest,
  Report,
  ReviewRequest,
  Role,
  Thesis,
} from '@cream/proto/decision';

/**
 * How a role makes up its mind. A policy by rules answers at once, one backed by a model may answer later. A policy reads its request and nothing else: no clock, no network of its own, and
 * it never changes what it was given, because the other roles read the same briefing.
 */
export type RolePolicy = AnalystPolicy | ResearcherPolicy | TraderPolicy | ApproverPolicy;

interface Identity {
  readonly role: Role;
  /** `rules` without a language model. */
  readonly policy: string;
  /** Changes whenever the same request could get a different answer. */
  readonly version: string;
}

export interface AnalystPolicy extends Identity {
  readonly duty: 'analyze';
  analyze(request: AnalyzeRequest): Answered<Report[]>;
}

export interface ResearcherPolicy extends Identity {
  readonly duty: 'argue';
  argue(request: ArgueRequest): Answered<Thesis[]>;
}

export interface TraderPolicy extends Identity {
  readonly duty: 'propose';
  propose(request: ProposeRequest): Answered<DecisionPlan>;
}

/** Answers and summary are the policy's; hashes, times and signature are added by the service (verdict.ts). */
export interface ApproverPolicy extends Identity {
  readonly duty: 'review';
  review(request: ReviewRequest): Answered<Review>;
}

export interface Review {
  readonly answers: DecisionAnswer[];
  readonly summary: string;
}

type Answered<T> = T | Promise<T>;
