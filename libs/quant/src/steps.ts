/**
 * Long work in small steps: whoever runs it may do something else between two of them. The result does not depend on what
 * that is, nor on when the next step comes.
 */
export type Steps<T> = Generator<void, T>;

/** All steps, one after the other. */
export function finished<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
