export const DEFAULT_DATA_DIR = '.cream';
const PLAIN = /^[A-Za-z0-9_./:=@%+,-]+$/;

/** What to type to go on with an unfinished run, from the folder the command was called in. */
export function resumeCommand(runId: string, flags: { readonly dataDir: string; readonly data?: string | undefined }) {
  const { dataDir, data } = flags;
  return [
    `cream backtest --resume ${runId}`,
    ...(data === undefined ? [] : [`--data ${quoted(data)}`]),
    ...(dataDir === DEFAULT_DATA_DIR ? [] : [`--data-dir ${quoted(dataDir)}`]),
  ].join(' ');
}

/** As a shell takes it for one word. */
function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
