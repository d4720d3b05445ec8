/**
 * Reservations and persistent volumes on a real agent that is killed between any two steps; the test is
 * its master. What a task writes to a volume is there for the next, until the volume is destroyed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HttpServer, Router } from '../../src/foundation/http/index.ts';
import { silentLog } from '../../src/foundation/log.ts';
import { SystemRandom } from '../../src/foundation/random.ts';
import {
  LibprocessServer,
  LibprocessTransport,
  makeUpid,
  type Upid,
} from '../../src/libprocess/index.ts';
import type { MessageType } from '../../src/protocol/codec/message.ts';
import * as internal from '../../src/protocol/generated/internal.ts';
import type { Offer_Operation, Resource, TaskInfo } from '../../src/protocol/generated/mesos.ts';
import { Cluster, type Program, eventually } from '../support/cluster.ts';

const framework = { user: '', name: 'test', id: { value: 'F' }, checkpoint: true };

class PretendMaster {
  readonly states = new Map<string, string[]>();
  readonly ended: internal.UpdateOperationStatusMessage[] = [];
  /** What the agent said of itself when it registered last; undefined: not since it was asked. */
  registration: internal.ReregisterSlaveMessage | internal.RegisterSlaveMessage | undefined;
  acknowledges = true;
  port = 0;
  #agent: Upid | undefined;
  #self!: Upid;
  readonly #random = new SystemRandom();
  readonly #transport = new LibprocessTransport({ log: silentLog });
  readonly #server = new LibprocessServer({
    http: new HttpServer({ router: new Router(), log: silentLog }),
    onMessage: (from, _toId, name, body) => this.#receive(from, name, body),
  });

  async start(): Promise<void> {
    this.port = (await this.#server.listen(0, '127.0.0.1')).port;
    this.#self = makeUpid('master', '127.0.0.1', this.port);
  }

  async stop(): Promise<void> {
    this.#transport.close();
    await this.#server.close();
  }

  say<T extends object>(type: MessageType<T>, message: T): void {
    this.#transport.send(this.#self, this.#agent!, type.typeName, type.encode(message));
  }

  get #version(): internal.ResourceVersionUUID {
    return { uuid: this.registration!.resource_version_uuid! };
  }

  apply(operation_info: Offer_Operation): Uint8Array {
    const operation_uuid = { value: this.#random.uuidBytes() };
    const resource_version_uuid = this.#version;
    this.say(internal.ApplyOperationMessage, {
      operation_info,
      operation_uuid,
      resource_version_uuid,
    });
    return operation_uuid.value;
  }

  endOf(uuid: Uint8Array): string | undefined {
    const same = this.ended.find(({ operation_uuid: one }) =>
      Buffer.from(one!.value).equals(Buffer.from(uuid)),
    );
    return same?.status.state;
  }

  run(task: TaskInfo): void {
    this.say(internal.RunTaskMessage, {
      framework,
      task,
      resource_version_uuids: [this.#version],
      launch_executor: true,
    });
  }

  runPod(task: TaskInfo): void {
    this.say(internal.RunTaskGroupMessage, {
      framework,
      executor: { type: 'DEFAULT', executor_id: { value: 'pod' }, framework_id: framework.id },
      task_group: { tasks: [task] },
      resource_version_uuids: [this.#version],
      launch_executor: true,
    });
  }

  #receive(from: Upid, name: string, body: Uint8Array): boolean {
    this.#agent = from;
    const slave_id = { value: 'S' };
    if (name === internal.RegisterSlaveMessage.typeName) {
      this.registration = internal.RegisterSlaveMessage.decode(body);
      this.say(internal.SlaveRegisteredMessage, { slave_id });
    } else if (name === internal.ReregisterSlaveMessage.typeName) {
      this.registration = internal.ReregisterSlaveMessage.decode(body);
      this.say(internal.SlaveReregisteredMessage, { slave_id });
    } else if (name === internal.UpdateOperationStatusMessage.typeName) {
      this.#hearOfOperation(internal.UpdateOperationStatusMessage.decode(body));
    } else if (name === internal.StatusUpdateMessage.typeName) {
      const { update } = internal.StatusUpdateMessage.decode(body);
      const { task_id, state } = update.status;
      const states = this.states.get(task_id.value) ?? [];
      this.states.set(task_id.value, [...states, state]);
      const { framework_id } = update;
      const ack = { slave_id, framework_id, task_id, uuid: update.uuid! };
      this.say(internal.StatusUpdateAcknowledgementMessage, ack);
    }
    return true;
  }

  #hearOfOperation(update: internal.UpdateOperationStatusMessage): void {
    this.ended.push(update);
    const { status, operation_uuid } = update;
    if (!this.acknowledges || status.uuid === undefined) return;
    this.say(internal.AcknowledgeOperationStatusMessage, {
      status_uuid: status.uuid,
      operation_uuid: operation_uuid!,
    });
  }
}

