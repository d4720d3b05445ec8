/** Parts that apps and pods share. */
import type { PortDefinition } from '../../model/app.ts';
import type {
  Constraint,
  Fetch,
  LinuxInfo,
  NetworkDefinition,
  PersistentVolumeInfo,
  ResourceLimits,
} from '../../model/run-spec.ts';
import { assert } from '../../../foundation/result.ts';
import { present } from '../present.ts';
import { findOperator } from '../rules/constraints.ts';
import type { AppJson, PortDefinitionJson } from '../schema/app.ts';
import type {
  LinuxInfoJson,
  NetworkJson,
  PersistentVolumeJson,
  ResourceLimitsJson,
} from '../schema/common.ts';

export function constraintOf([field, word, value]: readonly string[]): Constraint {
  const operator = findOperator(word ?? '');
  assert(field !== undefined && operator !== undefined, 'the rules let this constraint pass');
  return { field, operator, ...(value !== undefined && { value }) };
}

export function fetchItemOf(item: NonNullable<AppJson['fetch']>[number]): Fetch {
  return present(item);
}

export function networkOf(
  { mode, name, labels }: NetworkJson,
  defaultNetworkName: string | undefined,
): NetworkDefinition {
  const effective = mode === 'container' ? (name ?? defaultNetworkName) : undefined;
  return { mode, labels, ...(effective !== undefined && { name: effective }) };
}

export function portDefinitionOf(definition: PortDefinitionJson): PortDefinition {
  return present(definition);
}

export function resourceLimitsOf({ cpus, mem }: ResourceLimitsJson): ResourceLimits {
  return present({ cpus: limitOf(cpus), mem: limitOf(mem) });
}

function limitOf(limit: number | string | undefined): number | 'unlimited' | undefined {
  return typeof limit === 'string' ? 'unlimited' : limit;
}

export function linuxInfoOf({ seccomp, ipcInfo }: LinuxInfoJson): LinuxInfo {
  return present({ seccomp: seccomp && present(seccomp), ipcInfo: ipcInfo && present(ipcInfo) });
}

export function persistentVolumeOf(volume: PersistentVolumeJson): PersistentVolumeInfo {
  const { size, maxSize, profileName, constraints = [] } = volume;
  return {
    type: volume.type ?? (profileName === undefined ? 'root' : 'mount'),
    size,
    ...present({ maxSize, profileName }),
    constraints: constraints.map(constraintOf),
  };
}
