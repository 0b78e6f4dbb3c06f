/**
 * A value that breaks a rule of the domain. `code` is stable and meant for programs, the message for people, and
 * `field` names the offending field where there is one.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: string,
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }
}
