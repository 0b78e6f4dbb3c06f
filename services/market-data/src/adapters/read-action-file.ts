import type { CorporateAction } from '@cream/proto/market';
import { TradingCalendar } from '../calendar/trading-calendar.js';
import { toWireAction } from '../rpc/wire.js';
import { actionFileActions } from './csv/action-file.js';
import { factorFileActions } from './lean/factor-file.js';
import { mapFileActions } from './lean/map-file.js';

/** Files of corporate actions: the own CSV form, LEAN factor files, LEAN map files. */
export const ACTION_FILE_KINDS = ['actions', 'factors', 'map'] as const;
export type ActionFileKind = (typeof ACTION_FILE_KINDS)[number];

/**
 * The corporate actions in a file, as the contract carries them.
 * @param symbol whose factors they are; the other kinds name their symbols themselves
 * @throws MarketDataError naming file and line
 */
export function readActionFile(kind: ActionFileKind, path: string, symbol: string): CorporateAction[] {
  return offered(kind, path, symbol).map((action) => toWireAction({ ...action, instrument: 0 }));
}

function offered(kind: ActionFileKind, path: string, symbol: string) {
  if (kind === 'factors') return factorFileActions(path, symbol, new TradingCalendar());
  return kind === 'map' ? mapFileActions(path) : actionFileActions(path);
}
