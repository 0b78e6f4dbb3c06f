export type { CashEvent, OrderEnd, SimulatedFill } from './fill.js';
export type { BarColumns, OptionTerms, Series } from './series.js';
export { Sessions, type SessionTimes } from './sessions.js';
export {
  type BarEvent,
  Simulation,
  type SimulationResult,
  type SimulationSettings,
  type Strategy,
  type Trader,
} from './simulation.js';
export type { ComboLeg, ComboTicket, OrderTicket, TradeSide } from './ticket.js';
