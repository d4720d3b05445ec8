/**
 * A Marathon and a HAProxy that a test plays with, around the real steering and a virtual clock. The
 * pretended HAProxy keeps servers as the real one does: what it was loaded with, and what commands
 * made of it.
 */
import { silentLog } from '../../../foundation/log.ts';
import { SeededRandom } from '../../../foundation/random.ts';
import { failure, ok, type Result } from '../../../foundation/result.ts';
import { VirtualClock } from '../../../foundation/virtual-clock.ts';
import type { Backend, Configuration, Server } from '../../config/configuration.ts';
import type { App } from '../../model/app.ts';
import type { Count, HaproxyPort, MarathonPort, Refusal, SteeringOptions } from '../environment.ts';
import { Steering } from '../steering.ts';

const callMs = 5;

export function anApp(
  id: string,
  ports: readonly number[],
  labels: Record<string, string> = {},
): App {
  return {
    id,
    labels: new Map(Object.entries(labels)),
    instances: ports.length,
    mode: 'host',
    servicePorts: [10_000],
    containerPorts: [],
    definedPorts: [],
    healthChecks: [],
    tasks: ports.map((port) => ({
      id: `${id}.${port}`,
      host: '10.0.0.1',
      ports: [port],
      ipAddresses: [],
      isDraining: false,
    })),
  };
}

function serverOf(port: number, extra: Partial<Server> = {}): Server {
  const name = `s_${port}`;
  return {
    ...{ name, host: '10.0.0.1', taskId: name, address: '10.0.0.1', port, id: port },
    ...{
      isDraining: false,
      text: `  server ${name} 10.0.0.1:${port}\n`,
      words: ['id', String(port)],
    },
    ...extra,
  };
}

/** A backend for each app; labels `balance` and `bad` mean what they say. */
function pretendConfiguration(apps: readonly App[], excluded: ReadonlySet<string>): Configuration {
  const served = apps.filter(({ id }) => !excluded.has(id));
  const backends: Backend[] = served.map((app) => ({
    name: app.id.slice(1),
    app: app.id,
    servicePort: 10_000,
    mode: 'http',
    balance: app.labels.get('balance') ?? 'roundrobin',
    servers: app.tasks.map(({ ports }) => serverOf(ports[0]!)),
  }));
  const heads = served.map((app) => `backend ${app.id} ${JSON.stringify([...app.labels])}\n`);
  const pieces = served.flatMap((app, at) => [
    { kind: 'text' as const, app: app.id, text: heads[at]! },
    { kind: 'servers' as const, app: app.id, backend: backends[at]! },
  ]);
  const text = pieces
    .map((each) =>
      each.kind === 'text' ? each.text : each.backend.servers.map((s) => s.text).join(''),
    )
    .join('');
  return {
    ...{ text, skeleton: heads.join(''), pieces, backends, files: [], certificates: [] },
    ...{ frontends: [], vhosts: [], apps: [], problems: [] },
  };
}

