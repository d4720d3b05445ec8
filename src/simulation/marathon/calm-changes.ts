/**
 * Changes under a calm sky, one at a time, and what each promises: while nothing fails, no more tasks
 * run than `maximumOverCapacity` allows and no fewer are well than `minimumHealthCapacity` asks for, the
 * deployment ends in time, and then what runs is what is wanted. Marathon itself may be restarted in the
 * middle of it, which changes nothing.
 */
import { type Random, randomInteger } from '../../foundation/random.ts';
import type { PathId } from '../../marathon/model/ids.ts';
import type { RunSpec } from '../../marathon/model/run-spec.ts';
import { appIds, keptId, mostInstances, tasksPerInstance } from './apps.ts';
import { byInstance, type MachineTask, type MachineTasks } from './machine-tasks.ts';
import type { MarathonNode } from './marathon-node.ts';
import type { MarathonUser } from './user.ts';

export interface CalmParts {
  readonly random: Random;
  readonly tasks: MachineTasks;
  readonly node: MarathonNode;
  readonly user: MarathonUser;
  readonly runFor: (durationMs: number) => void;
  readonly report: (violation: string) => void;
}

interface Bounds {
  readonly most: number;
  readonly least: number;
}

const lookMs = 40;
/** With five instances, one at a time, each of which takes its time to be ready. */
const longestMs = 240_000;
const restartChance = 0.3;
const downMs = 500;
/** What ended may take so long to be told, and what is new to be well. */
const restMs = 8000;

export class CalmChanges {
  readonly #parts: CalmParts;

  constructor(parts: CalmParts) {
    this.#parts = parts;
  }

  run(count: number): void {
    for (let i = 0; i < count; i++) this.#change(appIds[i % appIds.length]!);
  }

  /** Another leader takes over, and nobody notices. */
  restartMarathon(): void {
    const { tasks, node, runFor, report } = this.#parts;
    const before = idsOf(tasks);
    node.kill();
    runFor(downMs);
    node.start();
    runFor(120_000);
    const after = idsOf(tasks);
    if (before !== after) {
      report(`after a restart of Marathon ${after} runs; before it was ${before}`);
    }
  }

  /** What runs is what is wanted, and known as that. */
  checkRunning(when: string): void {
    const { tasks, node, report } = this.#parts;
    const { core } = node;
    if (core === undefined) return report(`Marathon is not back ${when}`);
    for (const running of core.deployments.running()) {
      const { plan, openActions } = running;
      const why = [...running.blockers().values()].join(', ');
      const what = openActions.map(({ kind, runSpec }) => `${kind} ${runSpec.id}`).join(', ');
      report(`deployment ${plan.id} has not ended ${when}: ${what}: ${why}`);
    }
    const running = tasks.running();
    for (const id of appIds) {
      const wanted = core.groups.root.findRunSpec(id)?.instances ?? 0;
      const there = [...instancesIn(running, id).values()].filter(isWhole).length;
      if (there !== wanted) report(`${there} instances of ${id} run ${when}, ${wanted} are wanted`);
      // Places where nothing runs are kept for when there are to be more.
      const conditions = [...core.instances.of(id)]
        .filter(({ goal, condition }) => goal !== 'Stopped' || condition !== 'Reserved')
        .map(({ condition }) => condition);
      const known = conditions.filter((condition) => condition === 'Running').length;
      if (known === wanted && conditions.length === wanted) continue;
      report(`of ${id} Marathon has [${conditions.join(', ')}] ${when}, ${wanted} are wanted`);
    }
    return undefined;
  }

