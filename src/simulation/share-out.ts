/**
 * What a cluster is shared out by, under a calm sky: for a while every framework takes all that it is
 * offered. First nobody is guaranteed anything, commands end all the time, and then all of them go on
 * for long, so that shares come to rest. Then two roles are guaranteed more than they have, and get it
 * as others end. Weights are those that the operator has decided in the storm, and one more.
 */
import type { Core } from '../master/core/environment.ts';
import { fromThousandths } from '../resources/entry.ts';
import { Resources } from '../resources/resources.ts';
import { owedNow } from './watchers/guarantee-watch.ts';
import { RoleBooks } from './watchers/role-books.ts';
import type { World } from './world.ts';

const short = { leastMs: 1000, mostMs: 8000 };
const long = { leastMs: 30_000, mostMs: 45_000 };

/** Refusals and wishes for no offers from before are over. */
const beginMs = 12_000;
const exchangeMs = 30_000;
/** All short ones have ended, and longer ones are in their place. */
const restMs = 11_000;
/** All that ran when the guarantee was given have ended, and then some. */
const fulfilMs = 60_000;
/** A command of the role itself ended, and what it had is on its way to the next. */
const shortfallMs = 3000;
const stepMs = 500;
const guaranteedRoles = ['ops', 'db'] as const;
/** Of what nobody has reserved; no multiple of what a command takes, so that the last offer is cut. */
const guaranteedPart = 0.27;

export function shareOut(world: World): void {
  const { trace, frameworks, fairness } = world;
  trace.note('all is shared out');
  world.masters.ask(({ core }) => world.operator.weighSomebody(core));
  for (const framework of frameworks) framework.greed = short;
  world.runFor(beginMs);
  fairness.isWatching = true;
  world.runFor(exchangeMs);
  for (const framework of frameworks) framework.greed = long;
  fairness.forgetOffers();
  world.runFor(restMs);
  fairness.settle();
  const core = world.masters.master?.core;
  if (core === undefined) return world.report('no master shares out');
  fairness.checkRest(core);
  fairness.isWatching = false;
  if (fairness.comparedCount === 0) world.report('nobody competed for what was shared out');
  for (const framework of frameworks) framework.greed = short;
  fulfil(world, core);
  for (const framework of frameworks) framework.greed = undefined;
  return undefined;
}

/** What was guaranteed is there in time, and stays. */
function fulfil(world: World, core: Core): void {
  for (const role of guaranteedRoles) {
    const guarantee = reservedCpus(core, role) + Math.floor(plainCpus(core) * guaranteedPart);
    world.operator.guarantee(core, role, fromThousandths(guarantee));
  }
  let metMs = -Infinity;
  const owed = (): ReturnType<typeof owedNow> => owedNow(core.state, new RoleBooks(core.state));
  for (let passedMs = 0; passedMs < fulfilMs; passedMs += stepMs) {
    world.runFor(stepMs);
    const areInForce = guaranteedRoles.every((role) => core.state.quotas.has(role));
    if (areInForce && owed().length === 0) metMs = world.clock.now();
  }
  if (world.clock.now() - metMs <= shortfallMs) return;
  const lacks = owed().map(({ role, thousandths }) => `${role} ${fromThousandths(thousandths)}`);
  world.report(
    `guaranteed cpus are not there, though those who lack them took all: ${lacks.join(', ') || 'not in force'}`,
  );
}

function reservedCpus({ state }: Core, role?: string): number {
  const all = [...state.agents.values()].map(({ total }) => total.reserved(role));
  return Resources.sum(all).quantities().get('cpus') ?? 0;
}

function plainCpus(core: Core): number {
  const total = Resources.sum([...core.state.agents.values()].map((agent) => agent.total));
  return (total.quantities().get('cpus') ?? 0) - reservedCpus(core);
}
