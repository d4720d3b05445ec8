/**
 * The life of containers without a single process: launches, nesting, ends, losses, limits, removals and
 * deaths of the agent in any order, on a pretend machine that checks the rules of launcher.ts.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SystemClock } from '../../foundation/clock.ts';
import { silentLog } from '../../foundation/log.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerID } from '../../protocol/generated/mesos.ts';
import { containerIdOf, containerKey } from '../container-id.ts';
import type { ContainerConfig, ContainerTermination, LaunchResult } from '../containerizer.ts';
import type { Recovery } from '../containerizer.ts';
import { Fetcher } from '../fetcher/fetcher.ts';
import type { Isolator } from '../isolators/isolator.ts';
import { MesosContainerizer } from './mesos-containerizer.ts';
import { failsAtGate, failsToStart } from './test-support/pretend-launcher.ts';
import { PretendLauncher, PretendMachine } from './test-support/pretend-launcher.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'life-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Far more turns than all launches and ends of a test take: what is not so by then never will be. */
const mostTurns = 3_000_000;

async function until(condition: () => boolean, what: string): Promise<void> {
  for (let turns = 0; !condition(); turns++) {
    if (turns > mostTurns) throw new Error(`it never came that ${what}`);
    await nextTurn();
  }
}

type Hook<Name extends keyof Isolator> = NonNullable<Isolator[Name]>;

/** Notes what it is asked, and lets tests say that a limit was hit. */
class RecordingIsolator implements Isolator {
  readonly name = 'recording';
  readonly limits = new Map<string, (why: ContainerTermination) => void>();
  /** By container: prepared or recovered, and not yet cleaned up. */
  readonly held = new Set<string>();

  prepare: Hook<'prepare'> = ({ id }, _config, done) => {
    this.held.add(containerKey(id));
    done(ok({ environment: { RECORDED: 'yes' } }));
  };

  recover: Hook<'recover'> = (containers, done) => {
    for (const { id } of containers) this.held.add(containerKey(id));
    done(ok(undefined));
  };

  watch: Hook<'watch'> = ({ id }, onLimit) => void this.limits.set(containerKey(id), onLimit);

  cleanup: Hook<'cleanup'> = ({ id }, done) => {
    this.held.delete(containerKey(id));
    done(ok(undefined));
  };
}

/** One machine, and the agent processes that come and go on it. */
class World {
  readonly machine = new PretendMachine();
  /** Answered as launched, by this agent process or an earlier one, and neither ended nor removed. */
  readonly running = new Set<string>();
  /** Roots that the agent's checkpoints name. */
  readonly known = new Set<string>();
  /** What was heard of ends that cannot be, or calls that were answered too early. */
  readonly faults: string[] = [];
  readonly #turns: () => number;
  launcher!: PretendLauncher;
  isolator!: RecordingIsolator;
  agent!: MesosContainerizer;

  constructor(turns: () => number) {
    this.#turns = turns;
    this.startAgent();
  }

