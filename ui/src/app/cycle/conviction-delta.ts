import { Role, type Thesis } from '@cream/proto/decision';

/** Bull conviction minus bear conviction for one symbol; undefined while one side has not spoken. */
export function convictionDelta(theses: readonly Thesis[]): number | undefined {
  const bull = theses.find(({ role }) => role === Role.BULL);
  const bear = theses.find(({ role }) => role === Role.BEAR);
  return bull && bear ? bull.conviction - bear.conviction : undefined;
}
