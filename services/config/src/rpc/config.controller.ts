import { invalidArgument, Rpc } from '@cream/grpc';
import {
  ConfigService,
  type GetActiveRequest,
  type ListVersionsRequest,
  type PromoteRequest,
  type RollbackRequest,
  type SaveDraftRequest,
  type TestRequest,
} from '@cream/proto/cycle';
import { Controller, Inject } from '@nestjs/common';
import { ConfigVersions } from '../app/config-versions.js';

/** `cream.cycle.v1.ConfigService`. */
@Controller()
export class ConfigController {
  constructor(@Inject(ConfigVersions) private readonly versions: ConfigVersions) {}

  @Rpc(ConfigService.method.getActive)
  async getActive(_request: GetActiveRequest) {
    return { version: await this.versions.active() };
  }

  @Rpc(ConfigService.method.listVersions)
  async listVersions(_request: ListVersionsRequest) {
    return { versions: await this.versions.list() };
  }

  @Rpc(ConfigService.method.saveDraft)
  async saveDraft({ configuration, author, note }: SaveDraftRequest) {
    if (configuration === undefined) throw invalidArgument('configuration', 'is required');
    return { version: await this.versions.saveDraft(configuration, author, note) };
  }

  @Rpc(ConfigService.method.test)
  async test({ version }: TestRequest) {
    return { version: await this.versions.test(version) };
  }

  @Rpc(ConfigService.method.promote)
  async promote({ version }: PromoteRequest) {
    return { version: await this.versions.promote(version) };
  }

  @Rpc(ConfigService.method.rollback)
  async rollback({ version }: RollbackRequest) {
    return { version: await this.versions.rollback(version) };
  }
}
