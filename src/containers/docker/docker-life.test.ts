/**
 * Docker containers, agents that are killed and engines that go away, in any order: every end is told, once
 * and truly, what was written is in the sandbox once, and nothing is left in the engine.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SystemClock } from '../../foundation/clock.ts';
import { silentLog } from '../../foundation/log.ts';
import { MetricsRegistry } from '../../foundation/metrics/registry.ts';
import { failure } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import type { ContainerInfo } from '../../protocol/generated/mesos.ts';
import type { LaunchResult, Recovery } from '../containerizer.ts';
import { Fetcher } from '../fetcher/fetcher.ts';
import { DockerContainerizer } from './docker-containerizer.ts';
import type { DockerEngine } from './engine/engine.ts';
import { PretendEngine } from './test-support/pretend-engine.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'docker-life-'));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const container: ContainerInfo = { type: 'DOCKER', docker: { image: 'busybox' } };
const destroyedCode = 137;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Kept for good, with what waits for it: files of dead agents are not collected as garbage. */
const never = new Promise<never>(() => undefined);

/** The engine as one agent process sees it, which hears nothing any more when it is dead. */
function viewOf(engine: PretendEngine): { readonly view: DockerEngine; readonly die: () => void } {
  let isDead = false;
  const alive = <T>(value: T): T | Promise<never> => (isDead ? never : value);
  const view = new Proxy(engine, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...args: unknown[]) => {
        if (isDead) return never;
        const guarded = args.map((arg) =>
          typeof arg === 'function'
            ? (...inner: unknown[]) =>
                isDead ? never : (arg as (...all: unknown[]) => unknown)(...inner)
            : arg,
        );
        return (method as (...all: unknown[]) => Promise<unknown>)
          .apply(target, guarded)
          .then(alive);
      };
    },
  });
  return { view, die: () => (isDead = true) };
}

interface Task {
  readonly id: { readonly value: string };
  /** What the machine knows of it. */
  readonly written: string[];
  exitCode: number | undefined;
  /** What was told of it. */
  isLaunched: boolean;
  readonly told: (number | undefined)[];
  failure: string | undefined;
}

class World {
  readonly engine = new PretendEngine();
  readonly tasks: Task[] = [];
  readonly #home: string;
  agent!: DockerContainerizer;
  #die: () => void = () => undefined;

  constructor(number: number) {
    this.#home = join(home, String(number));
    this.#start();
  }

