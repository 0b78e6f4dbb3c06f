const LONGEST_LINE = 1_000;
const LONGEST_INPUT = 60;

/** A text as one line that a terminal prints as it stands: control and format characters become blanks, no end without end. */
export function oneLine(text: string): string {
  return cut(text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim(), LONGEST_LINE);
}

/** What somebody typed, to be named in a message. */
export function shown(input: string): string {
  return cut(oneLine(input), LONGEST_INPUT);
}

function cut(text: string, longest: number): string {
  const characters = [...text];
  return characters.length <= longest ? text : `${characters.slice(0, longest).join('')}…`;
}