  startAgent(): void {
    this.isolator = new RecordingIsolator();
    this.launcher = new PretendLauncher(this.machine, this.#turns);
    const parts = { workDirectory: home, fetcher: new Fetcher(), clock: new SystemClock() };
    const isolators = [this.isolator];
    this.agent = new MesosContainerizer({
      ...{ ...parts, isolators, log: silentLog, runtimeDirectory: join(home, 'run') },
      launcher: this.launcher,
    });
  }

  configOf(key: string, more: Partial<ContainerConfig> | 'pod'): ContainerConfig {
    const directory = join(home, key.replaceAll('.', '/containers/'));
    const config = { environment: {}, resources: [], directory };
    return more === 'pod' ? config : { command: { value: 'run' }, ...config, ...more };
  }

  launch(key: string, more: Partial<ContainerConfig> | 'pod' = {}): Promise<LaunchResult> {
    const { agent } = this;
    const id = containerIdOf(key);
    if (id.parent === undefined) this.known.add(key);
    let hasReturned = false;
    const answer = new Promise<LaunchResult>((resolve) => {
      agent.launch(id, this.configOf(key, more), (result) => {
        if (agent !== this.agent) return; // it is dead
        if (!hasReturned) this.faults.push(`the launch of ${key} was answered at once`);
        if (result.ok) {
          this.running.add(key);
          this.hearOfEnd(key);
        }
        resolve(result);
      });
    });
    hasReturned = true;
    return answer;
  }

  hearOfEnd(key: string): void {
    let [hasReturned, times] = [false, 0];
    const { agent } = this;
    agent.wait(containerIdOf(key), (termination) => {
      if (agent !== this.agent) return;
      if (!hasReturned || ++times > 1) this.faults.push(`the end of ${key} was told wrongly`);
      this.running.delete(key);
      this.checkEnd(key, termination);
    });
    hasReturned = true;
  }

  /** What is told, and what is so on the machine. */
  checkEnd(key: string, termination: ContainerTermination | undefined): void {
    const family = this.machine.familyOf(key);
    const alive = family.filter(({ isAlive }) => isAlive).map((one) => one.key);
    if (alive.length > 0) this.faults.push(`the end of ${key} is told, but ${alive.join()} runs`);
    const status = this.machine.containers.get(key)?.status;
    const isUnseen = termination?.reason !== undefined && termination.status === undefined;
    if (termination?.status !== status && !isUnseen) {
      this.faults.push(`${key} ended by ${status}, told is ${termination?.status}`);
    }
    if (this.isolator.held.has(key)) this.faults.push(`${key} ended before the isolators' cleanup`);
  }

  async restart(): Promise<Recovery> {
    this.launcher.die();
    const before = new Set(this.running);
    this.startAgent();
    const known = [...this.known].map((key) => this.#known(key));
    const recovered = await new Promise<Result<Recovery>>((resolve) =>
      this.agent.recover(known, resolve),
    );
    if (!recovered.ok) throw new Error(recovered.error);
    this.#judge(recovered.value, before);
    return recovered.value;
  }

  #known(key: string): Parameters<MesosContainerizer['recover']>[0][number] {
    const { directory, command } = this.configOf(key, {});
    return { id: { value: key }, directory, resources: [], hasProcess: command !== undefined };
  }

  /** What was said to run is told of, and what is told to run has begun. */
  #judge(recovery: Recovery, before: ReadonlySet<string>): void {
    const keys = (ids: readonly ContainerID[]): string[] => ids.map(containerKey);
    const [running, terminated] = [keys(recovery.running), keys(recovery.terminated)];
    const told = new Set([...running, ...terminated, ...keys(recovery.orphans)]);
    for (const key of before) {
      if (!told.has(key)) this.faults.push(`${key} ran, and is forgotten by the next agent`);
    }
    for (const key of [...this.machine.containers.keys(), ...this.known]) {
      if (!told.has(key) && this.machine.containers.has(key)) {
        this.faults.push(`${key} is there, but not found`);
      }
    }
    this.running.clear();
    for (const key of running) this.running.add(key);
    for (const key of [...running, ...terminated]) {
      if (this.machine.containers.has(key)) this.hearOfEnd(key);
      const root = containerKey(containerIdOf(key.split('.')[0]!));
      if (!this.known.has(root) && !this.machine.containers.get(root)?.record.isStandalone) {
        this.faults.push(`${key} is kept, though nobody claims it`);
      }
    }
  }

  remove(key: string): void {
    const before = this.agent.list().find(({ id }) => containerKey(id) === key)?.state;
    const isRemoved = this.agent.remove(containerIdOf(key));
    if (isRemoved !== (before === undefined || before === 'terminated')) {
      this.faults.push(`remove of ${key}, which is ${before}, says ${isRemoved}`);
    }
    if (isRemoved) this.known.delete(key);
  }

