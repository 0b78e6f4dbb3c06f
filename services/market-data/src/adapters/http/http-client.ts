import type { z } from 'zod';
import { VendorError, type VendorErrorDetails } from '../../app/ports/vendor-error.js';
import { parseWire } from '../wire/parse-wire.js';
import { CircuitBreaker, type CircuitPolicy, DEFAULT_CIRCUIT } from './circuit-breaker.js';
import { parseExactJson } from './exact-json.js';
import { failureOfFetch, failureOfStatus } from './http-failure.js';
import { Redactor } from './redactor.js';
import { readBody } from './response-body.js';
import { retryAfterMs } from './retry-after.js';
import { DEFAULT_RETRIES, pauseBeforeRetry, type RetryPolicy } from './retry-policy.js';
import type { AdapterRuntime } from './runtime.js';
import { type RateLimit, TokenBucket } from './token-bucket.js';

const DEFAULT_MAX_BYTES = 128 * 1024 * 1024;
const JSON_FORM = 'application/json';

/** Values of a query; those that are undefined are left out. */
export type Query = Readonly<Record<string, string | number | undefined>>;

export interface HttpClientOptions {
  readonly vendor: string;
  /** `https://data.alpaca.markets`; a path of its own is kept in front of every request's. */
  readonly baseUrl: string;
  readonly rateLimit: RateLimit;
  readonly runtime: AdapterRuntime;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Added to every query and left out of every message: where the vendor wants its key there. */
  readonly secretQuery?: Readonly<Record<string, string>> | undefined;
  /** Keys, wherever they are sent: no error shows them. */
  readonly secrets: readonly (string | undefined)[];
  /** The setting that has to be there and is not: every request fails with its name before anything is sent. */
  readonly missingSetting?: string | undefined;
  /** For one try, from the request to the last byte. */
  readonly timeoutMs: number;
  readonly maxBytes?: number | undefined;
  readonly retries?: RetryPolicy | undefined;
  readonly circuit?: CircuitPolicy | undefined;
}

/** `POST` sends the query as a form. Either way the request only reads, so it may be tried again. */
export type HttpMethod = 'GET' | 'POST';

interface Request {
  readonly path: string;
  readonly query: Query;
  readonly accept: string;
  readonly method: HttpMethod;
}

interface Asked {
  readonly url: URL;
  readonly form: URLSearchParams | undefined;
  readonly accept: string;
  readonly details: VendorErrorDetails;
  readonly signal: AbortSignal;
}

/**
 * Reading requests to one vendor: at its pace, with time-outs, retries that honour `Retry-After`, and a circuit breaker. Never
 * follows a redirect, because the key would follow with it.
 */
export class HttpClient {
  readonly redactor: Redactor;
  readonly circuit: CircuitBreaker;
  private readonly bucket: TokenBucket;

  constructor(private readonly options: HttpClientOptions) {
    this.redactor = new Redactor([...options.secrets, ...Object.values(options.secretQuery ?? {})]);
    this.circuit = new CircuitBreaker(options.circuit ?? DEFAULT_CIRCUIT, options.runtime.clock);
    this.bucket = new TokenBucket(options.rateLimit, options.runtime);
  }

  /**
   * A JSON answer that fits the schema.
   * @param check refuses an answer whose failure is in its content, HTTP 200 or not; its error is retried like any other
   * @throws VendorError; the signal's reason when it aborts
   */
  async json<S extends z.ZodType>(
    path: string,
    query: Query,
    schema: S,
    signal: AbortSignal,
    check?: (body: unknown, details: VendorErrorDetails) => void,
  ): Promise<z.output<S>> {
    const details = this.detailsOf(path, query);
    const body = await this.retrying({ path, query, accept: JSON_FORM, method: 'GET' }, signal, (bytes) => {
      const parsed = this.parse(bytes, details);
      check?.(parsed, details);
      return parsed;
    });
    return parseWire(schema, body, details);
  }

  /** The bytes of an answer. @throws VendorError; the signal's reason when it aborts */
  bytes(
    path: string,
    query: Query,
    accept: string,
    signal: AbortSignal,
    method: HttpMethod = 'GET',
  ): Promise<Uint8Array> {
    return this.retrying({ path, query, accept, method }, signal, (bytes) => bytes);
  }

