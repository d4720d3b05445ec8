/** For tests: the HTTP face of an agent on paper, on a real port. */
import { containerKey } from '../../containers/container-id.ts';
import type {
  Containerizer,
  ContainerSummary,
  LimitImposer,
} from '../../containers/containerizer.ts';
import type { Board } from '../../containers/io/io.ts';
import { Files } from '../../files/index.ts';
import { HttpClient, HttpServer, type ClientResponse } from '../../foundation/http/index.ts';
import { type Access, EndpointRouter, openAccess } from '../../manners/index.ts';
import { silentLog } from '../../foundation/log.ts';
import { Verbosity } from '../../foundation/logging/verbosity.ts';
import { ok } from '../../foundation/result.ts';
import { agentMetrics } from '../core/metrics.ts';
import { PaperCluster } from '../core/test-support.ts';
import { registerAgentEndpoints } from './index.ts';

export class ServedAgent {
  readonly cluster = new PaperCluster();
  readonly #client = new HttpClient();
  #server: HttpServer | undefined;
  port = 0;
  router!: EndpointRouter;
  /** Of every container. */
  board: Board | undefined;
  heartbeatIntervalMs = 30_000;
  /** What isolators say of limits that an operator sets. */
  impose: LimitImposer['impose'] = (_id, limits) => Promise.resolve(ok(limits));

  async serve(access: Access = openAccess): Promise<void> {
    const { cluster } = this;
    const router = new EndpointRouter('slave(1)', access);
    this.router = router;
    registerAgentEndpoints(router, 'slave(1)', {
      agent: cluster.agent,
      containerizer: paperContainers(cluster),
      io: { findBoard: () => this.board },
      limits: { impose: (id, limits) => this.impose(id, limits) },
      clock: cluster.clock,
      heartbeatIntervalMs: this.heartbeatIntervalMs,
      log: silentLog,
      workDir: cluster.agent.core.options.workDir,
      agentIp: '127.0.0.1',
      capabilities: [{ type: 'MULTI_ROLE' }],
      switchesUser: true,
      version: { version: '1.12.0', build_time: 1795215918 },
      flags: { work_dir: '/var/lib/mesos' },
      metrics: {
        snapshot: () => new Map([...cluster.counts, ...agentMetrics(cluster.agent.core)]),
      },
      verbosity: new Verbosity(cluster.clock, 0),
      files: new Files(access.authorizer),
    });
    this.#server = new HttpServer({ router, log: silentLog });
    this.port = (await this.#server.listen(this.port, '127.0.0.1')).port;
  }

  async close(): Promise<void> {
    this.#client.close();
    await this.#server?.close();
  }

  /** The server alone; the agent lives on. */
  async closeServer(): Promise<void> {
    await this.#server?.close();
  }

  get(path: string): Promise<ClientResponse> {
    return this.#ask('GET', path, '');
  }

  post(path: string, call: object): Promise<ClientResponse> {
    return this.#ask('POST', path, JSON.stringify(call));
  }

  async #ask(method: string, path: string, body: string): Promise<ClientResponse> {
    const url = `http://127.0.0.1:${this.port}${path}`;
    const headers = { 'Content-Type': 'application/json' };
    const answer = await this.#client.request({ method, url, headers, body });
    if (!answer.ok) throw new Error(answer.error);
    return answer.value;
  }

  /** Lets the agent's time pass until the condition holds; the test's time limit is the bound. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      this.cluster.pass(5);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
}

function paperContainers({ machine }: PaperCluster): Containerizer {
  const list = (): ContainerSummary[] =>
    [...machine.containers.values()].map(({ id, termination }) => ({
      id,
      state: termination === undefined ? 'running' : 'terminated',
      isStandalone: false,
    }));
  const containers: Pick<Containerizer, 'abilities' | 'find' | 'list' | 'status' | 'usage'> = {
    abilities: new Set(['cgroups/mem']),
    find: (id) => list().find((one) => containerKey(one.id) === containerKey(id)),
    list,
    status: (id, done) => done(ok({ container_id: id, executor_pid: 42 })),
    usage: (_id, done) => done(ok({ timestamp: 1795217881.5, cpus_soft_limit: 1 })),
  };
  return containers as Containerizer;
}
