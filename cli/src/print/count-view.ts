import { Presets, SingleBar } from 'cli-progress';

/** Shows how many things came, where nobody knows how many there are, on standard error. */
export interface CountView {
  update(about: string, count: number): void;
  done(): void;
}

/** A line on a terminal, nothing elsewhere. @param what the things, for people */
export function countView(wanted: boolean, what: string): CountView {
  if (!wanted || !process.stderr.isTTY) return { update: () => undefined, done: () => undefined };
  const bar = new SingleBar({ format: `  {about} | {value} ${what}`, hideCursor: true }, Presets.shades_classic);
  let running = false;
  return {
    update(about, count) {
      if (running) bar.update(count, { about });
      else bar.start(0, count, { about });
      running = true;
    },
    done() {
      if (running) bar.stop();
      running = false;
    },
  };
}
