import 'reflect-metadata';
import { Code, ConnectError } from '@connectrpc/connect';
import { ConfigService } from '@cream/proto/cycle';
import { MarketDataService } from '@cream/proto/market';
import { Controller } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { checkHandlers, handlersOf } from '../src/handlers.js';
import { Rpc } from '../src/rpc.js';
import { ScriptedMarketData } from './scripted-market-data.js';

@Controller()
class HalfConfig {
  @Rpc(ConfigService.method.getActive)
  getActive() {
    return {};
  }

  @Rpc(ConfigService.method.listVersions)
  async listVersions() {
    return { versions: [] };
  }
}

describe('the boot check', () => {
  it('is content when every method has one handler', () => {
    expect(() =>
      checkHandlers('market-data', [MarketDataService], handlersOf([new ScriptedMarketData()])),
    ).not.toThrow();
  });

  it('names the methods nobody handles', () => {
    expect(() => checkHandlers('config', [ConfigService], handlersOf([new HalfConfig()]))).toThrow(
      'config has no handler for cream.cycle.v1.ConfigService/SaveDraft, cream.cycle.v1.ConfigService/Test, ' +
        'cream.cycle.v1.ConfigService/Promote, cream.cycle.v1.ConfigService/Rollback',
    );
  });

  it('names a method two controllers handle', () => {
    const handlers = handlersOf([new ScriptedMarketData(), new ScriptedMarketData()]);
    expect(() => checkHandlers('market-data', [MarketDataService], handlers)).toThrow(
      /more than one handler for .*GetBars/,
    );
  });

  it('names a handler of a service that is not implemented', () => {
    const handlers = handlersOf([new ScriptedMarketData(), new HalfConfig()]);
    expect(() => checkHandlers('market-data', [MarketDataService], handlers)).toThrow(
      'a handler it does not implement: cream.cycle.v1.ConfigService/GetActive, cream.cycle.v1.ConfigService/ListVersions',
    );
  });
});

describe('a decorated method called directly', () => {
  it('takes a request and needs no context', async () => {
    const answer = (await new HalfConfig().listVersions()) as object;
    expect(answer).toMatchObject({ $typeName: 'cream.cycle.v1.ListVersionsResponse', versions: [] });
  });

  it('checks its request like any call', async () => {
    const service = new ScriptedMarketData();
    const call = Promise.resolve(service.getSnapshot({ symbols: [] } as never, undefined as never));
    await expect(call).rejects.toSatisfy(
      (error) => error instanceof ConnectError && error.code === Code.InvalidArgument,
    );
  });
});
