/** What was typed separated by commas: trimmed, each once, without what is empty. */
export function commaList(text: string | undefined): string[] {
  const found = new Set((text ?? '').split(',').map((one) => one.trim()));
  found.delete('');
  return [...found];
}
