import { millis, symbolOf } from '@cream/domain';
import {
  type ApproverFailure,
  type CycleOutcome,
  type CycleRecord,
  CycleStatus,
  EntryKind,
  type FillsEntry,
  type OrdersEntry,
} from '@cream/proto/cycle';
import {
  Answer,
  CheckVerdict,
  type ConstraintReport,
  type DecisionPlan,
  type Report,
  type Thesis,
  type Verdict,
} from '@cream/proto/decision';
import type { Briefing, Fact } from '@cream/proto/knowledge';
import { AccountEvent_Kind } from '@cream/proto/trading';
import { messagesOf } from '../record.js';
import { actionText, amount, roleText, sideText, stanceText } from './names.js';

/** A cycle told from its record, step by step. */
export function storyLines(record: CycleRecord): string[] {
  const [briefing] = messagesOf<Briefing>(record, EntryKind.BRIEFING);
  const [fills] = messagesOf<FillsEntry>(record, EntryKind.FILLS);
  const [outcome] = messagesOf<CycleOutcome>(record, EntryKind.OUTCOME);
  const [orders] = messagesOf<OrdersEntry>(record, EntryKind.ORDERS);
  return [
    `Cycle ${record.cycleId} at ${new Date(millis(record.slot)).toISOString()}`,
    `  account ${record.accountId}, ${CycleStatus[record.status]}${outcome?.reason ? `: ${outcome.reason}` : ''}`,
    '',
    ...section(
      'Filled since the cycle before',
      (fills?.fills ?? []).map(
        (fill) =>
          `${sideText(fill.side)} ${amount(fill.quantity)} ${symbolOf(fill.instrument)} at ${amount(fill.price)} (${fill.reason})`,
      ),
    ),
    ...section(
      'Splits and dividends since the cycle before',
      (fills?.events ?? []).map((event) =>
        event.kind === AccountEvent_Kind.SPLIT
          ? `${symbolOf(event.instrument)} split ${amount(event.value)} for 1: ${amount(event.quantityBefore)} → ${amount(event.quantity)} units`
          : `${symbolOf(event.instrument)} paid ${amount(event.value)} a unit: ${amount(event.cash)} USD`,
      ),
    ),
    ...section('Facts', (briefing?.facts ?? []).map(factLine)),
    ...section('Analysts', messagesOf<Report>(record, EntryKind.REPORT).flatMap(reportLines)),
    ...section(
      'Debate',
      messagesOf<Thesis>(record, EntryKind.THESIS).map(
        (thesis) =>
          `${roleText(thesis.role)} ${thesis.symbol}: conviction ${thesis.conviction.toFixed(2)}${thesis.answerToOtherSide ? `; answers: ${thesis.answerToOtherSide}` : ''}`,
      ),
    ),
    ...rounds(record),
    ...section(
      'Orders',
      (orders?.outcomes ?? []).flatMap((one) => [
        ...one.orders.map(
          (order) =>
            `${sideText(order.side)} ${amount(order.quantity)} ${symbolOf(order.instrument)} (${order.orderId})`,
        ),
        ...(one.refusal ? [`${one.decisionId} refused: ${one.refusal.code} ${one.refusal.text}`] : []),
      ]),
    ),
  ];
}

function section(title: string, lines: readonly string[]): string[] {
  return [title, ...(lines.length === 0 ? ['  –'] : lines.map((line) => `  ${line}`)), ''];
}

function factLine(fact: Fact): string {
  return `${fact.id}  ${fact.subject} ${fact.kind} = ${valueText(fact)} ${fact.unit}`.trimEnd();
}

function valueText({ value }: Fact): string {
  switch (value.case) {
    case 'decimal':
      return value.value.value;
    case 'text':
    case 'label':
      return value.value;
    case 'range':
      return `${amount(value.value.low)} to ${amount(value.value.high)}`;
    case 'series':
      return value.value.values.map(amount).join(', ');
    case 'table':
      return `${value.value.rows.length} rows`;
    default:
      return 'nothing';
  }
}

function reportLines(report: Report): string[] {
  const name = `${roleText(report.role)} ${report.symbol}`;
  if (report.abstained) return [`${name}: abstains, ${report.abstained.reason}`];
  return [
    `${name}: ${report.summary}`,
    ...report.claims.map(
      (claim) =>
        `  [${stanceText(claim.stance)} ${claim.weight.toFixed(2)}] ${claim.text} (${claim.factIds.join(', ')})`,
    ),
  ];
}

function rounds(record: CycleRecord): string[] {
  const plans = messagesOf<DecisionPlan>(record, EntryKind.PLAN);
  const reports = messagesOf<ConstraintReport>(record, EntryKind.CONSTRAINT_REPORT);
  const verdicts = messagesOf<Verdict>(record, EntryKind.VERDICT);
  const failures = messagesOf<ApproverFailure>(record, EntryKind.APPROVER_FAILURE);
  return plans.flatMap((plan, index) => {
    const report = reports[index];
    const signed = verdicts.filter((verdict) => sameBytes(verdict.planHash?.sha256, report?.planHash?.sha256));
    return section(`Plan, round ${index + 1}`, [
      ...plan.decisions.flatMap((decision) => [
        `${actionText(decision.action)} ${symbolOf(decision.instrument)} ${amount(decision.size?.value)}, confidence ${decision.confidence.toFixed(2)}, delta ${decision.convictionDelta.toFixed(2)}`,
        ...(decision.riskLevels
          ? [`  stop ${amount(decision.riskLevels.stop)}, target ${amount(decision.riskLevels.target)}`]
          : []),
        `  ${decision.rationale}`,
      ]),
      ...(report?.checks ?? []).map(
        (check) =>
          `${CheckVerdict[check.verdict].padEnd(4)} ${check.code}: ${amount(check.observed)} against ${amount(check.limit)}${check.text ? `, ${check.text}` : ''}`,
      ),
      ...signed.flatMap((verdict) => [
        `${roleText(verdict.role)}: ${verdict.answers.every((one) => one.answer === Answer.APPROVE) ? 'APPROVES' : 'REJECTS'}, key ${verdict.keyId}`,
        ...verdict.answers.flatMap((one) =>
          one.objections.map((objection) => `  ${objection.code}: ${objection.text}`),
        ),
      ]),
      ...failures
        .filter((failure) => failure.iteration === index + 1)
        .map((failure) => `${failure.kind}: ${failure.text}`),
    ]);
  });
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && Buffer.compare(a, b) === 0;
}
