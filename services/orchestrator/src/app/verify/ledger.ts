import { Decimal, dec, symbolOf } from '@cream/domain';
import type { FillsEntry, Finding } from '@cream/proto/cycle';
import { type Portfolio, Side } from '@cream/proto/portfolio';
import { finding } from './finding.js';

/**
 * Recomputes cash, positions and equity of an account from its fills, cycle by cycle in slot order. What does not add up is
 * told once: the cycles after it are followed from what is recorded there.
 */
export class Ledger {
  private cash: Decimal | undefined;
  private held = new Map<string, Decimal>();
  private lost = false;

  /**
   * @returns what of the recorded portfolio the fills do not explain
   * @throws DomainError when an amount is missing or malformed
   */
  follow(cycleId: string, entry: FillsEntry): Finding[] {
    if (this.lost) {
      this.take(entry.portfolio);
      return [];
    }
    const account = entry.portfolio?.account;
    let cash = this.cash ?? dec(account?.initialEquity);
    for (const fill of entry.fills) {
      const quantity = fill.side === Side.BUY ? dec(fill.quantity) : dec(fill.quantity).negated();
      cash = cash.minus(quantity.times(dec(fill.price))).minus(dec(fill.fees));
      const symbol = symbolOf(fill.instrument);
      this.held.set(symbol, (this.held.get(symbol) ?? new Decimal(0)).plus(quantity));
    }
    this.cash = cash;
    const findings = this.compare(cycleId, entry.portfolio, cash);
    if (findings.length > 0) this.take(entry.portfolio);
    return findings;
  }

  /** The fills of a cycle are not to be had: the next recorded portfolio is where the account is found again. */
  lose(): void {
    this.lost = true;
  }

  private compare(cycleId: string, portfolio: Portfolio | undefined, cash: Decimal): Finding[] {
    const findings = difference(cycleId, 'cash', cash, dec(portfolio?.account?.cash));
    let equity = cash;
    const seen = new Set<string>();
    for (const position of portfolio?.positions ?? []) {
      const symbol = symbolOf(position.instrument);
      seen.add(symbol);
      const quantity = this.held.get(symbol) ?? new Decimal(0);
      findings.push(...difference(cycleId, `quantity of ${symbol}`, quantity, dec(position.quantity)));
      equity = equity.plus(quantity.times(dec(position.mark)));
    }
    for (const [symbol, quantity] of this.held) {
      if (!seen.has(symbol)) findings.push(...difference(cycleId, `quantity of ${symbol}`, quantity, new Decimal(0)));
    }
    findings.push(...difference(cycleId, 'equity', equity, dec(portfolio?.account?.equity)));
    return findings;
  }

  private take(portfolio: Portfolio | undefined): void {
    this.cash = dec(portfolio?.account?.cash);
    this.held = new Map(
      portfolio?.positions.map(({ instrument, quantity }) => [symbolOf(instrument), dec(quantity)] as const),
    );
    this.lost = false;
  }
}

function difference(cycleId: string, what: string, computed: Decimal, recorded: Decimal): Finding[] {
  if (computed.equals(recorded)) return [];
  return [
    finding(
      'ARITHMETIC',
      cycleId,
      `${what} is ${computed.toFixed()} by the fills, but ${recorded.toFixed()} is recorded`,
    ),
  ];
}