  /** Ends all there is; nothing may be left anywhere. */
  async settle(): Promise<void> {
    const states = (): readonly string[] => this.agent.list().map(({ state }) => state);
    await until(() => !states().includes('launching'), 'launches are over');
    for (const { id } of this.agent.list()) this.agent.destroy(id);
    await until(() => states().every((state) => state === 'terminated'), 'all have ended');
    await until(() => this.running.size === 0, 'all ends are told');
    for (const { id } of this.agent.list()) this.remove(containerKey(id));
    await until(() => this.machine.containers.size === 0, 'all are forgotten');
    expect(this.agent.list()).toEqual([]);
    expect([...this.isolator.held]).toEqual([]);
    expect([...this.faults, ...this.machine.faults]).toEqual([]);
  }
}

/** Parents more often: what is nested in nothing is only refused. */
const keys = ['a', 'a', 'a', 'b', 'a.x', 'a.x', 'a.y', 'b.x', 'a.x.z'];
const configs: readonly (Partial<ContainerConfig> | 'pod')[] = [
  ...[{}, {}, {}, {}, {}],
  'pod',
  { containerClass: 'debug' },
  { isStandalone: true },
  { command: { value: failsToStart } },
  { command: { value: failsAtGate } },
];

const step = fc.record({
  action: fc.constantFrom(
    ...['launch', 'launch and wait', 'launch and wait', 'launch and wait', 'launch and wait'],
    ...['launch and wait', 'launch and wait', 'launch and wait'],
    ...['end', 'lose', 'limit', 'kill', 'destroy', 'destroy', 'remove', 'remove', 'update'],
    ...['disown', 'restart', 'restart', 'pass', 'pass'],
  ),
  key: fc.constantFrom(...keys),
  pick: fc.nat(20),
});
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const takes: Record<string, (world: World, step: Step) => unknown> = {
  launch: (world, { key, pick }) => void world.launch(key, configs[pick % configs.length]),
  'launch and wait': (world, { key, pick }) => world.launch(key, configs[pick % configs.length]),
  end: ({ machine }, { key, pick }) => machine.end(key, pick << 8),
  lose: ({ machine }, { key }) => machine.loseSupervisor(key),
  limit: ({ isolator }, { key }) =>
    isolator.limits.get(key)?.({ reason: 'REASON_CONTAINER_LIMITATION_MEMORY' }),
  kill: ({ agent }, { key }) => agent.kill(containerIdOf(key), 15),
  destroy: ({ agent }, { key }) => agent.destroy(containerIdOf(key)),
  remove: (world, { key }) => world.remove(key),
  update: ({ agent }, { key }) => agent.update(containerIdOf(key), [], undefined),
  disown: ({ known }, { key }) => known.delete(key),
  restart: (world) => world.restart(),
  pass: async (_world, { pick }) => {
    for (let left = pick; left > 0; left--) await nextTurn();
  },
};

