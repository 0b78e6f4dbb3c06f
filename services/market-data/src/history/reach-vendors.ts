import type { Environment } from '@cream/runtime';
import type { AdapterRuntime } from '../adapters/http/index.js';
import { createVendors, type Vendors } from '../adapters/vendors.js';
import { TradingCalendar } from '../calendar/trading-calendar.js';
import { vendorsSettings } from '../vendors.config.js';

/** The vendors as the settings of the environment reach them. @throws SettingsError naming the variable */
export function reachVendors(env: Environment, runtime: AdapterRuntime): Vendors {
  return createVendors(vendorsSettings(env), new TradingCalendar(), runtime);
}
