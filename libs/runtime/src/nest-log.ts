import type { LoggerService } from '@nestjs/common';
import type { Logger } from './log.js';

/** Nest's own messages in the process's log; what Nest calls `log` is detail here. */
export function nestLog(log: Logger): LoggerService {
  const at =
    (level: 'debug' | 'warn' | 'error') =>
    (message: unknown, ...rest: unknown[]) => {
      const context = rest.at(-1);
      log[level](
        { ...(message instanceof Error && { err: message }), nest: context },
        message instanceof Error ? message.message : String(message),
      );
    };
  return {
    log: at('debug'),
    debug: at('debug'),
    verbose: at('debug'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('error'),
  };
}
