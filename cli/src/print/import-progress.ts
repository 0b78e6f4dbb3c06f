import { Presets, SingleBar } from 'cli-progress';

/** Shows how far a file is read, on standard error. */
export interface ImportView {
  update(atByte: number, size: number, rows: number): void;
  done(): void;
}

/** A bar on a terminal, nothing elsewhere. */
export function importView(wanted: boolean, file: string): ImportView {
  if (!wanted || !process.stderr.isTTY) return { update: () => undefined, done: () => undefined };
  const format = `  {bar} {percentage} % | ${file} | {rows} rows | {eta} s left`;
  const bar = new SingleBar({ format, hideCursor: true }, Presets.shades_classic);
  let started = false;
  return {
    update(atByte, size, rows) {
      if (started) bar.update(atByte, { rows });
      else bar.start(size, atByte, { rows });
      started = true;
    },
    done() {
      if (started) bar.stop();
    },
  };
}
