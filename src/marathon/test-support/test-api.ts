/**
 * The REST API over a Marathon on a virtual clock (test-marathon.ts), without a server: `ask` has a
 * request answered, letting as much virtual time pass as the answer takes.
 */
import { loadFlags } from '../../foundation/flags/load.ts';
import { assert, failure } from '../../foundation/result.ts';
import type { AgentReader } from '../agents/reader.ts';
import { AgentsUse } from '../agents/use.ts';
import { marathonFlags, type MarathonFlags } from '../flags/table.ts';
import { configsOf, definitionOptionsOf } from '../options.ts';
import { LogLevels } from '../log-levels.ts';
import { registerCoreMetrics } from '../metrics/core-metrics.ts';
import { MarathonMetrics } from '../metrics/registry.ts';
import { Query, type Answer } from '../rest/answer.ts';
import type { Api } from '../rest/api.ts';
import { route } from '../rest/routes/index.ts';
import { TestMarathon, type TestMarathonOptions } from './test-marathon.ts';

export interface Asked {
  readonly accept?: string;
  readonly body?: unknown;
}

export class TestApi {
  readonly test: TestMarathon;
  readonly api: Api;
  readonly metrics: MarathonMetrics;
  readonly levels: LogLevels;
  leader: string | undefined = 'leader:8080';
  abdications = 0;
  /** What the agents of the master answer. */
  reads: (...asked: Parameters<AgentReader['read']>) => Awaited<ReturnType<AgentReader['read']>> =
    () => failure({ kind: 'away', why: 'Nobody answers' });

  constructor(options: TestMarathonOptions = {}) {
    this.test = new TestMarathon(options);
    const { test } = this;
    this.metrics = new MarathonMetrics(test.clock, 'marathon');
    this.levels = new LogLevels(test.clock, 'INFO');
    registerCoreMetrics(this.metrics, test.core);
    const flags = flagsOf([]);
    const reader: AgentReader = { read: (...asked) => Promise.resolve(this.reads(...asked)) };
    const frameworkId = (): string => 'framework';
    this.api = {
      get core() {
        return test.core;
      },
      definitions: definitionOptionsOf(flags),
      info: { name: 'marathon', version: '1.11.24', buildref: 'test', ...configsOf(flags, 8080) },
      system: {
        metrics: this.metrics,
        servesPrometheus: true,
        levels: this.levels,
        config: { framework_name: 'marathon' },
      },
      frameworkId,
      agents: {
        reader,
        use: new AgentsUse({ reader, frameworkId, nowMs: () => test.clock.now() }),
      },
      mesosLeaderUrl: () => 'http://mesos:5050/',
      leader: () => this.leader,
      isElected: () => true,
      abdicate: () => void this.abdications++,
    };
  }

  /** `target` with its query, as it is in a request: "/v2/apps?embed=apps.tasks". */
  async ask(method: string, target: string, asked: Asked = {}): Promise<Answer> {
    const [path = '', query = ''] = target.split('?', 2);
    const answering = route(this.api, {
      method,
      path: decodeURIComponent(path),
      query: new Query(new URLSearchParams(query)),
      body: asked.body,
      accept: asked.accept ?? '*/*',
      clientIp: '10.0.0.1',
      uri: target,
      origin: 'http://marathon:8080',
    });
    if (!(answering instanceof Promise)) return answering;
    let answer: Answer | undefined;
    let error: unknown;
    answering.then(
      (value) => (answer = value),
      (why: unknown) => (error = why),
    );
    for (let turn = 0; answer === undefined && turn < 20_000; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (error !== undefined) throw error;
      if (answer === undefined) this.test.run(1);
    }
    assert(answer !== undefined, `${method} ${target} is answered`);
    return answer;
  }

  /** As JSON that went over the wire. */
  // oxlint-disable-next-line typescript/no-explicit-any
  async json(method: string, target: string, asked: Asked = {}): Promise<any> {
    const { body } = await this.ask(method, target, asked);
    return body === undefined ? undefined : JSON.parse(JSON.stringify(body));
  }
}

/** As from a command line that names a master. */
export function flagsOf(args: readonly string[]): MarathonFlags {
  const outcome = loadFlags(marathonFlags, { args: ['--master=mesos:5050', ...args] });
  assert(outcome.kind === 'loaded', `flags are taken: ${JSON.stringify(outcome)}`);
  return outcome.flags.values;
}
