import { millis, newYorkDate, timestamp } from '@cream/domain';
import { Regime, type RegimeClassification, type RegimeModel, type RegimeTransition } from '@cream/proto/knowledge';
import { intervalOf } from '../data/intervals.js';
import { dateFlag, endOfDate } from '../dates.js';
import { StoppedError, UsageError } from '../failure.js';
import { untilInterrupted } from '../interruption.js';
import type { Output } from '../output.js';
import { withRegime } from '../regime/open-regime.js';
import { classificationDocument, modelDocument, nameOf } from '../regime/regime-documents.js';
import { symbolList } from '../symbols.js';

export interface TrainFlags {
  readonly dataDir: string;
  readonly data?: string;
  readonly symbols: string;
  readonly from: string;
  readonly to: string;
  readonly k?: number;
  readonly seed: number;
  readonly interval?: string;
  readonly asOf?: string;
}

/** `cream regime train`: a model, trained unless it was before. */
export async function regimeTrain(flags: TrainFlags, out: Output): Promise<number> {
  const [from, to] = [dateFlag('--from', flags.from), dateFlag('--to', flags.to)];
  if (from === undefined || to === undefined) throw new UsageError('--from and --to name the window');
  const wish = {
    symbols: symbolList(flags.symbols),
    from,
    to,
    asOf: timestamp(endOfDate('--as-of', flags.asOf) ?? Date.now()),
    components: flags.k ?? 0,
    seed: flags.seed,
    interval: intervalOf(flags.interval),
  };
  using interruption = untilInterrupted();
  const { signal } = interruption;
  // Many bars take minutes.
  const { model, existed } = await withRegime({ ...flags, readOnly: false }, (regime) =>
    regime.train(wish, { signal, timeoutMs: 0 }),
  ).catch((error: unknown) => {
    throw signal.aborted ? new StoppedError('Interrupted', 'interrupted: nothing was kept') : error;
  });
  if (model === undefined) throw new Error('the regime service answered without a model');
  out.document({ existed, model: modelDocument(model) });
  out.line(existed ? 'Trained before:' : 'Trained:');
  printModel(model, out);
  return 0;
}

/** `cream regime list`: the rules and every trained model, newest first. */
export async function regimeList(flags: { dataDir: string }, out: Output): Promise<number> {
  const { models } = await withRegime({ ...flags, readOnly: true }, (regime) => regime.listModels({}));
  out.document({ models: models.map(modelDocument) });
  for (const model of models) out.line(`${model.version.padEnd(24)} ${model.description}`);
  return 0;
}

/** `cream regime show`: how a model was trained and what it is made of. */
export async function regimeShow(version: string, flags: { dataDir: string }, out: Output): Promise<number> {
  const { model } = await withRegime({ ...flags, readOnly: true }, (regime) => regime.getModel({ version }));
  if (model === undefined) throw new Error('the regime service answered without a model');
  out.document({ model: modelDocument(model) });
  printModel(model, out);
  return 0;
}

export interface ClassifyFlags {
  readonly dataDir: string;
  readonly data?: string;
  readonly symbols: string;
  readonly asOf?: string;
  readonly model: string;
}

/** `cream regime classify`: what a model says of symbols at the end of a date. Not knowing is an answer. */
export async function regimeClassify(flags: ClassifyFlags, out: Output): Promise<number> {
  const asOfMs = endOfDate('--as-of', flags.asOf) ?? Date.now();
  const scopes = symbolList(flags.symbols);
  const [answer, model] = await withRegime({ ...flags, readOnly: true }, (regime) =>
    Promise.all([
      regime.classify({ scopes, asOf: timestamp(asOfMs), modelVersion: flags.model, withHistory: true }),
      regime.getModel({ version: flags.model }),
    ]),
  );
  const byRules = model.model?.training === undefined;
  out.document({
    asOf: new Date(asOfMs).toISOString(),
    classifications: answer.classifications.map((one) => classificationDocument(one, byRules)),
    unknown: answer.unknown.map(({ scope, reason }) => ({ scope, reason })),
  });
  for (const one of answer.classifications) printClassification(one, out);
  for (const { scope, reason } of answer.unknown) out.line(`${scope.padEnd(8)} unknown: ${reason}`);
  return 0;
}

function printModel({ version, description, training }: RegimeModel, out: Output): void {
  out.line(version);
  out.line(`  ${description}`);
  if (training === undefined) return;
  const { windowStart, windowEnd, seed, automatic, logLikelihood, bic } = training;
  const [first, last] = [windowStart, windowEnd].map((time) => newYorkDate(millis(time)));
  const chosen = automatic ? ', components chosen by BIC' : '';
  out.line(`  ${first} to ${last}, seed ${seed}${chosen}`);
  out.line(`  log-likelihood ${logLikelihood.toFixed(2)}, BIC ${bic.toFixed(2)}`);
  for (const { regime, weight, means } of training.components) {
    const centre = means.map((mean, index) => `${training.features[index] ?? ''} ${mean.toFixed(4)}`).join(', ');
    out.line(`  ${Regime[regime].padEnd(16)} ${percent(weight)}  ${centre}`);
  }
  for (const one of training.transitions) out.line(`  ${transitionText(one)}`);
}

function printClassification(one: RegimeClassification, out: Output): void {
  const { scope, regime, confidence, modelVersion, probabilities, confirmation } = one;
  const each = probabilities.map((each) => `${Regime[each.regime]} ${percent(each.probability).trim()}`).join(', ');
  out.line(`${scope.padEnd(8)} ${Regime[regime]} with confidence ${confidence.toFixed(3)} by ${modelVersion}`);
  out.line(`         ${each}`);
  if (confirmation === undefined) return;
  const pending = nameOf(confirmation.pending);
  const coming = pending === null ? '' : `, ${pending} read ${confirmation.pendingReadings} time(s)`;
  out.line(`         confirmed: ${nameOf(confirmation.confirmed) ?? 'none yet'}${coming}`);
}

function transitionText({ from, to, count, probability }: RegimeTransition): string {
  return `${Regime[from].padEnd(16)} → ${Regime[to].padEnd(16)} ${percent(probability)}  ${count}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`.padStart(7);
}