  #change(id: PathId): void {
    const { node, user, random } = this.#parts;
    const before = node.core?.groups.root.findRunSpec(id);
    const kept = volumesOf(node, id);
    const kind = before === undefined ? 0 : randomInteger(random, 5);
    if (kind <= 1) user.upgrade(id, 'runs', true);
    else if (kind === 2) user.scale(id, randomInteger(random, mostInstances(id) + 1), true);
    else if (kind === 3) user.restart(id, true);
    else user.remove(id, true);
    this.#follow(id, before);
    this.#checkVolumes(id, before, kept);
  }

  #follow(id: PathId, before: RunSpec | undefined): void {
    const { node, runFor, report, random } = this.#parts;
    runFor(lookMs);
    const bounds = boundsOf(before, node.core?.groups.root.findRunSpec(id));
    let restartInMs = random.next() < restartChance ? random.next() * 10_000 : Infinity;
    let leftMs = longestMs;
    while (node.core === undefined || [...node.core.deployments.running()].length > 0) {
      this.#check(id, bounds);
      runFor(lookMs);
      leftMs -= lookMs;
      restartInMs -= lookMs;
      if (restartInMs <= 0) {
        restartInMs = Infinity;
        this.#restartShortly();
      }
      if (leftMs > 0) continue;
      this.checkRunning(`${longestMs} ms after a change of ${id}`);
      return;
    }
    runFor(restMs);
    this.checkRunning(`after a change of ${id}`);
    void report;
  }

  #restartShortly(): void {
    const { node, runFor } = this.#parts;
    node.kill();
    runFor(downMs);
    node.start();
  }

  #check(id: PathId, { most, least }: Bounds): void {
    const { tasks, report } = this.#parts;
    const running = instancesIn(tasks.running(), id);
    if (running.size > most) report(`${running.size} instances of ${id} run, ${most} may`);
    const isWell = (own: readonly MachineTask[]): boolean =>
      isWhole(own) && own.every((task) => tasks.isWell(task));
    const well = [...running.values()].filter(isWell).length;
    if (well < least) report(`${well} instances of ${id} are well, ${least} have to be`);
  }

  /** What is upgraded, restarted or scaled keeps its data, whether it runs or not; only removing it ends that. */
  #checkVolumes(id: PathId, before: RunSpec | undefined, kept: ReadonlySet<string>): void {
    const { node, report } = this.#parts;
    const after = node.core?.groups.root.findRunSpec(id);
    const left = volumesOf(node, id);
    if (before === undefined || after === undefined) return;
    const lost = [...kept].filter((each) => !left.has(each));
    if (lost.length > 0) report(`${lost.length} of ${kept.size} volumes of ${id} are lost`);
  }
}

function instancesIn(tasks: readonly MachineTask[], id: PathId) {
  return byInstance(tasks.filter(({ app }) => app === id));
}

function isWhole(tasks: readonly MachineTask[]): boolean {
  return tasks.length === tasksPerInstance(tasks[0]!.app);
}

function volumesOf({ core }: MarathonNode, id: PathId): ReadonlySet<string> {
  const instances = [...(core?.instances.of(id) ?? [])];
  const kept = instances.filter(({ goal }) => goal !== 'Decommissioned');
  return new Set(kept.flatMap(({ volumes }) => volumes.map((each) => each.persistenceId)));
}

/** How many may run at once, and how many have to be well, from one definition to the next. */
function boundsOf(before: RunSpec | undefined, after: RunSpec | undefined): Bounds {
  const old = before?.instances ?? 0;
  if (after === undefined) return { most: old, least: 0 };
  const { instances, upgradeStrategy, versionInfo } = after;
  if (before?.versionInfo.lastConfigChangeAt === versionInfo.lastConfigChangeAt) {
    return { most: Math.max(old, instances), least: Math.min(old, instances) };
  }
  const least = Math.ceil(instances * upgradeStrategy.minimumHealthCapacity);
  const most = Math.floor(instances * (1 + upgradeStrategy.maximumOverCapacity));
  // Where there is no room to move, one more may run, or one less where each has its data.
  const room = least >= most ? 1 : 0;
  if (after.id === keptId) return { most: Math.max(old, most), least: Math.min(least, old) - room };
  return { most: Math.max(old, most + room), least: Math.min(least, old) };
}

function idsOf(tasks: MachineTasks): string {
  return tasks
    .running()
    .map(({ id }) => id)
    .sort()
    .join(', ');
}
