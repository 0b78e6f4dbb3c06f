import { Decimal, dec, symbolOf } from '@cream/domain';
import type { FillsEntry, Finding } from '@cream/proto/cycle';
import { Side } from '@cream/proto/portfolio';
import { finding } from './finding.js';

/** Recomputes cash, positions and equity of an account from its fills, cycle by cycle in slot order. */
export class Ledger {
  private cash: Decimal | undefined;
  private readonly held = new Map<string, Decimal>();

  /** @returns what of the recorded portfolio the fills do not explain */
  follow(cycleId: string, entry: FillsEntry): Finding[] {
    const account = entry.portfolio?.account;
    this.cash ??= dec(account?.initialEquity);
    for (const fill of entry.fills) {
      const quantity = fill.side === Side.BUY ? dec(fill.quantity) : dec(fill.quantity).negated();
      this.cash = this.cash.minus(quantity.times(dec(fill.price))).minus(dec(fill.fees));
      const symbol = symbolOf(fill.instrument);
      this.held.set(symbol, (this.held.get(symbol) ?? new Decimal(0)).plus(quantity));
    }
    const findings = compare(cycleId, 'cash', this.cash, dec(account?.cash));
    let equity = this.cash;
    const seen = new Set<string>();
    for (const position of entry.portfolio?.positions ?? []) {
      const symbol = symbolOf(position.instrument);
      seen.add(symbol);
      const quantity = this.held.get(symbol) ?? new Decimal(0);
      findings.push(...compare(cycleId, `quantity of ${symbol}`, quantity, dec(position.quantity)));
      equity = equity.plus(quantity.times(dec(position.mark)));
    }
    for (const [symbol, quantity] of this.held) {
      if (!seen.has(symbol)) findings.push(...compare(cycleId, `quantity of ${symbol}`, quantity, new Decimal(0)));
    }
    findings.push(...compare(cycleId, 'equity', equity, dec(account?.equity)));
    return findings;
  }
}

function compare(cycleId: string, what: string, computed: Decimal, recorded: Decimal): Finding[] {
  if (computed.equals(recorded)) return [];
  return [
    finding(
      'ARITHMETIC',
      cycleId,
      `${what} is ${computed.toFixed()} by the fills, but ${recorded.toFixed()} is recorded`,
    ),
  ];
}
