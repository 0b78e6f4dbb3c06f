export { CircuitBreaker, type CircuitPolicy, type CircuitState, DEFAULT_CIRCUIT } from './circuit-breaker.js';
export { parseExactJson } from './exact-json.js';
export { HttpClient, type HttpClientOptions, type Query } from './http-client.js';
export { allPages, type Page } from './pages.js';
export { Redactor } from './redactor.js';
export { retryAfterMs } from './retry-after.js';
export { DEFAULT_RETRIES, pauseBeforeRetry, type RetryPolicy } from './retry-policy.js';
export { type AdapterRuntime, systemRuntime } from './runtime.js';
export { type RateLimit, TokenBucket } from './token-bucket.js';
