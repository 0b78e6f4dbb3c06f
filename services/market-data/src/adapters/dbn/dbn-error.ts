/** Bytes that are no DBN. `place` says where: `metadata` or `record 17 at byte 4711`. */
export class DbnError extends Error {
  override readonly name = 'DbnError';

  constructor(
    readonly place: string,
    readonly text: string,
  ) {
    super(`${place}: ${text}`);
  }
}
