/** Parts of answers that apps and pods share. Members stand in the order in which Marathon writes them. */
import type {
  Constraint,
  Fetch,
  LinuxInfo,
  NetworkDefinition,
  PersistentVolumeInfo,
  RunSpecBasics,
} from '../../model/run-spec.ts';

type Json = Readonly<Record<string, unknown>>;

/** Left out of the answer where it is empty. */
export function unlessEmpty<T extends object>(value: T): T | undefined {
  const size = Array.isArray(value) ? value.length : Object.keys(value).length;
  return size === 0 ? undefined : value;
}

export function constraintText({ field, operator, value }: Constraint): readonly string[] {
  return value === undefined ? [field, operator] : [field, operator, value];
}

export function renderNetwork({ name, mode, labels }: NetworkDefinition): Json {
  return { name, mode, labels: unlessEmpty(labels) };
}

export function renderFetch({ uri, extract, executable, cache, destPath }: Fetch): Json {
  return { uri, extract, executable, cache, destPath };
}

export function renderLinuxInfo({ seccomp, ipcInfo }: LinuxInfo): Json {
  return {
    seccomp: seccomp && {
      profileName: seccomp.profileName,
      unconfined: seccomp.unconfined ?? false,
    },
    ipcInfo: ipcInfo && { mode: ipcInfo.mode, shmSize: ipcInfo.shmSize },
  };
}

export function renderPersistentVolume(volume: PersistentVolumeInfo): Json {
  const { type, size, maxSize, profileName, constraints } = volume;
  return { type, size, maxSize, profileName, constraints: constraints.map(constraintText) };
}

/** Beyond Marathon, so only where it says more than Marathon does. */
export function renderRestartPolicy({ restartPolicy }: RunSpecBasics): Json | undefined {
  return restartPolicy === 'Always' ? undefined : { type: restartPolicy };
}

export function renderUnreachableStrategy({ unreachableStrategy }: RunSpecBasics) {
  if (unreachableStrategy === 'disabled') return unreachableStrategy;
  const { inactiveAfterSeconds, expungeAfterSeconds } = unreachableStrategy;
  return { inactiveAfterSeconds, expungeAfterSeconds };
}
