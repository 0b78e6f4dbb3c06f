import { clone, create } from '@bufbuild/protobuf';
import { canonicalBytes, enumName, hash, sha256, timestamp } from '@cream/domain';
import { failedPrecondition, notFound, unavailable } from '@cream/grpc';
import {
  ConfigStage,
  ConfigStageSchema,
  type Configuration,
  ConfigurationSchema,
  type ConfigVersion,
  ConfigVersionSchema,
} from '@cream/proto/cycle';
import { checkConfiguration } from './configuration-rules.js';
import { defaultConfiguration } from './default-configuration.js';
import type { VersionStore } from './version-store.js';

/** Another writer may take a number between our look and our insert; more than a few times in a row is no accident. */
const INSERT_ATTEMPTS = 5;

/** The life of configurations: DRAFT, TEST, ACTIVE, RETIRED, and back to ACTIVE by rollback. */
export class ConfigVersions {
  /** Every cycle asks for it, and only this process changes it. */
  #active: ConfigVersion | undefined;

  constructor(
    private readonly store: VersionStore,
    /** Epoch milliseconds. */
    private readonly now: () => number,
  ) {}

  /** At the very first start: makes the default configuration version 1 and active. */
  async seed(): Promise<void> {
    if ((await this.store.list()).length > 0) return;
    await this.insert(defaultConfiguration(), ConfigStage.ACTIVE, 'cream', 'The defaults of a new installation.');
  }

  /** @throws ConnectError FAILED_PRECONDITION when there is none */
  async active(): Promise<ConfigVersion> {
    this.#active ??= await this.store.active();
    if (this.#active === undefined) throw failedPrecondition('no configuration is active');
    return this.#active;
  }

  /** Newest first. */
  async list(): Promise<ConfigVersion[]> {
    return (await this.store.list()).reverse();
  }

  /**
   * Stores a configuration under the next version number, which also becomes the version of its limits.
   * @throws DomainError `CONFIGURATION_INVALID` naming the field
   */
  async saveDraft(configuration: Configuration, author: string, note: string): Promise<ConfigVersion> {
    checkConfiguration(configuration);
    return this.insert(configuration, ConfigStage.DRAFT, author, note);
  }

  /** DRAFT to TEST. @throws ConnectError NOT_FOUND, FAILED_PRECONDITION */
  async test(version: string): Promise<ConfigVersion> {
    const number = versionNumber(version);
    const moved = await this.store.move(number, ConfigStage.DRAFT, ConfigStage.TEST);
    return this.after(moved, version, ConfigStage.DRAFT);
  }

  /** TEST to ACTIVE; the active one retires. @throws ConnectError NOT_FOUND, FAILED_PRECONDITION */
  promote(version: string): Promise<ConfigVersion> {
    return this.activate(version, ConfigStage.TEST);
  }

  /** RETIRED to ACTIVE; the active one retires. @throws ConnectError NOT_FOUND, FAILED_PRECONDITION */
  rollback(version: string): Promise<ConfigVersion> {
    return this.activate(version, ConfigStage.RETIRED);
  }

  private async activate(version: string, from: ConfigStage): Promise<ConfigVersion> {
    const activated = await this.store.activate(versionNumber(version), from);
    this.#active = undefined;
    return this.after(activated, version, from);
  }

  private async after(changed: boolean, version: string, from: ConfigStage): Promise<ConfigVersion> {
    const found = await this.store.find(versionNumber(version));
    if (found === undefined) throw unknown(version);
    if (!changed) {
      const [is, should] = [found.stage, from].map((stage) => enumName(ConfigStageSchema, stage));
      throw failedPrecondition(`version ${version} is ${is}; only a version in ${should} can take this step`);
    }
    return found;
  }

  private async insert(
    configuration: Configuration,
    stage: ConfigStage,
    author: string,
    note: string,
  ): Promise<ConfigVersion> {
    for (let attempt = 0; attempt < INSERT_ATTEMPTS; attempt++) {
      const version = String(await this.store.nextNumber());
      const numbered = withLimitsVersion(configuration, version);
      const stored = create(ConfigVersionSchema, {
        version,
        stage,
        configuration: numbered,
        hash: hash(sha256(canonicalBytes(ConfigurationSchema, numbered))),
        author,
        note,
        createdAt: timestamp(this.now()),
      });
      if (await this.store.insert(stored)) return stored;
    }
    throw unavailable('others are saving configurations at the same time; try again');
  }
}

/** A copy, because a message that came in may be shared with its sender. */
function withLimitsVersion(configuration: Configuration, version: string): Configuration {
  const copy = clone(ConfigurationSchema, configuration);
  if (copy.limits !== undefined) copy.limits.version = version;
  return copy;
}

function versionNumber(version: string): number {
  const number = Number(version);
  if (!Number.isSafeInteger(number) || String(number) !== version) throw unknown(version);
  return number;
}

function unknown(version: string) {
  return notFound(`there is no version ${version}`);
}
