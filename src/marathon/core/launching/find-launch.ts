/** The next instance of an app on an offer, if the offer will do. */
import type { Offer, Resource } from '../../../protocol/generated/mesos.ts';
import type { FrameworkId } from '../../../protocol/ids.ts';
import type { InstanceId } from '../../model/ids.ts';
import type { Instance } from '../../model/instance.ts';
import { isTerminal } from '../../model/instance.ts';
import type { RunSpec } from '../../model/run-spec.ts';
import type { Core } from '../environment.ts';
import type { OfferLedger } from '../offers/ledger.ts';
import { matchOffer, type Match, type NoMatch } from '../offers/match.ts';
import { reservable, reservedFor } from '../offers/selectors.ts';
import type { Entry } from './entry.ts';
import { launchAs, launchNew, newInstance, newVolumes, type Launch } from './launch.ts';
import { forgetLost, whereaboutsOf } from './replaced-agents.ts';
import { keepsData, reserveOperations, takeDisks, takeVolumes } from './reservations.ts';

interface Request {
  readonly entry: Entry;
  readonly offer: Offer;
  readonly ledger: OfferLedger;
  readonly frameworkId: FrameworkId;
  /** Found for the same offer before. */
  readonly launches: readonly Launch[];
}

type RunSpecOf = Pick<Entry, 'runSpec'>;

export function findLaunch(core: Core, request: Request): Launch | undefined {
  const { entry, offer, frameworkId } = request;
  const { runSpec } = entry;
  if (keepsData(runSpec)) return launchWithData(core, request);
  const match = tryMatch(core, request);
  if (match.kind === 'no-match') return undefined;
  return launchNew({ core, offer, runSpec, match, frameworkId });
}

/** Undefined: the offer would do, but something else holds the launch up. */
export function whyNot(
  core: Core,
  { entry, offer, ledger }: Pick<Request, 'entry' | 'offer' | 'ledger'>,
): NoMatch | undefined {
  const { runSpec } = entry;
  const trial = ledger.copy();
  if (keepsData(runSpec) && hasPlaces(core, entry)) {
    for (const instance of waitingPlaces(core, runSpec)) {
      if (whereaboutsOf(instance, offer) !== 'here') continue;
      const place = matchPlace(core, { entry, offer, ledger: trial, launches: [] }, instance);
      if (place !== undefined) return place.match.kind === 'no-match' ? place.match : undefined;
    }
    const detail = 'waits for what is reserved for it on another agent';
    return { kind: 'no-match', reasons: ['NoCorrespondingReservationFound'], detail };
  }
  const match = tryMatch(core, { entry, offer, ledger: trial, launches: [] });
  return match.kind === 'no-match' ? match : keptDisk(runSpec, trial);
}

/** Whether another instance has a place there; then its resources are taken from the ledger. */
export function tryPlace(
  core: Core,
  { runSpec, offer, ledger, launches }: Omit<Request, 'frameworkId' | 'entry'> & RunSpecOf,
): NoMatch | undefined {
  const trial = ledger.copy();
  const match = tryMatch(core, { entry: { runSpec }, offer, ledger: trial, launches });
  const why = match.kind === 'no-match' ? match : keptDisk(runSpec, trial);
  if (why === undefined) ledger.become(trial);
  return why;
}

const keptDisk = (runSpec: RunSpec, ledger: OfferLedger): NoMatch | undefined =>
  keepsData(runSpec) ? missingDisk(runSpec, ledger) : undefined;

function missingDisk(runSpec: RunSpec, ledger: OfferLedger): NoMatch | undefined {
  const disks = takeDisks(runSpec, ledger);
  if (disks.ok) return undefined;
  return { kind: 'no-match', reasons: ['InsufficientDisk'], detail: disks.error };
}

function tryMatch(
  core: Core,
  {
    entry,
    offer,
    ledger,
    launches,
  }: Omit<Request, 'frameworkId' | 'entry'> & { readonly entry: RunSpecOf },
): Match | NoMatch {
  const { runSpec } = entry;
  return matchOffer({
    ...surroundings(core),
    runSpec,
    offer,
    ledger,
    placed: placedOf(core, runSpec, launches),
    ...(keepsData(runSpec) ? { accepts: reservable } : {}),
  });
}

function surroundings({ random, options, clock, mesos }: Core) {
  return { random, options, now: clock.timestamp(), localRegion: mesos.region };
}

/** Also those that were found for this offer and are not stored yet. */
export function placedOf(
  core: Core,
  { id, versionInfo, constraints }: RunSpec,
  launches: readonly Launch[],
): readonly Instance[] {
  if (constraints.length === 0) return [];
  const stored = [...core.instances.of(id)].filter(
    (instance) =>
      mayRun(instance) &&
      instance.runSpecVersion >= versionInfo.lastConfigChangeAt &&
      (instance.condition !== 'Reserved' || instance.volumes.length > 0),
  );
  const found = launches.map(({ instance }) => instance).filter((each) => each.runSpecId === id);
  return [...stored, ...found];
}

