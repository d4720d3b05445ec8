/**
 * Apps that keep data: what they use is reserved for each instance first, with its volumes, and the
 * task is launched when Mesos offers just that; after its end it is launched there again. What is
 * reserved for an instance that is not (any more) is given back.
 */
import type { Offer, Offer_Operation, Resource } from '../../../protocol/generated/mesos.ts';
import type { FrameworkId } from '../../../protocol/ids.ts';
import type { InstanceId } from '../../model/ids.ts';
import { isGivingBack, type Instance, type LocalVolume } from '../../model/instance.ts';
import type { PersistentVolumeInfo, RunSpec } from '../../model/run-spec.ts';
import type { Core } from '../environment.ts';
import { labelsOf, type OfferLedger } from '../offers/ledger.ts';
import { diskOfType, frameworkLabel, instanceLabel, volumeOf } from '../offers/selectors.ts';

export function keepsData(runSpec: RunSpec): boolean {
  return persistentVolumesOf(runSpec).length > 0;
}

interface NamedVolume {
  readonly path: string;
  readonly info: PersistentVolumeInfo;
}

function persistentVolumesOf(runSpec: RunSpec): readonly NamedVolume[] {
  if (runSpec.kind === 'pod') {
    return runSpec.volumes.flatMap((volume) =>
      volume.kind === 'persistent' ? [{ path: volume.name, info: volume.persistent }] : [],
    );
  }
  return (runSpec.container?.volumes ?? []).flatMap((volume) =>
    volume.kind === 'persistent' ? [{ path: volume.containerPath, info: volume.persistent }] : [],
  );
}

/** Disks for new volumes, not yet reserved; undefined: one of them is not offered. */
export function takeDisks(runSpec: RunSpec, ledger: OfferLedger): readonly Resource[] | undefined {
  const disks: Resource[] = [];
  for (const { info } of persistentVolumesOf(runSpec)) {
    const accepts = diskOfType(info.type);
    if (info.type === 'mount') {
      const most = info.maxSize ?? Infinity;
      const whole = ledger.takeWhole((resource) => {
        const size = resource.scalar?.value ?? 0;
        return accepts(resource) && size >= info.size && size <= most;
      });
      if (whole === undefined) return undefined;
      disks.push(whole);
    } else {
      // Of one piece: a volume lies on one disk.
      const [part, ...more] =
        ledger.takeScalar('disk', info.size, (resource) => {
          return accepts(resource) && (resource.scalar?.value ?? 0) >= info.size;
        }) ?? [];
      if (part === undefined || more.length > 0) return undefined;
      disks.push(part);
    }
  }
  return disks;
}

/** RESERVE of all that it uses, and CREATE of its volumes. */
export function reserveOperations(
  core: Core,
  request: {
    readonly runSpec: RunSpec;
    readonly instance: Instance;
    readonly resources: readonly Resource[];
    readonly disks: readonly Resource[];
    readonly frameworkId: FrameworkId;
  },
): readonly Offer_Operation[] {
  const { runSpec, instance, resources, disks, frameworkId } = request;
  const reserve = (resource: Resource): Resource => ({
    ...resource,
    role: runSpec.role,
    reservation: {
      ...(core.options.principal === undefined ? {} : { principal: core.options.principal }),
      labels: {
        labels: [
          { key: frameworkLabel, value: frameworkId },
          { key: instanceLabel, value: instance.id },
        ],
      },
    },
  });
  const reserved = [...resources, ...disks].map(reserve);
  const volumes = disks.map(reserve).map((disk, index) => {
    const volume = instance.volumes[index]!;
    return { ...disk, disk: { ...disk.disk, ...volumeInfoOf(core, volume) } };
  });
  return [
    { type: 'RESERVE', reserve: { resources: reserved } },
    { type: 'CREATE', create: { volumes } },
  ];
}

function volumeInfoOf(
  { options }: Core,
  { containerPath, persistenceId }: LocalVolume,
): NonNullable<Resource['disk']> {
  const { principal } = options;
  return {
    persistence: { id: persistenceId, ...(principal === undefined ? {} : { principal }) },
    volume: { container_path: containerPath, mode: 'RW' },
  };
}

/** All of its volumes as offered; undefined: one is not there. */
export function takeVolumes(
  { volumes }: Instance,
  ledger: OfferLedger,
): readonly Resource[] | undefined {
  const taken = volumes.map(({ persistenceId }) => ledger.takeWhole(volumeOf(persistenceId)));
  return taken.every((volume) => volume !== undefined) ? taken : undefined;
}

export interface GivingBack {
  readonly operations: readonly Offer_Operation[];
  /** Instances of which nothing is left then. */
  readonly instances: readonly InstanceId[];
}

/** What the offer has of instances that are no more: volumes are destroyed, reservations end. */
export function giveBack(core: Core, offer: Offer, frameworkId: FrameworkId): GivingBack {
  const instances = new Set<InstanceId>();
  const abandoned = (offer.resources ?? []).filter((resource) => {
    const labels = labelsOf(resource);
    const id = labels.get(instanceLabel);
    if (id === undefined || labels.get(frameworkLabel) !== frameworkId) return false;
    const instance = core.instances.find(id);
    if (instance !== undefined && !isGivingBack(instance)) return false;
    instances.add(id);
    return true;
  });
  if (abandoned.length === 0) return { operations: [], instances: [] };
  const volumes = abandoned.filter(({ disk }) => disk?.persistence !== undefined);
  const resources = abandoned.map(withoutVolume);
  const operations: readonly Offer_Operation[] = [
    ...(volumes.length === 0 ? [] : [{ type: 'DESTROY' as const, destroy: { volumes } }]),
    { type: 'UNRESERVE', unreserve: { resources } },
  ];
  return { operations, instances: [...instances] };
}

function withoutVolume({ disk, ...resource }: Resource): Resource {
  const source = disk?.source;
  return { ...resource, ...(source === undefined ? {} : { disk: { source } }) };
}
