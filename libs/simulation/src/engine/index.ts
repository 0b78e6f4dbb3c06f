export type { AppliedAction, CashEvent, OrderEnd, SimulatedFill } from './fill.js';
export type { SimulationResult } from './result.js';
export type { BarColumns, OptionTerms, Series } from './series.js';
export { Sessions, type SessionTimes } from './sessions.js';
export type { SimulationSettings } from './settings.js';
export { Simulation } from './simulation.js';
export type { BarEvent, Strategy, Trader } from './strategy.js';
export type { ComboLeg, ComboTicket, OrderTicket, TradeSide } from './ticket.js';
