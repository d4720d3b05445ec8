/** Whether what an agent says of itself makes sense. */
import type { AgentInfo } from '../../../protocol/generated/mesos.ts';
import { validateResources } from '../../../resources/validate.ts';
import { findIdError } from './ids.ts';

/** Agents older than 1.0 speak a protocol that no master of this line understands. */
const leastMajorVersion = 1;

export function findAgentInfoError(info: AgentInfo, version: string): string | undefined {
  const major = /^(\d+)\.\d+/.exec(version)?.[1];
  if (major === undefined) return `its version '${version}' is not of the form 1.2.3`;
  if (Number(major) < leastMajorVersion) {
    return `its version ${version} is older than ${leastMajorVersion}.0.0`;
  }
  const idError = info.id === undefined ? undefined : findIdError(info.id.value);
  if (idError !== undefined) return `its id is invalid: ${idError}`;
  const valid = validateResources(info.resources ?? []);
  return valid.ok ? undefined : valid.error;
}
