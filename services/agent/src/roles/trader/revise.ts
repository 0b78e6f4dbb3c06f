import { create } from '@bufbuild/protobuf';
import { dec, enlarges, orderQuantity, wire } from '@cream/domain';
import { Action, type Decision, DecisionSchema, type Objection } from '@cream/proto/decision';
import { type Frame, idle, rationale } from './compose.js';
import { cut, isAboutSize, quantityLeft, sizeText } from './size.js';

/** Objections to one of the decision's own claims; the number is its place in the list. */
const OWN_CLAIM = /^claims\[(\d+)\]/;

/**
 * The decision after a rejection. A revision is never bolder than what was rejected: it keeps what nobody objected to,
 * shrinks an order to open or enlarge that only limits speak against, takes back claims of a decision that opens nothing
 * when only they are objected to, and otherwise does nothing, naming the objections.
 *
 * @param objections all of the round; those without a decision id are about the whole plan
 */
export function revise(frame: Frame, previous: Decision, objections: readonly Objection[]): Decision {
  const about = objections.filter(({ decisionId }) => decisionId === previous.decisionId || decisionId === '');
  const larger = enlarges(previous.action);
  // What opens nothing cannot break a limit of the whole portfolio.
  const mine = larger ? about : about.filter((each) => each.decisionId !== '' || !isAboutSize(each));
  const doesNothing = previous.action === Action.HOLD || previous.action === Action.NO_TRADE;
  if (mine.length === 0 || (doesNothing && mine.every(({ decisionId }) => decisionId === ''))) return previous;
  const codes = [...new Set(mine.map(({ code }) => code))].join(', ');
  const doubted = doubtedClaims(previous, mine);
  // Getting smaller, or nothing at all, needs no claim that somebody doubts.
  if (!larger && mine.every(({ field }) => OWN_CLAIM.test(field))) {
    return without(doubted, previous, `${previous.rationale} Claims taken back after the objections ${codes}.`);
  }
  const smaller = larger && mine.every(isAboutSize) ? shrink(frame, previous, mine, codes) : undefined;
  if (smaller !== undefined) return smaller;
  const aside = idle(frame, `withdrawn after the objections ${codes}`);
  return without(doubted, aside, aside.rationale);
}

/** The texts of the decision's claims that somebody objected to. */
function doubtedClaims({ claims }: Decision, objections: readonly Objection[]): Set<string> {
  return new Set(objections.flatMap(({ field }) => claims[Number(OWN_CLAIM.exec(field)?.[1])]?.text ?? []));
}

function without(doubted: ReadonlySet<string>, decision: Decision, reason: string): Decision {
  const claims = decision.claims.filter(({ text }) => !doubted.has(text));
  return create(DecisionSchema, { ...fieldsOf(decision), claims, rationale: rationale(reason) });
}

/** undefined when too little is left to order. */
function shrink(
  { situation }: Frame,
  previous: Decision,
  objections: readonly Objection[],
  codes: string,
): Decision | undefined {
  const { price, equity, held } = situation;
  const { quantity } = orderQuantity(previous, price, equity, held);
  if (previous.size === undefined || quantity === undefined) return undefined;
  const before = dec(previous.size.value, 'size.value');
  const left = quantityLeft({ quantity, held: held.abs() }, objections);
  const after = cut(before.times(left).div(quantity));
  const decision = create(DecisionSchema, {
    ...fieldsOf(previous),
    size: { value: wire(after), unit: previous.size.unit },
    rationale: rationale(
      `${previous.rationale} Size cut from ${sizeText(before)} to ${sizeText(after)} after the objections ${codes}.`,
    ),
  });
  const { refusal } = orderQuantity(decision, price, equity, held);
  return refusal === undefined ? decision : undefined;
}

function fieldsOf(decision: Decision): Omit<Decision, '$typeName' | '$unknown'> {
  const { $typeName: _, $unknown: __, ...fields } = decision;
  return fields;
}
