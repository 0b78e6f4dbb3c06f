import type { DescMethod } from '@bufbuild/protobuf';
import { Code } from '@cream/grpc';
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Count, Counters } from './counters.js';

const LATENCY_BUCKETS_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What a process tells Prometheus. */
export class Metrics implements Counters {
  readonly registry = new Registry();
  readonly #requests = new Counter({
    name: 'cream_rpc_requests_total',
    help: 'Calls answered, by result.',
    labelNames: ['service', 'method', 'code'],
    registers: [this.registry],
  });
  readonly #durations = new Histogram({
    name: 'cream_rpc_duration_seconds',
    help: 'Time a handler took.',
    labelNames: ['service', 'method'],
    buckets: LATENCY_BUCKETS_SECONDS,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** @param code undefined for OK */
  callFinished(method: DescMethod, code: Code | undefined, seconds: number): void {
    const service = method.parent.typeName;
    this.#requests.inc({ service, method: method.name, code: code === undefined ? 'OK' : grpcName(code) });
    this.#durations.observe({ service, method: method.name }, seconds);
  }

  counter(name: string, help: string, labels: readonly string[]): Count {
    const counter = new Counter({ name, help, labelNames: [...labels], registers: [this.registry] });
    return (values, by = 1) => counter.inc({ ...values }, by);
  }

  /** The exposition text. */
  text(): Promise<string> {
    return this.registry.metrics();
  }
}

/** gRPC's name of a code: `NotFound` → `NOT_FOUND`. */
function grpcName(code: Code): string {
  if (code === Code.Canceled) return 'CANCELLED';
  return Code[code].replace(/(?<!^)(?=[A-Z])/g, '_').toUpperCase();
}
