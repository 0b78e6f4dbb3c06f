import { Mode } from '@cream/proto/common';
import { SignatureState } from '@cream/proto/console';
import { CycleStatus, RunStatus, Strategy } from '@cream/proto/cycle';
import {
  Action,
  Answer,
  CheckVerdict,
  Direction,
  Role,
  Setup,
  SizeUnit,
  Stance,
  StrategyFamily,
  TimeInForce,
} from '@cream/proto/decision';
import { ChartShape_Status, PatternDirection, Trust } from '@cream/proto/knowledge';
import { OrderType, Side } from '@cream/proto/portfolio';
import { Intent, OrderStatus, TradingStateKind } from '@cream/proto/trading';

/** `RISK_MANAGER` → `Risk manager`. */
export function sentence(constant: string): string {
  const text = constant.toLowerCase().replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

type Names = Readonly<Record<number, string>>;

/** The name as the contract spells it. A value this console does not know yet is shown as such, not hidden. */
const constant = (names: Names, value: number): string => (value === 0 ? 'UNKNOWN' : (names[value] ?? `CODE_${value}`));
const words = (names: Names, value: number): string => sentence(constant(names, value));

export const roleLabel = (value: Role): string => words(Role, value);
export const actionLabel = (value: Action): string => constant(Action, value);
export const directionLabel = (value: Direction): string => constant(Direction, value);
export const patternDirectionLabel = (value: PatternDirection): string => constant(PatternDirection, value);
export const shapeStatusLabel = (value: ChartShape_Status): string => words(ChartShape_Status, value);
export const stanceLabel = (value: Stance): string => words(Stance, value);
export const setupLabel = (value: Setup): string => words(Setup, value);
export const strategyLabel = (value: StrategyFamily): string => words(StrategyFamily, value);
export const answerLabel = (value: Answer): string => constant(Answer, value);
export const checkLabel = (value: CheckVerdict): string => constant(CheckVerdict, value);
export const trustLabel = (value: Trust): string => words(Trust, value);
export const modeLabel = (value: Mode): string => constant(Mode, value);
export const cycleStatusLabel = (value: CycleStatus): string => constant(CycleStatus, value);
export const runStatusLabel = (value: RunStatus): string => constant(RunStatus, value);
export const sideLabel = (value: Side): string => constant(Side, value);
export const orderTypeLabel = (value: OrderType): string => words(OrderType, value);
export const orderStatusLabel = (value: OrderStatus): string => constant(OrderStatus, value);
export const intentLabel = (value: Intent): string => words(Intent, value);
export const timeInForceLabel = (value: TimeInForce): string => constant(TimeInForce, value);
export const tradingStateLabel = (value: TradingStateKind): string => constant(TradingStateKind, value);
export const signatureLabel = (value: SignatureState): string => constant(SignatureState, value);
export const strategyNameLabel = (value: Strategy): string => words(Strategy, value);

/** The unit of a size, to be put behind its number: `5 % of equity`. */
export function sizeUnitLabel(value: SizeUnit): string {
  return value === SizeUnit.PCT_EQUITY ? '% of equity' : words(SizeUnit, value).toLowerCase();
}
