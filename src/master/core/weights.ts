/**
 * Weights of roles: how large a role's fair share is beside its siblings'. They live in
 * `state.weights` alone; the allocator and every answer read them there. An operator's change is
 * durable before it is seen or answered.
 */
import type { WeightInfo } from '../../protocol/generated/mesos.ts';
import { type Result, ok } from '../../foundation/result.ts';
import type { RoleName } from '../../protocol/ids.ts';
import { validateRole } from '../../resources/roles.ts';
import type { WriteOperation } from '../../storage/key-value-store.ts';
import { type Decision, type Outcome, type Refusal, refuse } from './decisions.ts';
import type { Core } from './environment.ts';
import { removeOffersOf } from './offers/offers.ts';
import { type Registry, put, roleWeight } from './registry-kinds.ts';
import { wellFormed } from './well-formed.ts';

/**
 * More roles with a weight are refused: a weight cannot be taken back, so whoever makes up names
 * would fill the registry for ever. Clusters have some hundreds of roles.
 */
export const mostWeights = 10_000;

/** More in one request are refused: each is checked and written in the turn that it comes in. */
export const mostWeightsAtOnce = 1_000;

const refused = 'Failed to validate update weights request JSON';

/** Takes over what the registry holds, else the initial weights; gives what is to be written. */
export function recoverWeights(core: Core, registry: Registry): WriteOperation[] {
  const { initialWeights } = core.options;
  const isKept = registry.weights.size > 0;
  if (isKept && initialWeights.size > 0) {
    const given = [...initialWeights].map(([role, weight]) => `${role}=${weight}`).join();
    core.log.warning(`Ignoring --weights flag '${given}' and recovering the weights from registry`);
  }
  setWeights(core, isKept ? registry.weights : initialWeights);
  return isKept ? [] : changesOf([...initialWeights]);
}

/** `done` is called when the change is durable and in force; a refusal changes nothing. */
export function updateWeights(
  core: Core,
  given: readonly WeightInfo[],
  done: (outcome: Outcome) => void,
): void {
  core.decisions.decide(() => {
    if (given.length > mostWeightsAtOnce) {
      return refuse(
        `${refused}: ${given.length} weights are more than ${mostWeightsAtOnce} at once`,
      );
    }
    const weights = new Map<RoleName, number>();
    for (const info of given) {
      const role = trim(info.role ?? '');
      const error = findWeightError(core, role, info.weight);
      if (error !== undefined) return refuse(refused + error);
      weights.set(role, info.weight);
    }
    const error = findTooManyError(core, weights);
    return error === undefined ? decisionOf(core, weights) : refuse(`${refused}: ${error}`);
  }, done);
}

type Weights = ReadonlyMap<RoleName, number>;

function findTooManyError({ state }: Core, weights: Weights): string | undefined {
  const newCount = [...weights.keys()].filter((role) => !state.weights.has(role)).length;
  if (state.weights.size + newCount <= mostWeights) return undefined;
  return `${state.weights.size} roles have a weight and ${newCount} more would get one; at most ${mostWeights} may`;
}

function decisionOf(core: Core, weights: Weights): Result<Decision, Refusal> {
  const apply = (): void => {
    core.log.info(`Updated the weights of ${weights.size} roles`);
    setWeights(core, weights);
    rescindOffers(core, weights);
  };
  return ok({ changes: changesOf([...weights]), apply });
}

/** What goes behind `refused`. */
function findWeightError(core: Core, role: RoleName, weight: number): string | undefined {
  const valid = validateRole(role);
  if (!valid.ok) return `: Invalid role '${role}': ${valid.error}`;
  if (core.options.rolesWhitelist?.has(role) === false) return `: Unknown role '${role}'`;
  if (weight > 0 && weight < Infinity) return undefined;
  const rule = weight <= 0 ? 'Weights must be positive' : 'Weights must be finite';
  return ` for role '${role}': Invalid weight '${weight}': ${rule}`;
}

/** @compat these four alone. */
function trim(role: RoleName): string {
  return wellFormed(role.replace(/^[ \t\n\r]+|[ \t\n\r]+$/g, ''));
}

function changesOf(weights: readonly (readonly [string, number])[]): WriteOperation[] {
  return weights.map(([role, weight]) => put(roleWeight, { info: { role, weight } }));
}

function setWeights(core: Core, weights: Weights): void {
  for (const [role, weight] of weights) core.state.weights.set(role, weight);
  core.allocator.updateWeights(core.state.weights);
}

/** So that the new shares come about soon: whoever has an offer may have to wait behind others. */
function rescindOffers(core: Core, weights: Weights): void {
  const { frameworks, offers } = core.state;
  const isActive = [...frameworks.values()].some(({ roles, used }) => {
    for (const role of roles) if (weights.has(role)) return true;
    return used.entries.some(({ kind }) => weights.has(kind.allocationRole ?? ''));
  });
  if (isActive) removeOffersOf(core, offers.values(), 'rescind');
}
