/**
 * --agent_features: which of its capabilities the agent tells the master. Those that masters count on
 * cannot be left out, so that there is little to choose; Mesos has the same rule.
 */
import { failure, ok, type Result } from '../foundation/result.ts';
import type { AgentInfo_Capability } from '../protocol/generated/mesos.ts';
import { announcedCapabilities, type AgentCapability } from './core/capabilities.ts';

/** The others are needed. */
const optional: readonly AgentCapability[] = ['RESIZE_VOLUME'];

/** A failure is a sentence that fits after "cannot be '…': ". Absent: all of them. */
export function readAgentFeatures(value: unknown): Result<readonly AgentInfo_Capability[]> {
  if (value === undefined) return ok(announcedCapabilities.map((type) => ({ type })));
  const asked = typesOf(value);
  if (asked === undefined) {
    return failure('it must be like {"capabilities": [{"type": "MULTI_ROLE"}, ...]}');
  }
  const known: readonly string[] = announcedCapabilities;
  const unknown = asked.find((type) => !known.includes(type));
  if (unknown !== undefined) {
    return failure(`this agent has no feature '${unknown}'; it has ${known.join(', ')}`);
  }
  const needed = announcedCapabilities.filter((type) => !optional.includes(type));
  const missing = needed.filter((type) => !asked.includes(type));
  if (missing.length > 0) {
    return failure(
      `it lacks ${missing.join(', ')}; at least these are needed: ${needed.join(', ')}`,
    );
  }
  const chosen = announcedCapabilities.filter((type) => asked.includes(type));
  return ok(chosen.map((type) => ({ type })));
}

/** @compat One value stands for a list; undefined: it is no SlaveCapabilities. */
function typesOf(value: unknown): readonly string[] | undefined {
  if (!isObject(value)) return undefined;
  const types = [value['capabilities'] ?? []].flat().map((one: unknown) => {
    return isObject(one) ? one['type'] : undefined;
  });
  return types.every((type) => typeof type === 'string') ? types : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