class PretendHaproxy implements HaproxyPort {
  readonly #clock: VirtualClock;
  readonly calls: string[] = [];
  written: Configuration | undefined;
  isUp = false;
  backends = new Map<string, Map<string, 'up' | 'maint'>>();
  /** Servers that still have connections when they are to be deleted. */
  readonly busy = new Set<string>();
  /** What is refused, and why. */
  refuses: (configuration: Configuration) => Refusal | undefined = () => undefined;
  isSilent = false;
  reloadFault: string | undefined;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  check(configuration: Configuration, done: (result: Result<void, Refusal>) => void): void {
    this.#later('check', () => {
      const refusal = this.refuses(configuration);
      done(refusal === undefined ? ok(undefined) : failure(refusal));
    });
  }

  write(configuration: Configuration, what: string, done: (result: Result<void>) => void): void {
    this.#later(`write ${what}`, () => {
      this.written = configuration;
      done(ok(undefined));
    });
  }

  start(done: (result: Result<void>) => void): void {
    this.#later('start', () => this.#load(done));
  }

  reload(done: (result: Result<void>) => void): void {
    this.#later('reload', () => this.#load(done));
  }

  run(commands: readonly string[], done: (result: Result<readonly string[]>) => void): void {
    if (this.isSilent) {
      this.#later('run', () => done(failure('no answer')));
      return;
    }
    this.calls.push(...commands);
    const answers = commands.map((command) => this.#carryOut(command));
    this.#clock.after(callMs, () => done(ok(answers)));
  }

  /** "a: s_1 s_2(maint)" */
  get state(): string {
    return [...this.backends]
      .map(([name, servers]) => {
        const texts = [...servers].map(([server, state]) =>
          state === 'up' ? server : `${server}(maint)`,
        );
        return `${name}: ${texts.join(' ')}`;
      })
      .join(', ');
  }

  #load(done: (result: Result<void>) => void): void {
    if (this.reloadFault !== undefined) return done(failure(this.reloadFault));
    this.isUp = true;
    this.isSilent = false;
    this.backends = new Map(
      this.written?.backends.map(({ name, servers }) => [
        name,
        new Map(servers.map((server) => [server.name, 'up' as const])),
      ]),
    );
    done(ok(undefined));
  }

  #carryOut(command: string): string {
    const [verb, , place = '', ...rest] = command.split(' ');
    const [backend = '', server = ''] = place.split('/');
    const servers = this.backends.get(backend);
    if (servers === undefined) return 'No such backend.';
    if (verb === 'add') {
      servers.set(server, 'maint');
      return 'New server registered.';
    }
    if (!servers.has(server)) return 'No such server.';
    if (verb === 'enable' || rest.at(-1) === 'ready') servers.set(server, 'up');
    if (rest.at(-1) === 'maint') servers.set(server, 'maint');
    if (verb !== 'del') return '';
    if (this.busy.has(place))
      return 'Server still has connections attached to it, cannot remove it.';
    servers.delete(server);
    return 'Server deleted.';
  }

  #later(call: string, then: () => void): void {
    this.calls.push(call);
    this.#clock.after(callMs, then);
  }
}

class PretendMarathon implements MarathonPort {
  readonly #clock: VirtualClock;
  readonly apps_ = new Map<string, App>();
  isAway = false;
  readonly asked: string[] = [];

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  put(...apps: readonly App[]): void {
    for (const app of apps) this.apps_.set(app.id, app);
  }

  apps(done: Parameters<MarathonPort['apps']>[0]): void {
    this.#answer('*', () => [...this.apps_.values()], done);
  }

  app(id: string, done: Parameters<MarathonPort['app']>[1]): void {
    this.#answer(id, () => [this.apps_.get(id) ?? []].flat(), done);
  }

  #answer(
    asked: string,
    read: () => readonly App[],
    done: Parameters<MarathonPort['apps']>[0],
  ): void {
    this.asked.push(asked);
    this.#clock.after(callMs, () =>
      done(this.isAway ? failure('away') : ok({ apps: read(), problems: [] })),
    );
  }
}

const usualOptions: SteeringOptions = {
  minReloadIntervalMs: 1_000,
  maxReloadRetries: 10,
  reloadRetryMs: 10_000,
  maxBackoffMs: 300_000,
  leavesOutBadApps: true,
  changesAtRunTime: true,
};

export function aWorld(options: Partial<SteeringOptions> = {}) {
  const clock = new VirtualClock(0);
  const marathon = new PretendMarathon(clock);
  const haproxy = new PretendHaproxy(clock);
  const counts = new Map<Count, number>();
  const steering = new Steering({
    clock,
    marathon,
    haproxy,
    random: new SeededRandom(1),
    log: silentLog,
    configure: pretendConfiguration,
    fingerprint: () => '',
    options: { ...usualOptions, ...options },
    count: (what, by = 1) => counts.set(what, (counts.get(what) ?? 0) + by),
  });
  const run = (ms: number): void => {
    const untilMs = clock.now() + ms;
    while (clock.step(untilMs));
  };
  return { clock, marathon, haproxy, steering, counts, run };
}
