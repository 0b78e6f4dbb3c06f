export { ApproverKeys, type KeyRing } from './approver-keys.js';
export { type Clock, systemClock } from './clock.js';
export type { Count, Counters } from './counters.js';
export { defineService, type Readiness, type ServiceDefinition } from './define-service.js';
export { type Embedded, type EmbeddedOptions, startEmbedded } from './embedded.js';
export type { ServiceReadiness } from './health-routes.js';
export { KeyFileError, loadOrCreateSigningKey, loadPublicKeys } from './keys.js';
export { createLogger, LOG_LEVELS, type Logger, type LoggerOptions, type LogLevel, silentLogger } from './log.js';
export { PortInUseError } from './port-in-use.js';
export { addressOf } from './runtime.config.js';
export type { ServiceHost } from './service-host.js';
export {
  AGENT_PROGRAM,
  AGENT_TARGETS,
  type AgentTarget,
  roleOf,
  SERVICES,
  type ServiceName,
  type Target,
  type TargetName,
  targetOf,
} from './services.js';
export { type Environment, readSettings, SettingsError } from './settings.js';
export { type Standalone, type StandaloneOptions, startAlone } from './standalone.js';
