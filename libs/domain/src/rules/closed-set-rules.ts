import type { DescEnum } from '@bufbuild/protobuf';
import {
  ActionSchema,
  DirectionSchema,
  EntryTypeSchema,
  RiskDenominationSchema,
  SizeUnitSchema,
  StrategyFamilySchema,
  TimeInForceSchema,
} from '@cream/proto/decision';
import { enumName, isKnown } from '../names.js';
import type { DecisionRule } from './rule-case.js';

/** An enum value that is unspecified or outside the contract is refused, not guessed at. */
function closedSet(code: string, field: string, schema: DescEnum, read: ReadValue): DecisionRule {
  return ({ decision }) => {
    const value = read(decision);
    if (value === undefined || isKnown(schema, value)) return undefined;
    const observed = enumName(schema, value);
    return { code, field, observed, text: `${field} ${observed} is not in the contract's closed set` };
  };
}

type ReadValue = (decision: Parameters<DecisionRule>[0]['decision']) => number | undefined;

export const CLOSED_SET_RULES: readonly DecisionRule[] = [
  closedSet('UNKNOWN_ACTION', 'action', ActionSchema, (decision) => decision.action),
  closedSet('UNKNOWN_DIRECTION', 'direction', DirectionSchema, (decision) => decision.direction),
  closedSet('SIZE_UNIT', 'size.unit', SizeUnitSchema, (decision) => decision.size?.unit),
  closedSet('UNKNOWN_ENTRY_TYPE', 'entry.type', EntryTypeSchema, (decision) => decision.entry?.type),
  closedSet('UNKNOWN_TIME_IN_FORCE', 'entry.tif', TimeInForceSchema, (decision) => decision.entry?.tif),
  closedSet(
    'UNKNOWN_DENOMINATION',
    'risk_levels.denomination',
    RiskDenominationSchema,
    (decision) => decision.riskLevels?.denomination,
  ),
  // The family is a note for people: absent is allowed, invented is not.
  closedSet(
    'UNKNOWN_STRATEGY_FAMILY',
    'strategy_family',
    StrategyFamilySchema,
    (decision) => decision.strategyFamily || undefined,
  ),
];
