import { create } from '@bufbuild/protobuf';
import { dec, enlarges, orderQuantity, wire } from '@cream/domain';
import { Action, type Decision, DecisionSchema, type Objection } from '@cream/proto/decision';
import { type Frame, idle, rationale } from './compose.js';
import { isAboutSize, shrunk, sizeText } from './size.js';

/**
 * The decision after a rejection. A revision is never bolder than what was rejected: it keeps what nobody objected to,
 * shrinks an entry that only limits speak against, and otherwise does nothing, naming the objections.
 *
 * @param objections all of the round; those without a decision id are about the whole plan
 */
export function revise(frame: Frame, previous: Decision, objections: readonly Objection[]): Decision {
  const about = objections.filter(({ decisionId }) => decisionId === previous.decisionId || decisionId === '');
  // What opens nothing cannot break a limit of the whole portfolio.
  const mine = enlarges(previous.action) ? about : about.filter((each) => each.decisionId !== '' || !isAboutSize(each));
  const doesNothing = previous.action === Action.HOLD || previous.action === Action.NO_TRADE;
  if (mine.length === 0 || (doesNothing && mine.every(({ decisionId }) => decisionId === ''))) return previous;
  const codes = [...new Set(mine.map(({ code }) => code))].join(', ');
  const smaller =
    enlarges(previous.action) && mine.every(isAboutSize) ? shrink(frame, previous, mine, codes) : undefined;
  return smaller ?? idle(frame, `withdrawn after the objections ${codes}`);
}

/** undefined when too little is left to order. */
function shrink(
  { situation }: Frame,
  previous: Decision,
  objections: readonly Objection[],
  codes: string,
): Decision | undefined {
  const before = dec(previous.size?.value, 'size.value');
  const after = shrunk(before, objections);
  if (previous.size === undefined || !after.gt(0)) return undefined;
  const decision = create(DecisionSchema, {
    ...fieldsOf(previous),
    size: { value: wire(after), unit: previous.size.unit },
    rationale: rationale(
      `${previous.rationale} Size cut from ${sizeText(before)} to ${sizeText(after)} after the objections ${codes}.`,
    ),
  });
  const { refusal } = orderQuantity(decision, situation.price, situation.equity, situation.held);
  return refusal === undefined ? decision : undefined;
}

function fieldsOf(decision: Decision): Omit<Decision, '$typeName' | '$unknown'> {
  const { $typeName: _, $unknown: __, ...fields } = decision;
  return fields;
}
