import type { ServiceDefinition } from './define-service.js';
import { AGENT_PROGRAM, AGENT_TARGETS, roleOf, SERVICES, type TargetName } from './services.js';

/** A program in the part it plays. */
export interface Placement {
  readonly target: TargetName;
  readonly definition: ServiceDefinition;
  /** The role of an agent. */
  readonly role?: string | undefined;
}

/**
 * Who starts when in one process: callees before their callers, the agent program once per role.
 *
 * @param roles agent roles to start; all when absent
 * @throws Error when two definitions play one target, or when targets call each other in a circle
 */
export function bootOrder(definitions: readonly ServiceDefinition[], roles?: readonly string[]): Placement[] {
  const placements = new Map<TargetName, Placement>();
  for (const definition of definitions) {
    for (const target of targetsOf(definition, roles)) {
      if (placements.has(target)) throw new Error(`${target} is defined twice`);
      placements.set(target, { target, definition, role: roleOf(target) });
    }
  }
  const ordered = new Set<Placement>();
  const visit = (target: TargetName, callers: readonly TargetName[]): void => {
    const placement = placements.get(target);
    if (placement === undefined || ordered.has(placement)) return;
    if (callers.includes(target))
      throw new Error(`services call each other in a circle: ${[...callers, target].join(' → ')}`);
    for (const callee of SERVICES[target].calls) visit(callee, [...callers, target]);
    ordered.add(placement);
  };
  for (const target of placements.keys()) visit(target, []);
  return [...ordered];
}

function targetsOf(definition: ServiceDefinition, roles: readonly string[] | undefined): readonly TargetName[] {
  if (definition.name !== AGENT_PROGRAM) return [definition.name];
  if (roles === undefined) return AGENT_TARGETS;
  return AGENT_TARGETS.filter((target) => roles.includes(roleOf(target) ?? ''));
}
