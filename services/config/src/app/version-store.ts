import type { ConfigStage, ConfigVersion } from '@cream/proto/cycle';

/** Where versions are kept. Version numbers count from 1 and are text on the wire only. */
export interface VersionStore {
  /** Oldest first. */
  list(): Promise<ConfigVersion[]>;
  find(version: number): Promise<ConfigVersion | undefined>;
  active(): Promise<ConfigVersion | undefined>;
  /** The number the next version gets. */
  nextNumber(): Promise<number>;
  /** @returns false when the version's number was taken in the meantime */
  insert(version: ConfigVersion): Promise<boolean>;
  /** @returns false, changing nothing, when the version is not in the stage `from` */
  move(version: number, from: ConfigStage, to: ConfigStage): Promise<boolean>;
  /**
   * Retires the active version and activates another in one transaction.
   * @returns false, changing nothing, when the other is not in the stage `from`
   */
  activate(version: number, from: ConfigStage): Promise<boolean>;
}
