import type { ServiceHost } from '@cream/runtime';
import { type DynamicModule, Module } from '@nestjs/common';
import { readGatewaySettings } from './gateway.config.js';
import { HOST } from './host.js';
import { Edge } from './http/edge.js';
import { ConsoleController } from './rpc/console.controller.js';

@Module({})
export class GatewayModule {}

/** The wiring of the service. @throws SettingsError when a setting is wrong */
export function gatewayModule(host: ServiceHost): DynamicModule {
  readGatewaySettings(host.env);
  return {
    module: GatewayModule,
    controllers: [ConsoleController],
    providers: [{ provide: HOST, useValue: host }, Edge],
  };
}
