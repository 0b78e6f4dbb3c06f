/** Where a verb prints. With `json`, standard output carries exactly one document and nothing else. */
export class Output {
  #documented = false;

  constructor(
    readonly json: boolean,
    private readonly stdout: NodeJS.WritableStream = process.stdout,
    private readonly stderr: NodeJS.WritableStream = process.stderr,
  ) {}

  /** For people; silent with `--json`. */
  line(text = ''): void {
    if (!this.json) this.stdout.write(`${text}\n`);
  }

  /** For programs; silent without `--json`. Once. */
  document(value: unknown): void {
    if (this.json) this.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    this.#documented = true;
  }

  /** For whoever watches, whatever the format. */
  note(text: string): void {
    this.stderr.write(`${text}\n`);
  }

  /** What went wrong, for people and, unless a document is out already, for programs. */
  failure(code: string, message: string): void {
    if (!this.#documented) this.document({ error: { code, message } });
    this.note(`cream: ${message}`);
  }
}
