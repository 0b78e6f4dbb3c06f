import { describe, expect, it } from 'vitest';
import {
  blob,
  blobOrUndefined,
  bool,
  int,
  intOrUndefined,
  type Row,
  real,
  text,
  textOrUndefined,
} from '../src/index.js';

const row: Row = { name: 'AAPL', count: 3, ratio: 0.5, on: 1, nothing: null, big: 2 ** 53, bytes: new ArrayBuffer(2) };

describe('a column', () => {
  it('is read as what it holds', () => {
    expect(text(row, 'name')).toBe('AAPL');
    expect(int(row, 'count')).toBe(3);
    expect(real(row, 'ratio')).toBe(0.5);
    expect(bool(row, 'on')).toBe(true);
    expect(blob(row, 'bytes')).toEqual(new Uint8Array(2));
  });

  it('may hold NULL only where the reader said so', () => {
    expect(textOrUndefined(row, 'nothing')).toBeUndefined();
    expect(intOrUndefined(row, 'nothing')).toBeUndefined();
    expect(blobOrUndefined(row, 'nothing')).toBeUndefined();
    expect(() => text(row, 'nothing')).toThrow('column nothing should hold text but holds NULL');
  });

  it('is refused when it holds something else', () => {
    expect(() => int(row, 'name')).toThrow('column name should hold an integer below 2^53 but holds text');
    expect(() => int(row, 'big')).toThrow('holds the number 9007199254740992');
    expect(() => bool(row, 'count')).toThrow('should hold 0 or 1');
    expect(() => real(row, 'bytes')).toThrow('should hold a number but holds bytes');
    expect(() => blob(row, 'other')).toThrow('the query does not select it');
  });
});
