/** An input no statistic can be computed from. Names the parameter and, for a series, the position of the bad value. */
export class QuantError extends Error {
  override readonly name = 'QuantError';
  readonly parameter: string;
  readonly index: number | undefined;

  constructor(parameter: string, text: string, index?: number) {
    super(index === undefined ? `${parameter} ${text}` : `${parameter}[${index}] ${text}`);
    this.parameter = parameter;
    this.index = index;
  }
}
