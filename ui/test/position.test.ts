import { create } from '@bufbuild/protobuf';
import { PositionSchema } from '@cream/proto/portfolio';
import { describe, expect, it } from 'vitest';
import { unprotected } from '../src/app/overview/unprotected.js';

describe('the protection of a position', () => {
  const position = (quantity: string, covered?: string) =>
    create(PositionSchema, {
      quantity: { value: quantity },
      ...(covered === undefined ? {} : { protectedQuantity: { value: covered } }),
    });

  it('needs no word while a live stop covers all of it, long or short', () => {
    expect([unprotected(position('24', '24')), unprotected(position('-24', '24'))]).toEqual([undefined, undefined]);
  });

  it('is warned of when it is missing, too small or not known', () => {
    expect(unprotected(position('1200', '0'))).toBe('UNPROTECTED');
    expect(unprotected(position('-1200', '1000'))).toBe('1,000 OF 1,200 PROTECTED');
    expect(unprotected(position('1200'))).toBe('PROTECTION NOT KNOWN');
    expect(unprotected(create(PositionSchema, {}))).toBe('PROTECTION NOT KNOWN');
  });
});
