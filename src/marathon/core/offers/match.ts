/**
 * Does an offer do for an instance of an app or a pod, and with which of its resources? If not, all that
 * is in the way is told; only ports are not looked for where anything else is.
 */
import type { Random } from '../../../foundation/random.ts';
import type { Offer, Resource } from '../../../protocol/generated/mesos.ts';
import type { Instance } from '../../model/instance.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { MarathonOptions } from '../environment.ts';
import type { RejectionReason } from '../parts.ts';
import { agentOf, findObstacles } from './constraints.ts';
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
  /** Of the leading master; undefined: it has none. */
  readonly localRegion: string | undefined;
  /** What may be used; undefined: by the roles that the definition accepts. */
  readonly accepts?: Accepts;
  /** Its data is there: it may use an agent that has gpus. */
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
  /**
   * In the order in which they were found; some offers are counted under none.
   * @compat The original names none for an offer of another region.
   */
  readonly reasons: readonly RejectionReason[];
  /** "needs 4 cpus, 1.5 are offered; needs 64 mem, 32 are offered" */
  readonly detail: string;
}

/** What is to be matched, with what follows from it. */
interface Question extends MatchRequest {
  readonly accepts: Accepts;
  readonly total: Amounts;
}

/** One thing that is in the way. */
interface Obstacle {
  readonly reasons: readonly RejectionReason[];
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
  ['gpus', 'InsufficientGpus'],
  ['disk', 'InsufficientDisk'],
] as const;

export function matchOffer(request: MatchRequest): Match | NoMatch {
  const role = request.offer.allocation_info?.role ?? request.options.mesosRole;
  if (role !== request.runSpec.role) {
    // Of no interest at all: the rest is not looked at.
    const detail = `is for role ${request.runSpec.role}, the offer for ${role}`;
    return noMatch([{ reasons: ['UnfulfilledRole'], detail }]);
  }
  const question: Question = {
    ...request,
    accepts: acceptsOf(request),
    total: totalOf(request.runSpec, request.options),
  };
  const obstacles = [
    ...missingAmounts(question),
    ...wrongRoles(question),
    ...wrongPlace(question),
    ...plannedMaintenance(question),
    ...wastedGpus(question),
  ];
  return obstacles.length > 0 ? noMatch(obstacles) : takeResources(question);
}

function missingAmounts({ ledger, accepts, total }: Question): readonly Obstacle[] {
  return scalars.flatMap(([name, reason]) => {
    const offered = ledger.available(name, accepts);
    if (offered >= total[name]) return [];
    return [{ reasons: [reason], detail: `needs ${total[name]} ${name}, ${offered} are offered` }];
  });
}

function wrongRoles({ runSpec, offer, options, accepts }: Question): readonly Obstacle[] {
  if ((offer.resources ?? []).some(accepts)) return [];
  const roles = acceptedRoles(runSpec, options.acceptedResourceRolesDefaultBehavior);
  const detail = `uses resources of [${[...roles].join(', ')}], and the offer has none`;
  return [{ reasons: ['UnfulfilledRole'], detail }];
}

/** Agents of other regions are for those only who speak of regions or zones in their constraints. */
function wrongPlace({ runSpec, offer, placed, localRegion }: Question): readonly Obstacle[] {
  const { constraints, instances } = runSpec;
  const agent = agentOf(offer);
  const violated = findObstacles(constraints, agent, placed, instances);
  const found: Obstacle[] = [];
  if (violated.length > 0) {
    found.push({ reasons: ['UnfulfilledConstraint'], detail: violated.join('; ') });
  }
  const isChosen = constraints.some(({ field }) => field === '@region' || field === '@zone');
  if (!isChosen && agent.region !== undefined && agent.region !== localRegion) {
    const own =
      localRegion === undefined ? 'the master is in none' : `the master in ${localRegion}`;
    const detail = `has no constraint on @region or @zone, the agent is in region ${agent.region} and ${own}`;
    found.push({ reasons: [], detail });
  }
  return found;
}

/** @compat Told with both reasons. */
function plannedMaintenance({ offer, now, options }: Question): readonly Obstacle[] {
  const { maintenanceMode, drainingSeconds } = options;
  if (!maintenanceMode || !isInMaintenance(offer, now, drainingSeconds)) return [];
  const detail = `maintenance of ${offer.hostname} is planned or under way`;
  return [{ reasons: ['UnfulfilledConstraint', 'AgentMaintenance'], detail }];
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

function takeResources({ runSpec, ledger, random, options, accepts }: Question): Match | NoMatch {
  const trial = ledger.copy();
  const wanted = wantedPorts(runSpec);
  const ports = takePorts(trial, wanted, accepts, random);
  if (ports === undefined) {
    const list = wanted.filter((port) => port !== undefined).join(', ');
    const detail = `needs the ports [${list}], which are not all offered`;
    return noMatch([{ reasons: ['InsufficientPorts'], detail }]);
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
function wastedGpus({ runSpec, offer, options, isPlaced, total }: Question): readonly Obstacle[] {
  if (isPlaced === true || total.gpus > 0) return [];
  const own = runSpec.labels['GPU_SCHEDULING_BEHAVIOR'];
  const isOwn = own === 'restricted' || own === 'unrestricted';
  if ((isOwn ? own : options.gpuSchedulingBehavior) !== 'restricted') return [];
  const isGpu = ({ name, scalar }: Resource): boolean =>
    name === 'gpus' && (scalar?.value ?? 0) > 0;
  if (!(offer.resources ?? []).some(isGpu)) return [];
  const detail = 'needs no gpus, and the agent has some';
  return [{ reasons: ['DeclinedScarceResources'], detail }];
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

function noMatch(obstacles: readonly Obstacle[]): NoMatch {
  const reasons = [...new Set(obstacles.flatMap((each) => each.reasons))];
  return { kind: 'no-match', reasons, detail: obstacles.map(({ detail }) => detail).join('; ') };
}
