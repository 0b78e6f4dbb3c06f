import type { BarInterval } from '@cream/proto/market';
import { int, intOrUndefined, type Row, type Statement, text } from '@cream/storage';
import type { Finding } from '../../app/validation/finding.js';

/** @param origin what was imported, and its name after the first blank @returns a statement that writes a finding once */
export function insertFinding(origin: string, finding: Omit<Finding, 'file'>): Statement {
  const { line, code, severity, symbol, interval, timeMs, observed, expected, row } = finding;
  return {
    sql: `INSERT OR IGNORE INTO findings
          (origin, line, code, severity, symbol, interval, time_ms, observed, expected, quarantined_row)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    args: [origin, line, code, severity, symbol, interval, timeMs ?? null, observed, expected, row],
  };
}

export function toFinding(row: Row): Finding {
  const origin = text(row, 'origin');
  return {
    code: int(row, 'code'),
    severity: int(row, 'severity'),
    symbol: text(row, 'symbol'),
    interval: int(row, 'interval') as BarInterval,
    timeMs: intOrUndefined(row, 'time_ms'),
    observed: text(row, 'observed'),
    expected: text(row, 'expected'),
    file: origin.slice(origin.indexOf(' ') + 1),
    line: int(row, 'line'),
    row: text(row, 'quarantined_row'),
  };
}
