import { existsSync } from 'node:fs';
import { failedPrecondition } from '@cream/grpc';
import { BarInterval } from '@cream/proto/market';
import { type Database, type OpenDatabaseOptions, openDatabase, type Row, text } from '@cream/storage';
import type { ModelStore } from '../app/model-store.js';
import type { TrainedModel } from '../app/trained-model.js';

type Place = OpenDatabaseOptions & { readonly path: string };

/**
 * Models in the table `models`. The file is made by the first training: whoever classifies by the rules alone writes
 * nothing, and records made before there were models can still be looked at.
 */
export class LibsqlModelStore implements ModelStore {
  readonly #place: Place;
  #database: Promise<Database> | undefined;

  private constructor(place: Place) {
    this.#place = place;
  }

  /** @throws StorageError when there is a file and it cannot be used: damaged, or of other migrations than these */
  static async open(place: Place): Promise<LibsqlModelStore> {
    const store = new LibsqlModelStore(place);
    if (existsSync(place.path)) {
      store.#database = openDatabase(place);
      await store.#database;
    }
    return store;
  }

  async get(version: string): Promise<TrainedModel | undefined> {
    const database = await this.#database;
    return database?.get('SELECT model FROM models WHERE version = ?', [version], modelOf);
  }

  async list(): Promise<TrainedModel[]> {
    const database = await this.#database;
    return (await database?.all('SELECT model FROM models ORDER BY trained_ms DESC, version', [], modelOf)) ?? [];
  }

  /** @throws ConnectError FAILED_PRECONDITION in a process that only looks */
  async add(model: TrainedModel): Promise<boolean> {
    if (this.#place.readOnly) throw failedPrecondition('this process only looks at the records: nothing is trained');
    this.#database ??= this.#create();
    const { changes } = await (await this.#database).run(
      `INSERT INTO models (version, interval, window_start_ms, window_end_ms, seed, components, samples, log_likelihood,
         bic, symbols, features, input, model, trained_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (version) DO NOTHING`,
      [
        model.version,
        BarInterval[model.interval],
        model.windowStartMs,
        model.windowEndMs,
        model.seed,
        model.mixture.labels.length,
        model.mixture.samples,
        model.mixture.logLikelihood,
        model.mixture.bic,
        JSON.stringify(model.symbols),
        JSON.stringify(model.mixture.features),
        Buffer.from(model.input, 'hex'),
        JSON.stringify(model),
        model.trainedMs,
      ],
    );
    return changes > 0;
  }

  async close(): Promise<void> {
    await (await this.#database)?.close();
  }

  /** A failure is not remembered: the next training tries again. */
  #create(): Promise<Database> {
    const database = openDatabase(this.#place);
    database.catch(() => {
      this.#database = undefined;
    });
    return database;
  }
}

/** Written by `add` and never changed, so it has its shape as long as it is JSON. */
function modelOf(row: Row): TrainedModel {
  return JSON.parse(text(row, 'model')) as TrainedModel;
}
