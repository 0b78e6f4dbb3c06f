import { describe, expect, it } from 'vitest';
import { oneLine, shown } from '../src/one-line.js';

describe('what somebody typed, in a message', () => {
  it.each([
    ['line ends', 'a\r\nb\u2028c', 'a b c'],
    ['orders for a terminal', '\u001b[2Ja\u0007', '[2Ja'],
    ['marks that turn the direction of writing', 'abc\u202e\u2066', 'abc'],
    ['letters of any script', 'Ä😀株', 'Ä😀株'],
  ])('stays one line that a terminal prints as it stands: %s', (_, text, expected) => {
    expect(oneLine(text)).toBe(expected);
  });

  it('is cut where it has no end, between characters', () => {
    expect(shown('😀'.repeat(10_000))).toBe(`${'😀'.repeat(60)}…`);
    expect([...oneLine('a'.repeat(10_000))]).toHaveLength(1_001);
  });
});
