import { Module } from '@nestjs/common';
import { ContextController } from './rpc/context.controller.js';

/** The wiring of the service. */
@Module({ controllers: [ContextController] })
export class ContextModule {}