  /**
   * A text, read by the caller inside the retries: a failure the vendor hides in its content is retried like any other.
   * @throws VendorError; the signal's reason when it aborts
   */
  text<T>(path: string, query: Query, accept: string, signal: AbortSignal, read: (text: string) => T): Promise<T> {
    const decoder = new TextDecoder();
    return this.retrying({ path, query, accept, method: 'GET' }, signal, (bytes) => read(decoder.decode(bytes)));
  }

  /** What a request is called in errors: without secrets. */
  detailsOf(path: string, query: Query, method: HttpMethod = 'GET'): VendorErrorDetails {
    const shown = new URLSearchParams(given(query)).toString();
    const operation = this.redactor.redact(`${method} ${path}${shown === '' ? '' : `?${shown}`}`);
    return { vendor: this.options.vendor, operation };
  }

  private async retrying<T>(request: Request, signal: AbortSignal, read: (bytes: Uint8Array) => T): Promise<T> {
    const { retries = DEFAULT_RETRIES, runtime } = this.options;
    const asked = this.asked(request, signal);
    this.requireKey(asked.details);
    for (let attempt = 1; ; attempt++) {
      try {
        return read(await this.once(asked));
      } catch (error) {
        if (!(error instanceof VendorError)) throw error;
        const pause = pauseBeforeRetry(error, attempt, retries, runtime.random);
        if (pause === undefined) throw error;
        await runtime.sleep(pause, signal);
      }
    }
  }

  private requireKey(details: VendorErrorDetails): void {
    const setting = this.options.missingSetting;
    if (setting !== undefined) throw new VendorError('MISSING_KEY', `${setting} is not set`, { ...details, setting });
  }

  private async once(asked: Asked): Promise<Uint8Array> {
    const { details, signal } = asked;
    signal.throwIfAborted();
    if (!(await this.bucket.take(signal))) {
      throw new VendorError('RATE_LIMITED', 'too many requests are waiting already', details);
    }
    const openMs = this.circuit.admit();
    if (openMs > 0) {
      const text = 'not asked: the vendor kept failing';
      throw new VendorError('UNAVAILABLE', text, { ...details, retryAfterMs: openMs });
    }
    try {
      const bytes = await this.exchange(asked);
      this.circuit.report(true);
      return bytes;
    } catch (error) {
      if (signal.aborted) {
        this.circuit.release();
        signal.throwIfAborted();
      }
      this.circuit.report(!(error instanceof VendorError && isVendorFailure(error)));
      throw error;
    }
  }

  private async exchange({ url, form, accept, details, signal }: Asked): Promise<Uint8Array> {
    const { headers, timeoutMs, maxBytes = DEFAULT_MAX_BYTES, runtime } = this.options;
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(url, {
        method: form === undefined ? 'GET' : 'POST',
        body: form ?? null,
        headers: { accept, ...headers },
        redirect: 'manual',
        signal: AbortSignal.any([signal, deadline]),
      });
      const bytes = await readBody(response, maxBytes);
      const text = response.ok ? '' : this.redactor.redact(Buffer.from(bytes.subarray(0, 2000)).toString('utf8'));
      const wait = retryAfterMs(response.headers.get('retry-after'), runtime.clock.now());
      const failure = failureOfStatus(response.status, text, { ...details, retryAfterMs: wait });
      if (failure !== undefined) throw failure;
      return bytes;
    } catch (error) {
      throw failureOfFetch(error, deadline.aborted, details);
    }
  }

  private parse(bytes: Uint8Array, details: VendorErrorDetails): unknown {
    try {
      return parseExactJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    } catch {
      // The parser's own message quotes the body, which may hold anything.
      throw new VendorError('MALFORMED', `the answer of ${bytes.byteLength} bytes is not JSON`, {
        ...details,
        field: '$',
      });
    }
  }

  private asked({ path, query, accept, method }: Request, signal: AbortSignal): Asked {
    const url = new URL(`${this.options.baseUrl.replace(/\/+$/, '')}${path}`);
    const params = new URLSearchParams({ ...given(query), ...this.options.secretQuery });
    const form = method === 'POST' ? params : undefined;
    if (form === undefined) url.search = params.toString();
    return { url, form, accept, details: this.detailsOf(path, query, method), signal };
  }
}

function given(query: Query): Record<string, string> {
  const present = Object.entries(query).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present.map(([name, value]) => [name, String(value)]));
}

function isVendorFailure(error: VendorError): boolean {
  return error.code === 'UNAVAILABLE' || error.code === 'TIMEOUT';
}
