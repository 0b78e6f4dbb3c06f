import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { agentService } from '@cream/agent';
import { backtestService } from '@cream/backtest';
import { configService } from '@cream/config';
import { contextService } from '@cream/context';
import { executionService } from '@cream/execution';
import { gatewayService } from '@cream/gateway';
import { marketDataService } from '@cream/market-data';
import { memoryService } from '@cream/memory';
import { orchestratorService } from '@cream/orchestrator';
import { regimeService } from '@cream/regime';
import { riskService } from '@cream/risk';
import { type Embedded, type ServiceDefinition, startEmbedded } from '@cream/runtime';
import { schedulerService } from '@cream/scheduler';
import { lockDataDirectory } from '@cream/storage';
import { technicalsService } from '@cream/technicals';
import { environment, NO_FEED } from './cli.config.js';
import { UsageError } from './failure.js';

/** Every service but the gateway. */
const SERVICES_WITHOUT_EDGE: readonly ServiceDefinition[] = [
  marketDataService,
  technicalsService,
  regimeService,
  contextService,
  memoryService,
  agentService,
  riskService,
  executionService,
  configService,
  orchestratorService,
  schedulerService,
  backtestService,
];

export const ALL_SERVICES: readonly ServiceDefinition[] = [...SERVICES_WITHOUT_EDGE, gatewayService];

/** Lock of a data directory: held alone by a whole system, shared by services that run as processes of their own. */
export const WHOLE_SYSTEM = 'cream';

const REPLAY_DURABILITY = { CREAM_RECORD_DURABILITY: 'normal', CREAM_LEDGER_DURABILITY: 'normal' } as const;

export interface SystemOptions {
  readonly dataDir: string;
  /** Folder of CSV files; absent: the sample sets. */
  readonly data?: string | undefined;
  /** Port of the console; absent: no console. */
  readonly port?: number | undefined;
  /** Port on which the scheduler answers `cream trigger`; absent: it does not. */
  readonly schedulerPort?: number | undefined;
  /** Only the past is replayed: records may lose their newest commits in a power cut, and cost half as much. */
  readonly replay?: boolean;
  /** Records must be there already. */
  readonly mustExist?: boolean;
  /** Only look: no lock, nothing is written. */
  readonly readOnly?: boolean;
}

/** The whole system in this process. */
export interface System extends Embedded {
  readonly dataDir: string;
}

/**
 * Starts the system in one process and holds the data directory until it is closed.
 *
 * @throws DirectoryInUseError, DirectoryNotWritableError, DatabaseDamagedError, PortInUseError, MarketDataError, SettingsError
 */
export async function openSystem(options: SystemOptions): Promise<System> {
  const dataDir = resolve(options.dataDir);
  if ((options.readOnly || options.mustExist) && !existsSync(join(dataDir, 'orchestrator.db'))) {
    throw new UsageError(`${dataDir} holds no records: cream backtest makes some, --data-dir names another folder`);
  }
  const lock = options.readOnly ? undefined : lockDataDirectory(dataDir, WHOLE_SYSTEM);
  try {
    const embedded = await startEmbedded(options.port === undefined ? SERVICES_WITHOUT_EDGE : ALL_SERVICES, {
      dataDir,
      env: {
        // A verb says itself what went wrong, in one line; a log beside it is for whoever asks for one.
        ...(options.port === undefined ? { CREAM_LOG_LEVEL: 'silent' } : {}),
        ...environment(),
        ...(options.port === undefined ? NO_FEED : {}),
        ...(options.replay === true ? REPLAY_DURABILITY : {}),
        ...(options.data === undefined ? {} : { CREAM_MARKET_DATA_DIR: resolve(options.data) }),
      },
      readOnly: options.readOnly ?? false,
      ...(options.port === undefined ? {} : { httpPort: options.port }),
      ...(options.schedulerPort === undefined ? {} : { grpcPorts: { scheduler: options.schedulerPort } }),
    });
    const close = async () => {
      await embedded.close();
      lock?.release();
    };
    return {
      dataDir,
      clients: embedded.clients,
      url: embedded.url,
      grpcPort: (target) => embedded.grpcPort(target),
      get: (target) => embedded.get(target),
      health: () => embedded.health(),
      close,
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}
