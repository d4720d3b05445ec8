/** The volumes that are kept for instances of an app, with what its definition says of each. */
import type { App } from '../model.ts';

export interface Volume {
  readonly id: string;
  readonly path: string;
  /** Undefined: the definition of today has none at this path. */
  readonly sizeMb: number | undefined;
  readonly mode: string;
  readonly type: string;
  readonly profile: string;
  readonly host: string;
  readonly agent: string;
  readonly instanceId: string;
  /** "" while no task has it. */
  readonly taskId: string;
  readonly isAttached: boolean;
  readonly since: string;
}

/** A task of these has it, or had it when it was last heard of. */
const holding = new Set(['Starting', 'Running', 'Killing', 'Unreachable', 'UnreachableInactive']);

export function volumesOf(
  { reservations = [] }: App,
  { container }: Pick<App, 'container'>,
): readonly Volume[] {
  const defined = container?.volumes ?? [];
  return reservations.flatMap(({ volumes, ...reservation }) =>
    volumes.map(({ containerPath, persistenceId }) => {
      const { mode = '', persistent } =
        defined.find((each) => each.containerPath === containerPath) ?? {};
      return {
        ...{ id: persistenceId, path: containerPath, mode },
        sizeMb: persistent?.size,
        type: persistent?.type ?? (persistent === undefined ? '' : 'root'),
        profile: persistent?.profileName ?? '',
        host: reservation.host,
        agent: reservation.slaveId,
        instanceId: reservation.instanceId,
        taskId: reservation.taskId ?? '',
        isAttached: holding.has(reservation.condition),
        since: reservation.since,
      };
    }),
  );
}

/** Volumes that no instance has for itself: of its host, or of others. */
export function otherVolumesOf({ container }: Pick<App, 'container'>): readonly {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly source: string;
}[] {
  return (container?.volumes ?? [])
    .filter(({ persistent }) => persistent === undefined)
    .map(({ containerPath = '', mode = '', hostPath, external, secret }) => ({
      ...{ path: containerPath, mode },
      type:
        external !== undefined
          ? (external.provider ?? 'external')
          : secret === undefined
            ? 'host'
            : 'secret',
      source: hostPath ?? external?.name ?? secret ?? '–',
    }));
}
