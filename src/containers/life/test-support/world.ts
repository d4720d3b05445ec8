/**
 * For tests of the life of containers: a pretend machine, agent processes that come and go on it, and
 * what each of them says.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import { SystemClock } from '../../../foundation/clock.ts';
import { silentLog } from '../../../foundation/log.ts';
import { failure, ok } from '../../../foundation/result.ts';
import type { Result } from '../../../foundation/result.ts';
import type { ContainerID } from '../../../protocol/generated/mesos.ts';
import { containerIdOf, containerKey } from '../../container-id.ts';
import type { ContainerConfig, ContainerTermination, LaunchResult } from '../../containerizer.ts';
import type { Recovery } from '../../containerizer.ts';
import { Fetcher } from '../../fetcher/fetcher.ts';
import type { Isolator } from '../../isolators/isolator.ts';
import { MesosContainerizer } from '../mesos-containerizer.ts';
import { PretendLauncher, PretendMachine } from './pretend-launcher.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'life-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Far more turns than all launches and ends of a test take: what is not so by then never will be. */
const mostTurns = 3_000_000;

export async function until(condition: () => boolean, what: string): Promise<void> {
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

  /** Limits as they were last set, by container; a container over 100 is one that cannot be had. */
  readonly bounds = new Map<string, number | undefined>();

  update: Hook<'update'> = ({ id, limits }, done) => {
    const mem = limits?.['mem']?.value;
    if (mem !== undefined && mem > 100) return done(failure('too much'));
    this.bounds.set(containerKey(id), mem);
    done(ok(undefined));
  };

  cleanup: Hook<'cleanup'> = ({ id }, done) => {
    this.held.delete(containerKey(id));
    done(ok(undefined));
  };
}

/** One machine, and the agent processes that come and go on it. */
export class World {
  readonly machine = new PretendMachine();
  /** Answered as launched, by this agent process or an earlier one, and neither ended nor removed. */
  readonly running = new Set<string>();
  /** Roots that the agent's checkpoints name. */
  readonly known = new Set<string>();
  /** What was heard of ends that cannot be, or calls that were answered too early. */
  readonly faults: string[] = [];
  /** "used a/containers/b", as the agent's garbage collector hears it. */
  readonly sandboxes: string[] = [];
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
      sandboxes: {
        used: (path) => void this.sandboxes.push(`used ${relative(home, path)}`),
        unused: (path) => void this.sandboxes.push(`unused ${relative(home, path)}`),
      },
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
