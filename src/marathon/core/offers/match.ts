/**
 * Does an offer do for an instance of an app or a pod, and with which of its resources? Asked in the
 * order in which reasons for a refusal are counted: role, constraints, maintenance, amounts, ports.
 */
import type { Random } from '../../../foundation/random.ts';
import type { Offer, Resource } from '../../../protocol/generated/mesos.ts';
import type { Instance } from '../../model/instance.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { MarathonOptions } from '../environment.ts';
import type { RejectionReason } from '../parts.ts';
import { agentOf, findObstacle } from './constraints.ts';
import type { Accepts, OfferLedger } from './ledger.ts';
import { takePorts, wantedPorts } from './ports.ts';
import { acceptedRoles, usable } from './selectors.ts';
import { executorPathOf } from './task-of-app.ts';

export interface MatchRequest {
  readonly runSpec: RunSpec;
  readonly offer: Offer;
  /** Changed only when it matches. */
  readonly ledger: OfferLedger;
  /** Of the same version, running or on their way: for constraints. */
  readonly placed: readonly Instance[];
  /** What may be used; undefined: by the roles that the definition accepts. */
  readonly accepts?: Accepts;
  /** Its place is fixed already: constraints were looked at when it was chosen. */
  readonly isPlaced?: true;
  readonly now: number;
  readonly random: Random;
  readonly options: MarathonOptions;
}

export interface Match {
  readonly kind: 'match';
  /** Of an app: one. Of a pod: one for each container, in their order. */
  readonly parts: readonly (readonly Resource[])[];
  /** Of an executor of its own; of a pod's, ports are here, too. */
  readonly executor: readonly Resource[];
  readonly hostPorts: readonly (number | undefined)[];
}

export interface NoMatch {
  readonly kind: 'no-match';
  readonly reason: RejectionReason;
  /** "needs 4 cpus, 1.5 are offered" */
  readonly detail: string;
}

interface Amounts {
  readonly cpus: number;
  readonly mem: number;
  readonly disk: number;
  readonly gpus: number;
}

const scalars = [
  ['cpus', 'InsufficientCpus'],
  ['mem', 'InsufficientMemory'],
  ['disk', 'InsufficientDisk'],
  ['gpus', 'InsufficientGpus'],
] as const;

export function matchOffer(request: MatchRequest): Match | NoMatch {
  return findRefusal(request) ?? takeResources(request);
}

function findRefusal(request: MatchRequest): NoMatch | undefined {
  const { runSpec, offer, placed, now, options } = request;
  const role = offer.allocation_info?.role ?? options.mesosRole;
  if (role !== runSpec.role) {
    return noMatch('UnfulfilledRole', `is for role ${runSpec.role}, the offer for ${role}`);
  }
  const roles = acceptedRoles(runSpec, options.acceptedResourceRolesDefaultBehavior);
  if (!(offer.resources ?? []).some(acceptsOf(request))) {
    const list = [...roles].join(', ');
    return noMatch('UnfulfilledRole', `uses resources of [${list}], and the offer has none`);
  }
  if (request.isPlaced === undefined) {
    const obstacle = findObstacle(runSpec.constraints, agentOf(offer), placed, runSpec.instances);
    if (obstacle !== undefined) return noMatch('UnfulfilledConstraint', obstacle);
  }
  if (options.maintenanceMode && isInMaintenance(offer, now, options.drainingSeconds)) {
    return noMatch('AgentMaintenance', `maintenance of ${offer.hostname} is planned or under way`);
  }
  return undefined;
}

function isInMaintenance({ unavailability }: Offer, now: number, drainingSeconds: number): boolean {
  if (unavailability === undefined) return false;
  const startMs = Number(unavailability.start.nanoseconds) / 1e6;
  const durationNs = unavailability.duration?.nanoseconds;
  const endMs = durationNs === undefined ? Infinity : startMs + Number(durationNs) / 1e6;
  return now >= startMs - drainingSeconds * 1000 && now < endMs;
}

