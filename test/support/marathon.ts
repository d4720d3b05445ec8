/**
 * For system tests of Marathon: a real master, real agents and a real Marathon, and what its clients
 * say to it. What is remembered for short (declined offers, delays of reviving) is short here.
 */
import { Cluster, eventually, type Program, type StartOptions } from './cluster.ts';

export interface Task {
  readonly id: string;
  readonly appId: string;
  readonly host: string;
  readonly slaveId: string;
  readonly ports: readonly number[];
  readonly state: string;
  readonly version: string;
  readonly localVolumes?: readonly { containerPath: string; persistenceId: string }[];
  readonly healthCheckResults?: readonly { alive: boolean }[];
}

export interface App {
  readonly id: string;
  readonly version: string;
  readonly tasksRunning: number;
  readonly tasksHealthy: number;
  readonly tasksUnhealthy: number;
  readonly tasksStaged: number;
  readonly deployments: readonly { id: string }[];
  readonly tasks: readonly Task[];
  readonly lastTaskFailure?: { readonly message: string; readonly state: string };
}

export interface Answer {
  readonly status: number;
  // The tests say what they expect in it.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly body: any;
}

interface MarathonEvent {
  readonly eventType: string;
  readonly [name: string]: unknown;
}

type Json = Readonly<Record<string, unknown>>;

/** Upgrades take their time on a machine that is busy. */
const longestWaitMs = 60_000;
const shownLogLines = 8;

const quick = [
  ...['--min_revive_offers_interval=100', '--decline_offer_duration=500'],
  ...['--offer_matching_timeout=100', '--reconciliation_initial_delay=500'],
  ...['--scale_apps_initial_delay=500', '--scale_apps_interval=2000'],
];

interface MesosParts {
  readonly agents?: readonly (StartOptions & { readonly launcher?: 'linux' })[];
  readonly master?: StartOptions;
}

export class MarathonCluster {
  readonly cluster = new Cluster();
  readonly agents: Program[] = [];
  #master: Program | undefined;
  #marathon: Program | undefined;
  #followed: AbortController | undefined;
  readonly events: MarathonEvent[] = [];

  get master(): Program {
    if (this.#master === undefined) throw new Error('There is no master yet');
    return this.#master;
  }

  get marathon(): Program {
    if (this.#marathon === undefined) throw new Error('There is no Marathon yet');
    return this.#marathon;
  }

  async start(parts: MesosParts & { readonly flags?: readonly string[] } = {}): Promise<void> {
    await this.startMesos(parts);
    await this.startMarathon(parts.flags ?? []);
  }

  async startMesos(parts: MesosParts): Promise<void> {
    this.#master = await this.cluster.startMaster(parts.master);
    for (const [index, options] of (parts.agents ?? [{}]).entries()) {
      const name = `agent${index + 1}`;
      this.agents.push(await this.cluster.startAgent(this.master, { name, ...options }));
    }
  }

  async startMarathon(flags: readonly string[]): Promise<void> {
    const names = new Set(flags.map((flag) => flag.split('=')[0]));
    const short = quick.filter((flag) => !names.has(flag.split('=')[0]));
    this.#marathon = await this.cluster.startMarathon('marathon', [
      `--master=${this.master.address}`,
      ...short,
      ...flags,
    ]);
  }

  async stop(): Promise<void> {
    this.#followed?.abort();
    await this.cluster.stop();
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`http://${this.marathon.address}${path}`, {
      method,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  }

  async get<T = Json>(path: string): Promise<T> {
    const { status, body } = await this.call('GET', path);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body as T;
  }

  async accepted(method: string, path: string, body?: unknown): Promise<Json> {
    const answer = await this.call(method, path, body);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body as Json;
  }

  async app(id: string): Promise<App> {
    return (await this.get<{ app: App }>(`/v2/apps/${id}?embed=app.lastTaskFailure`)).app;
  }

  async running(id: string): Promise<readonly Task[]> {
    const { tasks } = await this.get<{ tasks: readonly Task[] }>(`/v2/apps/${id}/tasks`);
    return tasks.filter(({ state }) => state === 'TASK_RUNNING');
  }

  /** When it does not happen, the last that Marathon logged says why. */
  async until<T>(what: string, probe: () => Promise<T | undefined> | T | undefined): Promise<T> {
    try {
      return await eventually(what, probe, longestWaitMs);
    } catch (error) {
      const lines = this.#marathon?.log.trimEnd().split('\n').slice(-shownLogLines) ?? [];
      throw new Error([(error as Error).message, ...lines].join('\n'), { cause: error });
    }
  }

  runs(id: string, count: number): Promise<readonly Task[]> {
    return this.until(`${count} of ${id} run`, async () => {
      const tasks = await this.running(id);
      return tasks.length === count ? tasks : undefined;
    });
  }

  /** No deployment is under way. */
  async settled(): Promise<void> {
    await this.until('all deployments end', async () => {
      const deployments = await this.get<readonly unknown[]>('/v2/deployments');
      return deployments.length === 0 ? true : undefined;
    });
  }

  /** Puts it in place and waits until it is. */
  async deploy(app: Json & { readonly id: string }): Promise<readonly Task[]> {
    await this.accepted('PUT', `/v2/apps/${app.id}`, { cpus: 0.1, mem: 32, ...app });
    await this.settled();
    return this.running(app.id);
  }

  async remove(id: string): Promise<void> {
    await this.accepted('DELETE', `/v2/apps/${id}`);
    await this.settled();
  }

  /** From now on `events` has what Marathon tells of. */
  async follow(): Promise<void> {
    const aborted = (this.#followed = new AbortController());
    const response = await fetch(`http://${this.marathon.address}/v2/events`, {
      headers: { accept: 'text/event-stream' },
      signal: aborted.signal,
    });
    void this.#read(response).catch(() => undefined);
    await this.until('the stream begins', () =>
      this.events.some(({ eventType }) => eventType === 'event_stream_attached') ? true : undefined,
    );
  }

  async #read(response: Response): Promise<void> {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const lines = text.split('\r\n');
      text = lines.pop()!;
      for (const line of lines) {
        if (line.startsWith('data: ')) this.events.push(JSON.parse(line.slice(6)) as MarathonEvent);
      }
    }
  }
}