describe('the life of containers', () => {
  it('is true to the machine whatever comes in whatever order', { timeout: 120_000 }, async () => {
    const lives = fc.record({
      steps: fc.array(step, { minLength: 5, maxLength: 40 }),
      turns: fc.array(fc.nat(3), { minLength: 1, maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(lives, async ({ steps, turns }) => {
        let asked = 0;
        const world = new World(() => turns[asked++ % turns.length]!);
        for (const one of steps) await takes[one.action]!(world, one);
        await world.settle();
      }),
      { numRuns: 150 },
    );
  });

  it('ends what is nested first, whether it is destroyed or ends by itself', async () => {
    for (const end of ['destroy', 'itself']) {
      const world = new World(() => 2);
      for (const key of ['a', 'a.x', 'a.x.z', 'a.y']) await world.launch(key);
      if (end === 'destroy') world.agent.destroy({ value: 'a' });
      else world.machine.end('a', 3 << 8);
      await until(() => world.running.size === 0, 'all have ended');
      expect(world.machine.containers.get('a')?.status).toBe(end === 'destroy' ? 9 : 3 << 8);
      await world.settle();
    }
  });

  it('begins anew under the same name when nothing of the old one is left', async () => {
    let turns = 0;
    const world = new World(() => turns);
    await world.launch('a');
    world.agent.destroy({ value: 'a' });
    await until(() => world.running.size === 0, 'it has ended');
    turns = 5000; // far more than a launch takes
    world.remove('a');
    turns = 0;
    expect((await world.launch('a')).ok).toBe(true);
    await world.settle();
  });

  it('is kept over a death of the agent by who claims it', async () => {
    const world = new World(() => 1);
    await world.launch('a');
    await world.launch('a.x');
    await world.launch('a.y', { containerClass: 'debug' });
    for (const key of ['b', 'b.x']) await world.launch(key);
    await world.launch('c', { isStandalone: true });
    await world.launch('d', 'pod');
    for (const key of ['b', 'c', 'd']) world.known.delete(key);
    const recovery = await world.restart();
    expect(recovery.running.map(containerKey)).toEqual(['a', 'c', 'a.x']);
    expect(recovery.orphans.map(containerKey)).toEqual(['b', 'd', 'a.y', 'b.x']);
    await until(() => world.machine.containers.size === 3, 'orphans are gone');
    await world.settle();
  });

  it('gives up a launch that was destroyed, at the gate too', async () => {
    const world = new World(() => 2);
    for (const stage of ['before', 'at the gate', 'after']) {
      const launch = world.launch('a');
      const container = (): { hasBegun: boolean } | undefined => world.machine.containers.get('a');
      if (stage === 'at the gate') await until(() => container() !== undefined, 'it is there');
      if (stage === 'after') await until(() => container()?.hasBegun === true, 'it has begun');
      world.agent.destroy({ value: 'a' });
      expect((await launch).ok).toBe(stage === 'after');
      await until(() => world.agent.list().every(({ state }) => state === 'terminated'), 'it ends');
      world.remove('a');
      await until(() => world.machine.containers.size === 0, 'it is forgotten');
    }
    await world.settle();
  });

  it('passes on signals and new resources, and says which limit was hit, also to the next', async () => {
    const world = new World(() => 1);
    await world.launch('a');
    await world.launch('b');
    const resources = [{ name: 'cpus', type: 'SCALAR' as const, scalar: { value: 2 } }];
    world.agent.update({ value: 'a' }, resources, undefined);
    const recordOf = (key: string): unknown => world.machine.containers.get(key)?.record;
    await until(() => JSON.stringify(recordOf('a')).includes('cpus'), 'it is written down');
    expect(world.agent.kill({ value: 'a' }, 15)).toBe(true);
    await until(() => !world.running.has('a'), 'the signal has ended it');
    expect(world.machine.containers.get('a')?.status).toBe(15);
    const reason = 'REASON_CONTAINER_LIMITATION_MEMORY' as const;
    world.isolator.limits.get('b')!({ reason });
    await until(() => !world.running.has('b'), 'the limit has ended it');
    expect(recordOf('b')).toMatchObject({ termination: { reason } });
    await world.restart();
    const end = await new Promise((resolve) => world.agent.wait({ value: 'b' }, resolve));
    expect(end).toEqual({ reason, status: 9 });
    await world.settle();
  });

  it('counts those of which something could not be cleaned up', async () => {
    const world = new World(() => 1);
    await world.launch('a');
    await world.launch('b');
    const { cleanup } = world.isolator;
    world.isolator.cleanup = (container, done) => {
      const isBroken = containerKey(container.id) === 'a';
      cleanup(container, isBroken ? () => done(failure('it is stuck')) : done);
    };
    expect(world.agent.destroyErrorCount).toBe(0);
    for (const value of ['a', 'b']) world.agent.destroy({ value });
    await until(() => world.running.size === 0, 'both have ended');
    expect(world.agent.destroyErrorCount).toBe(1);
    await world.settle();
  });
});