function acceptsOf({ accepts, runSpec, options }: MatchRequest): Accepts {
  const byDefault = options.acceptedResourceRolesDefaultBehavior;
  return accepts ?? usable(acceptedRoles(runSpec, byDefault));
}

function takeResources(request: MatchRequest): Match | NoMatch {
  const { runSpec, ledger, random, options } = request;
  const accepts = acceptsOf(request);
  const total = totalOf(runSpec, options);
  for (const [name, reason] of scalars) {
    const offered = ledger.available(name, accepts);
    if (offered < total[name]) {
      return noMatch(reason, `needs ${total[name]} ${name}, ${offered} are offered`);
    }
  }
  const trial = ledger.copy();
  const wanted = wantedPorts(runSpec);
  const ports = takePorts(trial, wanted, accepts, random);
  if (ports === undefined) {
    const list = wanted.filter((port) => port !== undefined).join(', ');
    return noMatch('InsufficientPorts', `needs the ports [${list}], which are not all offered`);
  }
  if (request.isPlaced === undefined && wastesGpus(request, total)) {
    return noMatch('DeclinedScarceResources', 'needs no gpus, and the agent has some');
  }
  const take = (amounts: Amounts): Resource[] =>
    scalars.flatMap(([name]) => [...trial.takeScalar(name, amounts[name], accepts)!]);
  const parts = partsOf(runSpec).map(take);
  const ofExecutor = executorAmounts(runSpec, options);
  const executor = ofExecutor === undefined ? [] : take(ofExecutor);
  if (runSpec.kind === 'pod') executor.push(...ports.resources);
  else parts[0]!.push(...ports.resources);
  ledger.become(trial);
  return { kind: 'match', parts, executor, hostPorts: ports.hostPorts };
}

function partsOf(runSpec: RunSpec): readonly Amounts[] {
  return runSpec.kind === 'app' ? [runSpec] : runSpec.containers.map(({ resources }) => resources);
}

/** Agents with gpus are kept for those who need them, unless the flag or a label says otherwise. */
function wastesGpus({ runSpec, offer, options }: MatchRequest, total: Amounts): boolean {
  if (total.gpus > 0) return false;
  const own = runSpec.labels['GPU_SCHEDULING_BEHAVIOR'];
  const isOwn = own === 'restricted' || own === 'unrestricted';
  if ((isOwn ? own : options.gpuSchedulingBehavior) !== 'restricted') return false;
  const isGpu = ({ name, scalar }: Resource): boolean =>
    name === 'gpus' && (scalar?.value ?? 0) > 0;
  return (offer.resources ?? []).some(isGpu);
}

/** Undefined: it has none of its own, or one that asks for nothing. */
function executorAmounts(
  runSpec: RunSpec,
  options: Pick<MarathonOptions, 'defaultExecutor'>,
): Amounts | undefined {
  if (runSpec.kind === 'pod') return { ...runSpec.executorResources, gpus: 0 };
  const { executorResources } = runSpec;
  if (executorResources === undefined) return undefined;
  if (executorPathOf(runSpec, options) === undefined) return undefined;
  return { ...executorResources, gpus: 0 };
}

function totalOf(runSpec: RunSpec, options: Pick<MarathonOptions, 'defaultExecutor'>): Amounts {
  const executor = executorAmounts(runSpec, options);
  const sum = { cpus: 0, mem: 0, disk: 0, gpus: 0 };
  for (const part of [...partsOf(runSpec), ...(executor === undefined ? [] : [executor])]) {
    for (const [name] of scalars) sum[name] += part[name];
  }
  // Sums of decimal fractions are not exact; Mesos counts thousandths.
  for (const [name] of scalars) sum[name] = Math.round(sum[name] * 1000) / 1000;
  return sum;
}

function noMatch(reason: RejectionReason, detail: string): NoMatch {
  return { kind: 'no-match', reason, detail };
}
