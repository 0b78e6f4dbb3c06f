import type { INestApplicationContext } from '@nestjs/common';
import type { Readiness, ServiceDefinition } from './define-service.js';

/** Asks a service whether it can work. A check that fails is an answer: not ready, for the reason it gave. */
export async function readinessOf(definition: ServiceDefinition, app: INestApplicationContext): Promise<Readiness> {
  if (definition.ready === undefined) return { ready: true, detail: '' };
  try {
    const answer = await definition.ready(app);
    return typeof answer === 'boolean' ? { ready: answer, detail: answer ? '' : 'not ready' } : answer;
  } catch (error) {
    return { ready: false, detail: error instanceof Error ? error.message : String(error) };
  }
}
