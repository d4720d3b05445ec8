/** Carries out the blows of a plan; what is struck is noted before it is. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Blow } from './plan.ts';
import type { World } from './world.ts';

/** What is hunted is there for a few milliseconds; when none comes in so long, none is killed. */
const longestHuntMs = 1500;
const huntPollMs = 2;

/** How many processes were killed or stopped. Resolves when the agent was started again. */
export async function strike(world: World, blow: Blow): Promise<number> {
  const { machine } = world;
  const { index, afterMs, lastsMs } = blow;
  switch (blow.kind) {
    case 'kill the agent':
      await sleep(afterMs);
      return killAgentFor(world, lastsMs);
    case 'stop the agent':
      await sleep(afterMs);
      world.agent.signal('SIGSTOP');
      await sleep(lastsMs);
      world.agent.signal('SIGCONT');
      return 1;
    case 'kill a conmon':
      await sleep(afterMs);
      return killOne(machine.conmons(), index);
    case 'kill a runtime':
      return hunt(
        () => machine.runtimes(),
        blow,
        (pids) => killOne(pids, index),
      );
    case 'kill a plugin':
      return hunt(
        () => machine.plugins(),
        blow,
        (pids) => killOne(pids, index),
      );
    case 'kill a first process':
      await sleep(afterMs);
      return killFirstProcess(world, index);
    case 'kill the agent during a start':
      return hunt(
        () => machine.runtimes(),
        blow,
        () => killAgentFor(world, lastsMs),
      );
    case 'kill the agent during an end':
      return killDuringEnd(world, blow);
    case 'kill the agent and a conmon':
      await sleep(afterMs);
      return killOne(machine.conmons(), index) + (await killAgentFor(world, lastsMs));
    case 'kill the agent and a first process': {
      await sleep(afterMs);
      const agent = killAgentFor(world, lastsMs);
      return killFirstProcess(world, index) + (await agent);
    }
    case 'kill the agent as it starts':
      await killAgentFor(world, 0, false);
      await sleep(afterMs);
      return 1 + (await killAgentFor(world, lastsMs));
  }
}

async function killAgentFor(world: World, lastsMs: number, isAwaited = true): Promise<number> {
  world.killAgent();
  await sleep(lastsMs);
  const started = world.letAgentGo();
  if (isAwaited) await started;
  return 1;
}

/** Waits until there are some, and as long after that as half the blow says, because they live shortly. */
async function hunt(
  look: () => number[],
  { afterMs }: Blow,
  hit: (pids: number[]) => number | Promise<number>,
): Promise<number> {
  const since = performance.now();
  for (; performance.now() - since < longestHuntMs; await sleep(huntPollMs)) {
    if (look().length === 0) continue;
    await sleep(afterMs % 30);
    return hit(look());
  }
  return 0;
}

async function killDuringEnd(world: World, { index, afterMs, lastsMs }: Blow): Promise<number> {
  const waiting = world.framework.waiting();
  const task = waiting[index % Math.max(1, waiting.length)];
  if (task !== undefined) {
    if (index % 2 === 0) world.framework.kill(task);
    else world.framework.release(task);
  }
  await sleep(afterMs % 200);
  return killAgentFor(world, lastsMs);
}

function killFirstProcess({ machine, framework }: World, index: number): number {
  const all = machine.firstProcesses();
  const one = all[index % Math.max(1, all.length)];
  if (one === undefined) return 0;
  framework.tasks.get(one.task)!.isStruck = true;
  return killOne([one.pid], 0);
}

function killOne(pids: readonly number[], index: number): number {
  const pid = pids[index % Math.max(1, pids.length)];
  if (pid === undefined) return 0;
  try {
    process.kill(pid, 'SIGKILL');
    return 1;
  } catch {
    return 0; // It has ended meanwhile.
  }
}
