import type { Progress } from '@cream/proto/cycle';
import { Presets, SingleBar } from 'cli-progress';

/** Shows how far a run is, on standard error. */
export interface ProgressView {
  update(progress: Progress): void;
  done(): void;
}

/** A bar on a terminal, nothing elsewhere: a log file has no use for a thousand bars. */
export function progressView(wanted: boolean): ProgressView {
  if (!wanted || !process.stderr.isTTY) return { update: () => undefined, done: () => undefined };
  const bar = new SingleBar(
    { format: '  {bar} {percentage} % | {value}/{total} cycles | equity {equity} | {eta} s left', hideCursor: true },
    Presets.shades_classic,
  );
  let started = false;
  return {
    update({ done, total, equity }) {
      if (!started) bar.start(total, 0, { equity: '' });
      started = true;
      bar.update(done, { equity: equity?.value ?? '' });
    },
    done() {
      if (started) bar.stop();
    },
  };
}
