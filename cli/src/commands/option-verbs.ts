import type { Command } from 'commander';
import { collect, type Run, verb } from './verb.js';

/** `cream options …`: what positions of options come to. */
export function addOptionVerbs(cream: Command, run: Run): void {
  const options = cream.command('options').description('positions of options: payoff, break-evens, margin');

  verb(options, 'payoff')
    .description('what a position can make and lose at expiry, where it breaks even, and its margin by the rules')
    .option('--leg <contracts symbol@price>', 'for example "+1 AAPL460119C00100000@2.50"; may be repeated', collect)
    .option('--shares <count@price>', 'shares beside the options, for example 100@98.50')
    .option('--spot <dollars>', 'price of the underlying: margin needs it')
    .action((flags) => run(async (out) => (await import('../verbs/options-payoff.js')).optionsPayoff(flags, out)));
}