/** Also where one is being killed, as long as it has not ended. */
function mayRun({ condition }: Instance): boolean {
  return !isTerminal(condition) && condition !== 'UnreachableInactive';
}

/** First where it has data already, then somewhere new. */
function launchWithData(core: Core, request: Request): Launch | undefined {
  const { entry, offer, ledger, frameworkId, launches } = request;
  const { runSpec } = entry;
  forgetLost(core, idsOf(waitingPlaces(core, runSpec)), offer);
  const taken = new Set(idsOf(launches.map(({ instance }) => instance)));
  const places = waitingPlaces(core, runSpec).filter(({ id }) => !taken.has(id));
  for (const instance of places) {
    if (whereaboutsOf(instance, offer) !== 'here') continue;
    const launch = relaunch(core, request, instance);
    if (launch !== undefined) return launch;
  }
  const fresh = launches.filter(({ instance }) => instance.runSpecId === runSpec.id).length;
  if (places.length + comingPlaces(core, runSpec) + fresh >= entry.count) return undefined;
  const trial = ledger.copy();
  const match = tryMatch(core, { ...request, ledger: trial });
  if (match.kind === 'no-match') return undefined;
  const disks = takeDisks(runSpec, trial);
  if (!disks.ok) return undefined;
  ledger.become(trial);
  const volumes = newVolumes(runSpec, core.random);
  const instance: Instance = {
    ...newInstance(core, offer, runSpec),
    condition: 'Reserved',
    volumes,
  };
  const resources = [...match.parts.flat(), ...match.executor];
  const reservation = { runSpec, instance, resources, disks: disks.value, frameworkId };
  return { instance, operations: reserveOperations(core, reservation) };
}

function relaunch(core: Core, request: Request, instance: Instance): Launch | undefined {
  const { entry, offer, ledger, frameworkId } = request;
  const { runSpec } = entry;
  const trial = ledger.copy();
  const place = matchPlace(core, { ...request, ledger: trial }, instance);
  if (place === undefined || place.match.kind === 'no-match') return undefined;
  ledger.become(trial);
  const match = withVolumes(runSpec, place.match, place.volumes);
  return launchAs(instance, { core, offer, runSpec, match, frameworkId });
}

/** Undefined: the offer has not all of its volumes. */
function matchPlace(
  core: Core,
  { entry, offer, ledger, launches }: Omit<Request, 'frameworkId'>,
  instance: Instance,
): { readonly match: Match | NoMatch; readonly volumes: readonly Resource[] } | undefined {
  const { runSpec } = entry;
  const volumes = takeVolumes(instance, ledger);
  if (volumes === undefined) return undefined;
  const others = placedOf(core, runSpec, launches).filter(({ id }) => id !== instance.id);
  const accepts = reservedFor(instance.id);
  const place = { runSpec, offer, ledger, placed: others, accepts, isPlaced: true } as const;
  return { match: matchOffer({ ...surroundings(core), ...place }), volumes };
}

/** Where something is still being killed to be launched again, there and nowhere else. */
function comingPlaces(core: Core, { id }: RunSpec): number {
  let count = 0;
  for (const { id: instanceId, goal, volumes } of core.instances.of(id)) {
    if (volumes.length === 0 || goal === 'Decommissioned') continue;
    if (core.killer.isKilling(instanceId)) count++;
  }
  return count;
}

function hasPlaces(core: Core, { runSpec, count }: Entry): boolean {
  return waitingPlaces(core, runSpec).length + comingPlaces(core, runSpec) >= count;
}

/** Of an app its task has them, of a pod its executor: containers find them there. */
function withVolumes(runSpec: RunSpec, match: Match, volumes: readonly Resource[]): Match {
  if (runSpec.kind === 'pod') return { ...match, executor: [...match.executor, ...volumes] };
  const [first = [], ...rest] = match.parts;
  return { ...match, parts: [[...first, ...volumes], ...rest] };
}

/** Reserved for this app, and nothing runs there. One that was never confirmed is given up in time. */
function waitingPlaces(core: Core, { id }: RunSpec): readonly Instance[] {
  const { clock, options } = core;
  const now = clock.timestamp();
  const places: Instance[] = [];
  for (const instance of [...core.instances.of(id)]) {
    if (instance.condition !== 'Reserved' || instance.goal === 'Decommissioned') continue;
    const isLate = now - instance.since > options.taskReservationTimeoutMs;
    if (instance.incarnation === 0 && isLate) core.instances.expunge(instance.id);
    else places.push(instance);
  }
  return places;
}

function idsOf(instances: readonly Instance[]): readonly InstanceId[] {
  return instances.map(({ id }) => id);
}
