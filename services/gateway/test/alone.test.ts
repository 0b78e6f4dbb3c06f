import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromJson, type JsonValue } from '@bufbuild/protobuf';
import { GetSystemResponseSchema } from '@cream/proto/console';
import { SERVICES, silentLogger, startAlone } from '@cream/runtime';
import { expect, it, onTestFinished } from 'vitest';
import { gatewayService } from '../src/index.js';

/** Nobody listens on the port of the TCP multiplexer. */
const NOBODY = '127.0.0.1:1';

async function bootWithNobodyBehind() {
  const dataDir = mkdtempSync(join(tmpdir(), 'cream-gateway-'));
  const addresses = Object.keys(SERVICES).map((name) => [
    `CREAM_${name.toUpperCase().replaceAll('-', '_')}_ADDR`,
    NOBODY,
  ]);
  const gateway = await startAlone(gatewayService, {
    env: { ...Object.fromEntries(addresses), CREAM_HTTP_PORT: '0', CREAM_GRPC_PORT: '0' },
    dataDir,
    logger: silentLogger(),
    handleSignals: false,
  });
  onTestFinished(async () => {
    await gateway.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return (method: string) =>
    fetch(
      `${gateway.url}/rpc/cream.console.v1.ConsoleService/${method}?connect=v1&encoding=json&message=${encodeURIComponent('{}')}`,
    );
}

it('names the service that does not answer instead of showing an empty page', async () => {
  const get = await bootWithNobodyBehind();
  const overview = await get('GetOverview');
  expect(overview.status).toBe(503);
  expect(await overview.json()).toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/^backtest: /),
  });
  const { services, tradingState } = fromJson(
    GetSystemResponseSchema,
    (await (await get('GetSystem')).json()) as JsonValue,
  );
  expect(services).toHaveLength(gatewayService.calls.length);
  expect(services.every(({ ready, detail }) => !ready && detail !== '')).toBe(true);
  expect(tradingState).toBeUndefined();
});
