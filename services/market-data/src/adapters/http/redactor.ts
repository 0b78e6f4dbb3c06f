const REDACTED = '[redacted]';

/**
 * Takes keys out of texts. Vendors echo the key they refuse, so every text that came from outside goes through it, not
 * only the address.
 */
export class Redactor {
  private readonly forms: readonly string[];

  /** @param secrets empty ones are ignored */
  constructor(secrets: readonly (string | undefined)[]) {
    const forms = secrets
      .filter((secret) => secret !== undefined)
      .filter((secret) => secret !== '')
      .flatMap((secret) => [
        secret,
        encodeURIComponent(secret),
        Buffer.from(secret).toString('base64'),
        Buffer.from(`${secret}:`).toString('base64'),
      ]);
    // The longest first, or what contains a shorter secret would be left in part.
    this.forms = [...new Set(forms)].sort((a, b) => b.length - a.length);
  }

  redact(text: string): string {
    return this.forms.reduce((clean, form) => clean.replaceAll(form, REDACTED), text);
  }
}