const cluster = new Cluster();
const master = new PretendMaster();
let agent: Program;
let volumePath = '';

beforeAll(async () => {
  await master.start();
  const address = `127.0.0.1:${master.port}`;
  agent = await cluster.startAgent({ address }, { flags: ['--resources=cpus:4;mem:512;disk:512'] });
  volumePath = join(agent.workDir, 'volumes/roles/web team/v');
  await registered();
}, 90_000);

afterAll(async () => {
  await cluster.stop();
  await master.stop();
});

const registered = (): Promise<unknown> =>
  eventually('the agent is registered', () => master.registration);

async function killAndRestart(): Promise<void> {
  await agent.end('SIGKILL');
  master.registration = undefined;
  await agent.start();
  await registered();
}

const reservations = [{ type: 'DYNAMIC' as const, role: 'web/team' }];
const reserved: Resource = { name: 'disk', type: 'SCALAR', scalar: { value: 64 }, reservations };
const volume: Resource = {
  ...reserved,
  disk: { persistence: { id: 'v' }, volume: { container_path: 'data', mode: 'RW' } },
};

const ended = (uuid: Uint8Array): Promise<string> =>
  eventually('the operation has ended', () => master.endOf(uuid));

async function run(id: string, command: string, how: 'task' | 'pod' = 'task'): Promise<string> {
  const cpus: Resource = { name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 } };
  const task = {
    name: id,
    task_id: { value: id },
    agent_id: { value: 'S' },
    command: { value: command },
    resources: [cpus, volume],
  };
  if (how === 'task') master.run(task);
  else master.runPod(task);
  const ends = ['TASK_FINISHED', 'TASK_FAILED', 'TASK_LOST'];
  return eventually(`${id} has ended`, () =>
    master.states.get(id)?.find((state) => ends.includes(state)),
  );
}

it('what tasks write to a volume outlives them and the agent, until it is destroyed', async () => {
  master.acknowledges = false;
  const reserve = master.apply({ type: 'RESERVE', reserve: { resources: [reserved] } });
  const create = master.apply({ type: 'CREATE', create: { volumes: [volume] } });
  expect(await ended(create)).toBe('OPERATION_FINISHED');
  expect(existsSync(volumePath)).toBe(true);

  master.ended.length = 0;
  await killAndRestart();
  expect(await ended(reserve)).toBe('OPERATION_FINISHED');
  expect(await ended(create)).toBe('OPERATION_FINISHED');
  expect(master.registration!.checkpointed_resources).toMatchObject([
    { role: 'web/team', disk: { persistence: { id: 'v' } } },
  ]);

  expect(await run('writer', 'echo kept > data/file')).toBe('TASK_FINISHED');
  await killAndRestart();
  expect(await run('reader', 'grep kept data/file')).toBe('TASK_FINISHED');
  expect(readFileSync(join(volumePath, 'file'), 'utf8')).toBe('kept\n');

  expect(await run('in-a-pod', 'grep kept data/file', 'pod')).toBe('TASK_FINISHED');

  const destroy = master.apply({ type: 'DESTROY', destroy: { volumes: [volume] } });
  expect(await ended(destroy)).toBe('OPERATION_FINISHED');
  expect(existsSync(volumePath)).toBe(false);
  expect(await run('late', 'true')).toBe('TASK_LOST');
}, 120_000);

it('killed in the middle of anything, the agent says what is so', async () => {
  master.acknowledges = true;
  const [{ disk }] = [volume];
  for (let round = 0; round < 6; round++) {
    const id = `v${round}`;
    const one = { ...volume, disk: { ...disk, persistence: { id } } };
    const path = join(agent.workDir, 'volumes/roles/web team', id);
    master.apply({ type: 'CREATE', create: { volumes: [one] } });
    await new Promise((resolve) => setTimeout(resolve, round * 3));
    await killAndRestart();
    const listed = (): boolean =>
      JSON.stringify(master.registration!.checkpointed_resources).includes(`"id":"${id}"`);
    if (!listed()) continue;
    expect(existsSync(path)).toBe(true);
    master.apply({ type: 'DESTROY', destroy: { volumes: [one] } });
    await new Promise((resolve) => setTimeout(resolve, round * 3));
    await killAndRestart();
    expect(existsSync(path)).toBe(listed());
    if (listed()) await ended(master.apply({ type: 'DESTROY', destroy: { volumes: [one] } }));
  }
  expect(agent.isRunning).toBe(true);
}, 180_000);
