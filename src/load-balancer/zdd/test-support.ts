/**
 * Marathon and a balancer as a deployment meets them: instances start at once, the balancer shows
 * servers as our configuration has them (old tasks drain as new ones are there), and time passes
 * only when somebody waits.
 */
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { mergeDeploymentGroups } from '../model/deployment-groups.ts';
import { readApps } from '../model/read-apps.ts';
import { cleanName } from '../config/server-names.ts';
import { idOf, instancesOf, labelOf } from './definition.ts';
import type { Definition } from './definition.ts';
import type { ZddPorts } from './ports.ts';

type Failing = 'list' | 'get' | 'create' | 'delete' | 'scale' | 'kill' | 'balancer';

interface RunningTask {
  readonly id: string;
  readonly port: number;
}

export class PretendCluster {
  apps: Definition[] = [];
  done: string[] = [];
  printed = '';
  now = 0;
  answer = true;
  failing: Failing | undefined;
  hook: Result<void> = ok(undefined);
  /** Until then every server that drains has a session. */
  sessionsUntilMs = 0;
  killedWithSessions = 0;
  firstKillMs = 0;
  /** Instances that take new connections, at the worst moment. */
  fewestServing = Number.POSITIVE_INFINITY;
  private readonly tasks = new Map<string, RunningTask[]>();
  private started = 0;

  readonly ports: ZddPorts = {
    marathon: {
      list: async () => this.unlessFailing('list', () => this.apps),
      get: async (id) => this.unlessFailing('get', () => this.shown(this.find(id))),
      create: async (app) => this.unlessFailing('create', () => this.create(app)),
      delete: async (id) => this.unlessFailing('delete', () => this.delete(id)),
      scale: async (id, instances) => this.unlessFailing('scale', () => this.scale(id, instances)),
      killAndScale: async (ids) => this.unlessFailing('kill', () => this.kill(ids)),
    },
    balancers: {
      urls: async () => ok(['http://lb:9090']),
      pids: async () => ok(['1', '2']),
      statistics: async () => this.unlessFailing('balancer', () => this.statistics()),
    },
    addressesOf: async () => new Map(),
    beforeKill: async () => this.hook,
    confirm: async () => this.answer,
    say: () => {},
    print: (text) => {
      this.printed = text;
    },
    wait: async (ms) => {
      this.now += ms;
      this.noteServing();
    },
    nowMs: () => this.now,
  };

  instances(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.apps.map((app) => [idOf(app), instancesOf(app)]));
  }

  private unlessFailing<T>(what: Failing, act: () => T): Result<T> {
    return this.failing === what ? failure(`${what} failed`) : ok(act());
  }

  private find(id: string): Definition {
    return this.apps.find((app) => idOf(app) === id) ?? {};
  }

  private shown(app: Definition): Definition {
    const tasks = (this.tasks.get(idOf(app)) ?? []).map(({ id, port }) => ({
      id,
      host: '10.0.0.1',
      ports: [port],
      state: 'TASK_RUNNING',
    }));
    return { ...app, tasks, deployments: [] };
  }

  private create(app: Definition): void {
    this.done.push(`create ${idOf(app)} ${instancesOf(app)}`);
    // Two deployments in one moment of this clock are still one after the other.
    this.now += 1000;
    this.apps.push(app);
    this.resize(idOf(app), instancesOf(app));
    this.noteServing();
  }

  private scale(id: string, instances: number): void {
    this.done.push(`scale ${id} ${instances}`);
    this.resize(id, instances);
    this.noteServing();
  }

  private resize(id: string, instances: number): void {
    const scaledAt = new Date(this.now).toISOString();
    const versionInfo = { lastScalingAt: scaledAt };
    this.apps = this.apps.map((app) =>
      idOf(app) === id ? { ...app, instances, versionInfo } : app,
    );
    const tasks = this.tasks.get(id) ?? [];
    while (tasks.length < instances) {
      this.started++;
      tasks.push({
        id: `${cleanName(id)}.${String(this.started).padStart(5, '0')}`,
        port: 31_000 + this.started,
      });
    }
    this.tasks.set(id, tasks.slice(0, instances));
  }

  private kill(ids: readonly string[]): void {
    if (this.firstKillMs === 0) this.firstKillMs = this.now;
    if (this.now < this.sessionsUntilMs) this.killedWithSessions += ids.length;
    for (const [id, tasks] of this.tasks) {
      const left = tasks.filter((task) => !ids.includes(task.id));
      if (left.length === tasks.length) continue;
      this.done.push(`kill ${tasks.length - left.length} of ${id}`);
      this.tasks.set(id, left);
      this.resize(id, left.length);
    }
    this.noteServing();
  }

  private delete(id: string): void {
    this.done.push(`delete ${id} with ${this.tasks.get(id)?.length ?? 0}`);
    this.apps = this.apps.filter((app) => idOf(app) !== id);
    this.tasks.delete(id);
    this.noteServing();
  }

  private servers() {
    const read = readApps({ apps: this.apps.map((app) => this.shown(app)) })?.apps ?? [];
    return mergeDeploymentGroups(read, []).flatMap(({ tasks }) => tasks);
  }

  private noteServing(): void {
    const serving = this.servers().filter(({ isDraining }) => !isDraining).length;
    if (this.apps.length > 0) this.fewestServing = Math.min(this.fewestServing, serving);
  }

  private statistics(): string {
    const port = labelOf(this.apps[0] ?? {}, '0_PORT') ?? '';
    const busy = this.now < this.sessionsUntilMs ? '1' : '0';
    const rows = this.servers().map(
      ({ ports, isDraining }) =>
        `web_${port},10_0_0_1_${ports[0] ?? 0},0,${isDraining ? busy : '3'},${isDraining ? 'MAINT' : 'UP'},`,
    );
    return ['# pxname,svname,qcur,scur,status,', ...rows, `web_${port},BACKEND,0,0,UP,`, ''].join(
      '\n',
    );
  }
}
