/** A new instance on an offer, and the operation that launches it. */
import { uuidText } from '../../../foundation/random.ts';
import type { Offer, Offer_Operation } from '../../../protocol/generated/mesos.ts';
import type { FrameworkId } from '../../../protocol/ids.ts';
import type { Instance, InstanceTask, LocalVolume } from '../../model/instance.ts';
import { groupsAround, safePath } from '../../model/paths.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { Core } from '../environment.ts';
import { agentOf } from '../offers/constraints.ts';
import type { Match } from '../offers/match.ts';
import { groupOfPod } from '../offers/pod-group.ts';
import { taskOfApp } from '../offers/task-of-app.ts';

export interface Launch {
  readonly instance: Instance;
  readonly operations: readonly Offer_Operation[];
}

export interface LaunchPlace {
  readonly core: Core;
  readonly offer: Offer;
  readonly runSpec: RunSpec;
  readonly match: Match;
  readonly frameworkId: FrameworkId;
}

export function launchNew(place: LaunchPlace): Launch {
  return launchAs(newInstance(place.core, place.offer, place.runSpec), place);
}

export function newInstance(core: Core, offer: Offer, runSpec: RunSpec): Instance {
  const uuid = uuidText(core.random.uuidBytes());
  return {
    id: `${safePath(runSpec.id)}.instance-${uuid}`,
    runSpecId: runSpec.id,
    runSpecVersion: runSpec.versionInfo.lastConfigChangeAt,
    role: runSpec.role,
    goal: 'Running',
    condition: 'Provisioned',
    since: core.clock.timestamp(),
    agent: core.shared.share(agentOf(offer)),
    tasks: [],
    volumes: core.shared.share([]),
    incarnation: 0,
  };
}

/** The next incarnation of an instance, with the definition as it is now. */
export function launchAs(instance: Instance, place: LaunchPlace): Launch {
  const { core, runSpec, match, offer, frameworkId } = place;
  const { random, options } = core;
  const now = core.clock.timestamp();
  const incarnation = instance.incarnation + 1;
  const { activeSince: _activeSince, ...rest } = instance;
  const launched: Instance = {
    ...rest,
    runSpecVersion: runSpec.versionInfo.lastConfigChangeAt,
    goal: 'Running',
    condition: 'Provisioned',
    since: now,
    incarnation,
    agent: core.shared.share(agentOf(offer)),
    tasks: tasksOf(core, runSpec, instance.id, incarnation, match.hostPorts),
  };
  const enforcesRole = isRoleEnforced(core, runSpec);
  if (runSpec.kind === 'app') {
    const [resources = []] = match.parts;
    const task = taskOfApp({
      app: runSpec,
      instance: launched,
      resources,
      executorResources: match.executor,
      enforcesRole,
      random,
      options,
    });
    return {
      instance: launched,
      operations: [{ type: 'LAUNCH', launch: { task_infos: [task] } }],
    };
  }
  const { executor, tasks } = groupOfPod({
    pod: runSpec,
    instance: launched,
    parts: match.parts,
    executorResources: match.executor,
    enforcesRole,
    options,
  });
  const launch_group = {
    executor: { ...executor, framework_id: { value: frameworkId } },
    task_group: { tasks },
  };
  return { instance: launched, operations: [{ type: 'LAUNCH_GROUP', launch_group }] };
}

/** By its top-level group. */
function isRoleEnforced({ groups }: Core, { id }: RunSpec): boolean {
  const topLevel = groupsAround(id).at(-2);
  return topLevel !== undefined && (groups.root.findGroup(topLevel)?.enforceRole ?? false);
}

function tasksOf(
  { clock, shared }: Core,
  runSpec: RunSpec,
  id: string,
  incarnation: number,
  hostPorts: Match['hostPorts'],
): readonly InstanceTask[] {
  const condition = 'Provisioned' as const;
  const fresh = { condition, stagedAt: clock.timestamp(), ipAddresses: shared.share([]) };
  if (runSpec.kind === 'app') {
    const taskId = `${id}._app.${incarnation}`;
    return [{ ...fresh, taskId, hostPorts: shared.share(hostPorts) }];
  }
  let from = 0;
  return runSpec.containers.map(({ name, endpoints }) => {
    const own = hostPorts.slice(from, from + endpoints.length);
    from += endpoints.length;
    const taskId = `${id}.${name}.${incarnation}`;
    return { ...fresh, taskId, container: name, hostPorts: own };
  });
}

/** Of an app that keeps data: its volumes, by name. */
export function newVolumes(runSpec: RunSpec, random: Core['random']): readonly LocalVolume[] {
  const paths =
    runSpec.kind === 'app'
      ? (runSpec.container?.volumes ?? []).flatMap((volume) =>
          volume.kind === 'persistent' ? [volume.containerPath] : [],
        )
      : runSpec.volumes.flatMap((volume) => (volume.kind === 'persistent' ? [volume.name] : []));
  return paths.map((containerPath) => {
    const uuid = uuidText(random.uuidBytes());
    const persistenceId = `${safePath(runSpec.id)}#${containerPath}#${uuid}`;
    return { containerPath, uuid, persistenceId };
  });
}
