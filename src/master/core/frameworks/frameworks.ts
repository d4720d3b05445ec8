/**
 * Bringing a framework into the state: because it subscribes, or because an agent that comes back
 * runs its tasks and its scheduler has not been heard of since this master started ("recovered").
 */
import { assert } from '../../../foundation/result.ts';
import { noOfferConstraints } from '../../../allocator/offer-constraints.ts';
import type { FrameworkInfo } from '../../../protocol/generated/mesos.ts';
import type { FrameworkId } from '../../../protocol/ids.ts';
import { Resources } from '../../../resources/resources.ts';
import type { Core } from '../environment.ts';
import { type FrameworkRecord, touch } from '../state.ts';
import { goAway } from './away.ts';
import { allocatorFramework } from './framework-info.ts';

export function makeFramework(core: Core, info: FrameworkInfo): FrameworkRecord {
  return {
    id: info.id!.value,
    info,
    roles: rolesOf(info),
    suppressedRoles: new Set(),
    offerConstraints: noOfferConstraints,
    capabilities: capabilitiesOf(info),
    state: 'recovered',
    sink: undefined,
    streamId: undefined,
    registeredMs: core.clock.timestamp(),
    reregisteredMs: undefined,
    unregisteredMs: undefined,
    tasks: new Map(),
    unreachableTasks: new Map(),
    completedTasks: [],
    executors: new Map(),
    offers: new Set(),
    lastOfferMs: undefined,
    inverseOffers: new Set(),
    used: Resources.empty,
    failoverTimer: undefined,
    heartbeatTimer: undefined,
    fragments: undefined,
  };
}

/** The roles it subscribes to: `roles` when it is MULTI_ROLE, the old `role` otherwise. */
export function rolesOf(info: FrameworkInfo): Set<string> {
  if (capabilitiesOf(info).has('MULTI_ROLE')) return new Set(info.roles);
  return new Set([info.role ?? '*']);
}

export function capabilitiesOf(info: FrameworkInfo): Set<string> {
  return new Set((info.capabilities ?? []).map(({ type }) => type ?? 'UNKNOWN'));
}

/** The framework with this id; a recovered one is made when there is none. */
export function recoverFramework(core: Core, frameworkId: FrameworkId): FrameworkRecord {
  const known = core.state.frameworks.get(frameworkId);
  if (known !== undefined) return known;
  // Older agents do not send the FrameworkInfo; the scheduler brings it when it subscribes again.
  return addRecovered(core, { id: { value: frameworkId }, user: '', name: '' });
}

/** An agent tells of a framework; a scheduler that is connected knows itself better. */
export function adoptFrameworkInfo(core: Core, info: FrameworkInfo): void {
  const id = info.id?.value;
  if (id === undefined || core.state.completedFrameworks.has(id)) return;
  const known = core.state.frameworks.get(id);
  if (known === undefined) addRecovered(core, info);
  else if (known.state === 'recovered' && known.info.name === '') setInfo(core, known, info);
}

function addRecovered(core: Core, info: FrameworkInfo): FrameworkRecord {
  const framework = makeFramework(core, info);
  assert(!core.state.frameworks.has(framework.id), `framework ${framework.id} is added once`);
  core.state.frameworks.set(framework.id, framework);
  core.allocator.addFramework(framework.id, allocatorFramework(framework), 'inactive');
  core.log.info(`Recovered framework ${framework.id} (${info.name}) from an agent`);
  core.observer.frameworkAdded(framework);
  goAway(core, framework);
  return framework;
}

function setInfo(core: Core, framework: FrameworkRecord, info: FrameworkInfo): void {
  framework.info = info;
  framework.roles = rolesOf(info);
  framework.capabilities = capabilitiesOf(info);
  touch(framework);
  if (core.state.away.has(framework)) goAway(core, framework);
  core.allocator.updateFramework(framework.id, allocatorFramework(framework));
}
