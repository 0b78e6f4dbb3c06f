import type { DescEnum } from '@bufbuild/protobuf';
import { type Mode, ModeSchema } from '@cream/proto/common';
import {
  type CycleStatus,
  CycleStatusSchema,
  type EntryKind,
  EntryKindSchema,
  type Step,
  StepSchema,
} from '@cream/proto/cycle';
import {
  type Action,
  ActionSchema,
  type Answer,
  AnswerSchema,
  type CheckVerdict,
  CheckVerdictSchema,
  type Direction,
  DirectionSchema,
  Role,
  RoleSchema,
  type SizeUnit,
  SizeUnitSchema,
} from '@cream/proto/decision';
import { type Regime, RegimeSchema } from '@cream/proto/knowledge';
import { type OrderStatus, OrderStatusSchema } from '@cream/proto/trading';
import { DomainError } from './errors.js';

/** A contract's word for an enum value without its prefix, such as `BULL_TREND`; `UNKNOWN_9` outside the closed set. */
export function enumName(schema: DescEnum, value: number): string {
  return schema.value[value]?.localName ?? `UNKNOWN_${value}`;
}

/** True for a value of the closed set other than UNSPECIFIED. */
export function isKnown(schema: DescEnum, value: number): boolean {
  return value !== 0 && schema.value[value] !== undefined;
}

/** `risk-manager`, `critic` …: how roles are called in settings, addresses and file names. */
export function roleName(role: Role): string {
  return enumName(RoleSchema, role).toLowerCase().replaceAll('_', '-');
}

/** @throws DomainError `ROLE_UNKNOWN` */
export function roleFromName(name: string): Role {
  const role = ROLES.find((candidate) => roleName(candidate) === name);
  if (role === undefined) {
    throw new DomainError('ROLE_UNKNOWN', `"${name}" is not a role; one of ${ROLES.map(roleName).join(', ')}`);
  }
  return role;
}

/** All roles in the contract's order. */
export const ROLES: readonly Role[] = [
  Role.TECHNICAL,
  Role.NEWS,
  Role.FUNDAMENTALS,
  Role.BULL,
  Role.BEAR,
  Role.TRADER,
  Role.RISK_MANAGER,
  Role.CRITIC,
];

/** The two roles whose signed approval a plan needs. */
export const APPROVERS: readonly Role[] = [Role.RISK_MANAGER, Role.CRITIC];

export const modeName = (value: Mode): string => enumName(ModeSchema, value);
export const stepName = (value: Step): string => enumName(StepSchema, value);
export const cycleStatusName = (value: CycleStatus): string => enumName(CycleStatusSchema, value);
export const entryKindName = (value: EntryKind): string => enumName(EntryKindSchema, value);
export const actionName = (value: Action): string => enumName(ActionSchema, value);
export const answerName = (value: Answer): string => enumName(AnswerSchema, value);
export const checkVerdictName = (value: CheckVerdict): string => enumName(CheckVerdictSchema, value);
export const directionName = (value: Direction): string => enumName(DirectionSchema, value);
export const sizeUnitName = (value: SizeUnit): string => enumName(SizeUnitSchema, value);
export const regimeName = (value: Regime): string => enumName(RegimeSchema, value);
export const orderStatusName = (value: OrderStatus): string => enumName(OrderStatusSchema, value);
