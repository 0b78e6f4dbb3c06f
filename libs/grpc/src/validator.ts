import {
  type DescField,
  type DescMessage,
  type DescOneof,
  getOption,
  hasOption,
  type Message,
} from '@bufbuild/protobuf';
import { oneofRequired, rules } from '@cream/proto/common';
import { invalidArgument } from './errors.js';
import { fieldCheck } from './field-check.js';

/** A broken rule: the field's path from the message it was found in, and what is wrong with it. */
export interface Violation {
  readonly path: string;
  readonly text: string;
}

type Fields = Readonly<Record<string, unknown>>;
type Check = (message: Fields) => Violation | undefined;
interface OneofValue {
  readonly case: string | undefined;
  readonly value?: unknown;
}

const checksByMessage = new WeakMap<DescMessage, Check[]>();

/**
 * The contract's rules of a message as a function, compiled once per message type. Parts of a message without any rule in
 * them are not visited.
 *
 * @returns a function that throws INVALID_ARGUMENT naming the path of the first field that breaks a rule
 */
export function requestValidator(message: DescMessage): (request: Message) => void {
  if (!hasRules(message)) return () => undefined;
  const checks = checksOf(message);
  return (request) => {
    const violation = firstViolation(checks, request as unknown as Fields);
    if (violation) throw invalidArgument(violation.path, violation.text);
  };
}

/** The first rule a message breaks, in the order of its fields; undefined when it keeps all. */
export function findViolation(schema: DescMessage, message: Message): Violation | undefined {
  return hasRules(schema) ? firstViolation(checksOf(schema), message as unknown as Fields) : undefined;
}

/**
 * Messages that hold lists of messages and kept every rule. In one process the same briefing or plan passes many callees,
 * each of which would check all of it again; nobody changes a message that was sent. What comes over the wire is always new.
 */
const KNOWN_GOOD = new WeakSet<Fields>();

/** The first broken rule of a message that holds lists, looked for once. */
function firstViolationOnce(checks: readonly Check[], message: Fields): Violation | undefined {
  if (KNOWN_GOOD.has(message)) return undefined;
  const violation = firstViolation(checks, message);
  if (violation === undefined) KNOWN_GOOD.add(message);
  return violation;
}

function firstViolation(checks: readonly Check[], message: Fields): Violation | undefined {
  for (const check of checks) {
    const violation = check(message);
    if (violation !== undefined) return violation;
  }
  return undefined;
}

/** Whether a rule is written anywhere in what a message can hold. */
function hasRules(message: DescMessage, seen = new Set<DescMessage>()): boolean {
  if (seen.has(message)) return false;
  seen.add(message);
  return message.members.some((member) => {
    if (member.kind === 'oneof') return getOption(member, oneofRequired) || member.fields.some(fieldHasRules);
    return fieldHasRules(member);
  });

  function fieldHasRules(field: DescField): boolean {
    return hasOption(field, rules) || (field.message !== undefined && hasRules(field.message, seen));
  }
}

/** The checks of a message. The list is registered before it is filled, so that a message may contain itself. */
function checksOf(message: DescMessage): Check[] {
  const known = checksByMessage.get(message);
  if (known) return known;
  const checks: Check[] = [];
  checksByMessage.set(message, checks);
  for (const member of message.members) {
    const check = member.kind === 'oneof' ? oneofChecks(member) : fieldChecks(member);
    if (check) checks.push(check);
  }
  return checks;
}

function fieldChecks(field: DescField): Check | undefined {
  const onValue = valueChecks(field);
  if (!onValue) return undefined;
  const name = field.localName;
  return (message) => onValue(message[name]);
}

function oneofChecks(oneof: DescOneof): Check | undefined {
  const required = getOption(oneof, oneofRequired);
  const alternatives = new Map<string, (value: unknown) => Violation | undefined>();
  for (const field of oneof.fields) {
    const onValue = valueChecks(field);
    if (onValue) alternatives.set(field.localName, onValue);
  }
  if (!required && alternatives.size === 0) return undefined;
  const missing: Violation = { path: oneof.name, text: `needs one of ${oneof.fields.map((f) => f.name).join(', ')}` };
  return (message) => {
    const chosen = message[oneof.localName] as OneofValue;
    if (chosen.case === undefined) return required ? missing : undefined;
    return alternatives.get(chosen.case)?.(chosen.value);
  };
}

/** Checks of a field's value and of the messages inside it. Paths use the names of the contract. */
function valueChecks(field: DescField): ((value: unknown) => Violation | undefined) | undefined {
  const own = hasOption(field, rules) ? fieldCheck(field, getOption(field, rules)) : undefined;
  const inner = innerChecks(field);
  if (!own) return inner;
  return (value) => {
    const text = own(value);
    if (text !== undefined) return { path: field.name, text };
    return inner?.(value);
  };
}

const isListOfMessages = (field: DescField): boolean => field.fieldKind === 'list' && field.listKind === 'message';

function innerChecks(field: DescField): ((value: unknown) => Violation | undefined) | undefined {
  if (field.message === undefined || !hasRules(field.message)) return undefined;
  const checks = checksOf(field.message);
  const search = field.message.fields.some(isListOfMessages) ? firstViolationOnce : firstViolation;
  if (field.fieldKind === 'list') {
    return (value) => {
      const items = value as readonly Fields[];
      for (let index = 0; index < items.length; index++) {
        const violation = search(checks, items[index] as Fields);
        if (violation) return { path: `${field.name}[${index}].${violation.path}`, text: violation.text };
      }
      return undefined;
    };
  }
  // Contracts have no maps: canonical bytes need an order.
  return (value) => {
    if (value === undefined) return undefined;
    const violation = search(checks, value as Fields);
    return violation && { path: `${field.name}.${violation.path}`, text: violation.text };
  };
}
