/** Pods, which the original stores as the JSON of its API. */
import { failure, ok, type Result } from '../../foundation/result.ts';
import type { DefinitionOptions } from '../definitions/context.ts';
import { podOf } from '../definitions/normal-form/pod.ts';
import { parse } from '../definitions/parse.ts';
import { pod as podSchema } from '../definitions/schema/pod.ts';
import type { PodDefinition } from '../model/pod.ts';
import { acceptedRolesOf } from './app.ts';
import { faultText } from './faults.ts';

export interface PodOptions extends DefinitionOptions {
  /** @compat Before 1.10 the containers of a pod shared one cgroup, and go on to. */
  readonly sharesCgroups: boolean;
}

export function storedPodOf(json: unknown, options: PodOptions): Result<PodDefinition> {
  const parsed = parse(podSchema, json);
  if (!parsed.ok) return failure(faultText(parsed.error));
  const pod = parsed.value;
  const { version } = pod;
  if (version === undefined) return failure('it has no version');
  const role = pod.role ?? options.mesosRole;
  const placement = pod.scheduling?.placement;
  const accepted = acceptedRolesOf(placement?.acceptedResourceRoles, role) ?? [];
  const scheduling = pod.scheduling && {
    ...pod.scheduling,
    placement: placement && { ...placement, acceptedResourceRoles: accepted },
  };
  const legacySharedCgroups = options.sharesCgroups ? true : pod.legacySharedCgroups;
  return ok({
    ...podOf({ ...pod, role, scheduling, legacySharedCgroups }, options),
    version,
    versionInfo: { lastScalingAt: version, lastConfigChangeAt: version },
  });
}
