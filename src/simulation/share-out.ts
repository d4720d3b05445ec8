/**
 * What a cluster is shared out by, under a calm sky: for a while every framework takes all that it is
 * offered. First nobody is guaranteed anything, commands end all the time, and then all of them go on
 * for long, so that shares come to rest. Then one role is guaranteed more than it has, and gets it as
 * others end. Weights are those that the operator has decided in the storm.
 */
import { fromThousandths } from '../resources/entry.ts';
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

export function shareOut(world: World, role: string): void {
  const { trace, frameworks, fairness } = world;
  trace.note('all is shared out');
  for (const framework of frameworks) framework.greed = short;
  world.runFor(beginMs);
  fairness.isWatching = true;
  world.runFor(exchangeMs);
  for (const framework of frameworks) framework.greed = long;
  fairness.forgetOffers();
  world.runFor(restMs);
  fairness.settle();
  const core = world.masters.master?.core;
  if (core !== undefined) fairness.checkRest(core);
  fairness.isWatching = false;
  if (fairness.comparedCount === 0) world.report('nobody competed for what was shared out');
  for (const framework of frameworks) framework.greed = short;
  fulfil(world, role);
  for (const framework of frameworks) framework.greed = undefined;
}

/** A third of the cluster, beside what is reserved for it. */
function fulfil(world: World, role: string): void {
  const core = world.masters.master?.core;
  if (core === undefined) return world.report('no master shares out');
  const { totals } = new RoleBooks(core.state);
  const reserved = [...core.state.agents.values()].reduce(
    (sum, { total }) => sum + (total.reserved(role).quantities().get('cpus') ?? 0),
    0,
  );
  const guarantee = reserved + Math.floor((totals.get('cpus') ?? 0) / 3);
  world.operator.guarantee(core, role, fromThousandths(guarantee));
  let metMs = -Infinity;
  for (let passedMs = 0; passedMs < fulfilMs; passedMs += stepMs) {
    world.runFor(stepMs);
    const owed = owedNow(core.state, new RoleBooks(core.state));
    if (core.state.quotas.has(role) && owed.length === 0) metMs = world.clock.now();
  }
  if (world.clock.now() - metMs > shortfallMs) {
    const { thousandths = 0 } = owedNow(core.state, new RoleBooks(core.state))[0] ?? {};
    world.report(
      `role ${role} is guaranteed ${fromThousandths(guarantee)} cpus, took all that it was offered, and lacks ${fromThousandths(thousandths)}`,
    );
  }
  return undefined;
}