  #start(): void {
    const { view, die } = viewOf(this.engine);
    this.#die = die;
    const clock = new SystemClock();
    this.agent = new DockerContainerizer({
      ...{ engine: view, runtimeDirectory: join(this.#home, 'run'), fetcher: new Fetcher(), clock },
      ...{ log: silentLog, allowsRoot: true, logins: new Map(), killsOrphans: true },
      ...{ removeDelayMs: 0, stopTimeoutSecs: 0 },
      pulls: new MetricsRegistry(clock).timer('pull_ms'),
      options: {
        ...{ workDirectory: home, sandboxDirectory: '/s', isRequestTheLimit: false, dns: [] },
      },
    });
  }

  #directory(task: Task): string {
    return join(this.#home, 'sandboxes', task.id.value);
  }

  output(task: Task): string {
    return readFileSync(join(this.#directory(task), 'stdout'), 'utf8');
  }

  launch(): void {
    const value = `00000000-0000-0000-0000-${String(this.tasks.length).padStart(12, '0')}`;
    const task: Task = {
      ...{ id: { value }, written: [], exitCode: undefined, isLaunched: false, told: [] },
      failure: undefined,
    };
    this.tasks.push(task);
    const { agent } = this;
    const config = { command: { value: 'run' }, environment: {}, resources: [], container };
    agent.launch(
      task.id,
      { ...config, directory: this.#directory(task) },
      (launched: LaunchResult) => {
        if (agent !== this.agent) return;
        if (!launched.ok) task.failure = launched.error;
        else {
          task.isLaunched = true;
          this.#hear(task);
        }
      },
    );
  }

  #hear(task: Task): void {
    const { agent } = this;
    agent.wait(task.id, (termination) => {
      if (agent === this.agent) task.told.push(termination?.status);
    });
  }

  #containerOf(task: Task) {
    return this.engine.find(`mesos-${task.id.value}`);
  }

  say(task: Task, text: string): void {
    const found = this.#containerOf(task);
    if (found?.status !== 'running') return;
    task.written.push(text);
    this.engine.say(found, 'stdout', text);
  }

  end(task: Task, exitCode: number): void {
    const found = this.#containerOf(task);
    if (found?.status !== 'running') return;
    task.exitCode = exitCode;
    this.engine.end(found, exitCode);
  }

  async restart(): Promise<void> {
    this.#die();
    // What it had asked for before is done by then.
    for (let i = 0; i < 10; i++) await turn();
    this.engine.isAway = false;
    this.engine.changed();
    this.#start();
    const open = this.tasks.filter(
      ({ told, failure: why }) => told.length === 0 && why === undefined,
    );
    const known = open.map((task) => ({
      ...{ id: task.id, directory: this.#directory(task), resources: [], hasProcess: true },
      container,
    }));
    const { agent } = this;
    const recovered = await new Promise<Result<Recovery>>((resolve) =>
      agent.recover(known, resolve),
    );
    if (!recovered.ok) throw new Error(recovered.error);
    for (const task of open) {
      const isThere = agent.list().some(({ id }) => id.value === task.id.value);
      if (isThere) {
        task.isLaunched = true;
        this.#hear(task);
      } else if (task.isLaunched) throw new Error('one that was said to run is forgotten');
      else task.failure = 'never begun';
    }
  }

  isAway(is: boolean): void {
    this.engine.isAway = is;
    this.engine.changed();
  }

  /** All that runs ends, and everything is removed. */
  async conclude(): Promise<void> {
    this.isAway(false);
    const deadline = performance.now() + 20_000;
    const until = async (isSo: () => boolean, what: string): Promise<void> => {
      while (!isSo()) {
        if (performance.now() > deadline) throw new Error(`it never came that ${what}`);
        await turn();
      }
    };
    await until(
      () => this.tasks.every((t) => t.isLaunched || t.failure !== undefined),
      'all begin',
    );
    for (const [i, task] of this.tasks.entries()) {
      this.end(task, i + 1);
      // What nobody else ended was destroyed.
      task.exitCode ??= destroyedCode;
    }
    await until(() => this.tasks.every((t) => !t.isLaunched || t.told.length > 0), 'all end');
    for (const { id } of this.tasks) expect(this.agent.remove(id)).toBe(true);
    // What could not be removed while the engine was away, the next agent removes.
    await this.restart();
    await until(() => this.engine.containers.size === 0, 'all is removed');
  }
}

const anAction = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'launch' as const }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('say' as const), n: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('end' as const), n: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('destroy' as const), n: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'restart' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('away' as const), is: fc.boolean() }) },
  // Launches write files, which takes longer than some turns.
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('turns' as const), n: fc.nat(40) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('pause' as const), n: fc.nat(12) }) },
);
type Action = typeof anAction extends fc.Arbitrary<infer A> ? A : never;

async function act(world: World, action: Action, step: number): Promise<void> {
  const taskOf = (n: number): Task | undefined => world.tasks[n % Math.max(1, world.tasks.length)];
  switch (action.kind) {
    case 'launch':
      return world.launch();
    case 'restart':
      return world.restart();
    case 'away':
      return world.isAway(action.is);
    case 'turns':
      for (let i = 0; i < action.n; i++) await turn();
      return undefined;
    case 'pause':
      return new Promise((resolve) => setTimeout(resolve, action.n));
    case 'say':
    case 'end':
    case 'destroy': {
      const task = taskOf(action.n);
      if (task === undefined) return undefined;
      if (action.kind === 'say') world.say(task, `${step}\n`);
      else if (action.kind === 'end') world.end(task, 100 + step);
      else world.agent.destroy(task.id);
      return undefined;
    }
  }
}

let worlds = 0;

it('keeps its promises, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anAction, { minLength: 20, maxLength: 40 }), async (actions) => {
      const world = new World(worlds++);
      for (const [step, action] of actions.entries()) await act(world, action, step);
      await world.conclude();
      for (const task of world.tasks) {
        if (!task.isLaunched) continue;
        expect(task.told).toEqual([task.exitCode! << 8]);
        expect(world.output(task)).toBe(task.written.join(''));
      }
    }),
    { numRuns: 40, endOnFailure: true },
  );
}, 120_000);

it('a dead view answers nothing', async () => {
  const { view, die } = viewOf(new PretendEngine());
  expect(await view.inspect('x')).toMatchObject({ ok: true });
  die();
  const answered = await Promise.race([view.inspect('x'), turn().then(() => failure('nothing'))]);
  expect(answered).toEqual(failure('nothing'));
});
