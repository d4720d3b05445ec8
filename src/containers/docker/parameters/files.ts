/** Options about the files and devices of the container. */
import type { MountSpec } from '../engine/spec.ts';
import { hostFlag, hostList, hostPair, hostText, readBytes, readPair } from './option.ts';
import type { Option } from './option.ts';

const volume: Option = (spec, value) => {
  if (value === '') return 'it is empty';
  // Without a source it is a new volume without a name.
  if (value.includes(':')) return hostList('Binds')(spec, value);
  if (!value.startsWith('/')) return 'the path in the container must be absolute';
  spec.Volumes = { ...spec.Volumes, [value]: {} };
  return undefined;
};

const tmpfs: Option = ({ HostConfig }, value) => {
  const cut = value.indexOf(':');
  const path = cut < 0 ? value : value.slice(0, cut);
  if (!path.startsWith('/')) return 'the path in the container must be absolute';
  HostConfig.Tmpfs = { ...HostConfig.Tmpfs, [path]: cut < 0 ? '' : value.slice(cut + 1) };
  return undefined;
};

/** host path[:path in the container[:rwm]]; without a path of its own the second may be the rights. */
const device: Option = ({ HostConfig }, value) => {
  const parts = value.split(':');
  const [source = '', second, third] = parts;
  if (parts.length > 3 || !source.startsWith('/')) {
    return 'it must be host path[:path in the container[:rwm]]';
  }
  const isRights = second !== undefined && parts.length === 2 && /^[rwm]+$/u.test(second);
  const rights = (isRights ? second : third) ?? 'rwm';
  if (!/^[rwm]+$/u.test(rights)) return 'the rights must be of r, w and m';
  const target = isRights ? source : (second ?? source);
  const added = { PathOnHost: source, PathInContainer: target, CgroupPermissions: rights };
  HostConfig.Devices = [...(HostConfig.Devices ?? []), added];
  return undefined;
};

const mountNames: Readonly<Record<string, string>> = {
  src: 'source',
  dst: 'target',
  destination: 'target',
  ro: 'readonly',
};
const mountTypes = ['bind', 'volume', 'tmpfs'] as const;

/** type=bind,source=/a,target=/b,readonly */
const mount: Option = ({ HostConfig }, value) => {
  const fields = new Map<string, string>();
  for (const part of value.split(',')) {
    const { name, value: text } = readPair(part) ?? { name: part, value: 'true' };
    fields.set(mountNames[name] ?? name, text);
  }
  const type = mountTypes.find((each) => each === (fields.get('type') ?? 'volume'));
  if (type === undefined) return `the type must be one of ${mountTypes.join(', ')}`;
  const Target = fields.get('target');
  if (Target === undefined) return 'it has no target';
  const made: MountSpec = { Type: type, Target };
  for (const [name, text] of fields) {
    const fault = setMountField(made, name, text);
    if (fault !== undefined) return fault;
  }
  HostConfig.Mounts = [...(HostConfig.Mounts ?? []), made];
  return undefined;
};

function setMountField(made: MountSpec, name: string, text: string): string | undefined {
  switch (name) {
    case 'type':
    case 'target':
      return undefined;
    case 'source':
      made.Source = text;
      return undefined;
    case 'readonly':
      made.ReadOnly = text === 'true' || text === '1';
      return undefined;
    case 'bind-propagation':
      made.BindOptions = { Propagation: text };
      return undefined;
    case 'volume-driver':
      made.VolumeOptions = { DriverConfig: { ...made.VolumeOptions?.DriverConfig, Name: text } };
      return undefined;
    case 'tmpfs-size': {
      const bytes = readBytes(text);
      if (!bytes.ok) return bytes.error;
      made.TmpfsOptions = { ...made.TmpfsOptions, SizeBytes: bytes.value };
      return undefined;
    }
    case 'tmpfs-mode':
      made.TmpfsOptions = { ...made.TmpfsOptions, Mode: Number.parseInt(text, 8) };
      return undefined;
    default:
      return `'${name}' is not known here`;
  }
}

export const fileOptions: Readonly<Record<string, Option>> = {
  device,
  'device-cgroup-rule': hostList('DeviceCgroupRules'),
  mount,
  'read-only': hostFlag('ReadonlyRootfs'),
  'storage-opt': hostPair('StorageOpt'),
  tmpfs,
  volume,
  'volume-driver': hostText('VolumeDriver'),
  'volumes-from': hostList('VolumesFrom'),
};
