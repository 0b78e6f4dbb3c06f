import type { HttpServer } from '@nestjs/common';
import type { Readiness } from './define-service.js';
import type { Metrics } from './metrics.js';

/** Readiness of one service of a process. */
export interface ServiceReadiness extends Readiness {
  readonly name: string;
}

/**
 * The routes every process answers: `/healthz` (it runs), `/readyz` (200 when all its services are ready, else 503 with
 * the reasons) and `/metrics`.
 */
export function addHealthRoutes(http: HttpServer, health: () => Promise<ServiceReadiness[]>, metrics: Metrics): void {
  http.get('/healthz', (_request: unknown, response: unknown) => http.reply(response, { status: 'ok' }, 200));
  http.get('/readyz', async (_request: unknown, response: unknown) => {
    const services = await health();
    http.reply(response, { services }, services.every((service) => service.ready) ? 200 : 503);
  });
  http.get('/metrics', async (_request: unknown, response: unknown) => {
    http.setHeader?.(response, 'Content-Type', metrics.registry.contentType);
    http.reply(response, await metrics.text(), 200);
  });
}
