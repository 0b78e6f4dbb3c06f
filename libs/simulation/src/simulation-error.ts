/** An input that cannot be simulated. Names the parameter and, for a series, the position of the bad value. */
export class SimulationError extends RangeError {
  override readonly name = 'SimulationError';
  readonly parameter: string;
  readonly index: number | undefined;

  constructor(parameter: string, text: string, index?: number) {
    super(index === undefined ? `${parameter} ${text}` : `${parameter}[${index}] ${text}`);
    this.parameter = parameter;
    this.index = index;
  }
}
