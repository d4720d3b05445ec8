/**
 * Apps that keep data: what they use is reserved for each instance first, with its volumes, and the
 * task is launched when Mesos offers just that; after its end it is launched there again. What is
 * reserved for an instance that is not (any more) is given back.
 */
import { failure, ok, type Result } from '../../../foundation/result.ts';
import type { Offer, Offer_Operation, Resource } from '../../../protocol/generated/mesos.ts';
import type { FrameworkId } from '../../../protocol/ids.ts';
import type { InstanceId } from '../../model/ids.ts';
import { isGivingBack, type Instance, type LocalVolume } from '../../model/instance.ts';
import type { PersistentVolumeInfo, RunSpec } from '../../model/run-spec.ts';
import type { Core } from '../environment.ts';
import { labelsOf, type OfferLedger } from '../offers/ledger.ts';
import { diskFor, frameworkLabel, instanceLabel, volumeOf } from '../offers/selectors.ts';

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

/** Disks for new volumes, not yet reserved, in their order; else which one is not offered. */
export function takeDisks(
  runSpec: RunSpec,
  ledger: OfferLedger,
): Result<readonly Resource[], string> {
  const volumes = persistentVolumesOf(runSpec);
  const disks = new Map<NamedVolume, Resource>();
  // The largest first: smaller ones find room more easily.
  for (const volume of volumes.toSorted((a, b) => b.info.size - a.info.size)) {
    const disk = takeDisk(volume.info, ledger);
    if (disk === undefined) return failure(`needs ${describeVolume(volume)}, which is not offered`);
    disks.set(volume, disk);
  }
  return ok(volumes.map((volume) => disks.get(volume)!));
}

function takeDisk(info: PersistentVolumeInfo, ledger: OfferLedger): Resource | undefined {
  const accepts = diskFor(info);
  if (info.type === 'mount') {
    const most = info.maxSize ?? Infinity;
    return ledger.takeWhole((resource) => {
      const size = resource.scalar?.value ?? 0;
      return accepts(resource) && size >= info.size && size <= most;
    });
  }
  return ledger.takePart('disk', info.size, accepts);
}

function describeVolume({ path, info }: NamedVolume): string {
  const { type, size, maxSize, profileName, constraints } = info;
  return [
    `a disk of type ${type} for ${path} with ${size} MiB`,
    ...(maxSize === undefined ? [] : [`at most ${maxSize} MiB`]),
    ...(profileName === undefined ? [] : [`profile ${profileName}`]),
    ...constraints.map((each) => `${each.field} ${each.operator} ${each.value ?? ''}`),
  ].join(', ');
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
    ...byProvider(reserved).map((part) => ({
      type: 'RESERVE' as const,
      reserve: { resources: part },
    })),
    ...byProvider(volumes).map((part) => ({ type: 'CREATE' as const, create: { volumes: part } })),
  ];
}

/** Mesos takes operations on the resources of one provider only (undefined: the agent itself). */
function byProvider(resources: readonly Resource[]): readonly Resource[][] {
  const groups = new Map<string | undefined, Resource[]>();
  for (const resource of resources) {
    const provider = resource.provider_id?.value;
    groups.set(provider, [...(groups.get(provider) ?? []), resource]);
  }
  return [...groups.values()];
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
    ...byProvider(volumes).map((part) => ({
      type: 'DESTROY' as const,
      destroy: { volumes: part },
    })),
    ...byProvider(resources).map((part) => ({
      type: 'UNRESERVE' as const,
      unreserve: { resources: part },
    })),
  ];
  return { operations, instances: [...instances] };
}

function withoutVolume({ disk, ...resource }: Resource): Resource {
  const source = disk?.source;
  return { ...resource, ...(source === undefined ? {} : { disk: { source } }) };
}
