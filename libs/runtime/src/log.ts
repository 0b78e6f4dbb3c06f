import { type DestinationStream, destination, type Logger as PinoLogger, pino } from 'pino';

/** A process's log: one JSON object per line. */
export type Logger = PinoLogger;

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Fields whose values never reach a log, at the top of an entry or one level down. */
const SECRET_FIELDS = ['apiKey', 'authorization', 'cookie', 'password', 'privateKey', 'secret', 'token'];

export interface LoggerOptions {
  readonly level: LogLevel;
  /** File descriptor 1 (standard output) or 2, or a stream of one's own. */
  readonly to: 1 | 2 | DestinationStream;
}

/** @returns a log that leaves secrets out */
export function createLogger({ level, to }: LoggerOptions): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: '[redacted]' },
    },
    typeof to === 'number' ? destination({ fd: to, sync: true }) : to,
  );
}

/** A log that writes nothing. */
export function silentLogger(): Logger {
  return pino({ level: 'silent' });
}
