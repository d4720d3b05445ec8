/** What the steering asks of Marathon: apps with their tasks, with addresses of their agents found. */
import { failure, ok, type Result } from '../../foundation/result.ts';
import { hostsToResolve, rememberHealth } from '../model/memory.ts';
import { readApps } from '../model/read-apps.ts';
import type { MarathonPort, Snapshot } from '../steering/environment.ts';
import type { Addresses } from './addresses.ts';
import type { MarathonClient } from './client.ts';

export class MarathonApps implements MarathonPort {
  readonly #client: MarathonClient;
  readonly #addresses: Addresses;
  readonly #capacity: number;
  knownHealth: ReadonlyMap<string, boolean> = new Map();

  constructor(client: MarathonClient, addresses: Addresses, capacity: number) {
    this.#client = client;
    this.#addresses = addresses;
    this.#capacity = capacity;
  }

  apps(done: (result: Result<Snapshot>) => void): void {
    void this.#get('/v2/apps?embed=apps.tasks', (answer) => answer).then(done);
  }

  app(id: string, done: (result: Result<Snapshot>) => void): void {
    const path = id.split('/').map(encodeURIComponent).join('/');
    const wrap = (answer: unknown): unknown => {
      const app = (answer as { readonly app?: unknown } | undefined)?.app;
      return { apps: app === undefined ? [] : [app] };
    };
    void this.#get(`/v2/apps/${path}?embed=app.tasks`, wrap).then(done);
  }

  async #get(path: string, wrap: (answer: unknown) => unknown): Promise<Result<Snapshot>> {
    const answer = await this.#client.get(path);
    if (!answer.ok) return answer;
    const read = readApps(wrap(answer.value));
    if (read === undefined) return failure(`the answer to ${path} is no list of apps`);
    await this.#addresses.find(hostsToResolve(read.apps));
    this.knownHealth = rememberHealth(this.knownHealth, read.apps, this.#capacity);
    return ok(read);
  }
}
