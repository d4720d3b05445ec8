/** A real agent process: real sockets, disk and tasks; the test is its master. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadFlags } from '../foundation/flags/load.ts';
import { HttpServer, Router } from '../foundation/http/index.ts';
import { silentLog } from '../foundation/log.ts';
import { Logging } from '../foundation/logging/logging.ts';
import { LibprocessServer, LibprocessTransport, makeUpid, type Upid } from '../libprocess/index.ts';
import type { MessageType } from '../protocol/codec/message.ts';
import * as internal from '../protocol/generated/internal.ts';
import type { ContainerInfo, TaskStatus } from '../protocol/generated/mesos.ts';
import { agentFlags } from './flags.ts';
import { startAgent, type RunningAgent } from './start.ts';

/** Registers any agent, acknowledges any update, remembers all statuses. */
class PretendMaster {
  readonly statuses: TaskStatus[] = [];
  readonly reregistrations: internal.ReregisterSlaveMessage[] = [];
  agentVersion: Uint8Array = new Uint8Array();
  #agent: Upid | undefined;
  #self!: Upid;
  readonly #waiting: (() => void)[] = [];
  readonly #transport = new LibprocessTransport({ log: silentLog });
  readonly #server = new LibprocessServer({
    http: new HttpServer({ router: new Router(), log: silentLog }),
    onMessage: (from, _toId, name, body) => this.#receive(from, name, body),
  });

  async start(): Promise<number> {
    const { port } = await this.#server.listen(0, '127.0.0.1');
    this.#self = makeUpid('master', '127.0.0.1', port);
    return port;
  }

  say<T extends object>(type: MessageType<T>, message: T): void {
    this.#transport.send(this.#self, this.#agent!, type.typeName, type.encode(message));
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  run(id: string, command: string, container?: ContainerInfo): void {
    this.say(internal.RunTaskMessage, {
      framework: { user: '', name: 'test', id: { value: 'F' }, checkpoint: true },
      task: {
        name: id,
        task_id: { value: id },
        agent_id: { value: 'S' },
        command: { value: command },
        ...(container === undefined ? {} : { container }),
        resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 } }],
      },
      resource_version_uuids: [{ uuid: { value: this.agentVersion } }],
      launch_executor: true,
    });
  }

  statesOf(id: string): string[] {
    return this.statuses.filter((one) => one.task_id.value === id).map(({ state }) => state);
  }

  async stop(): Promise<void> {
    this.#transport.close();
    await this.#server.close();
  }

  #receive(from: Upid, name: string, body: Uint8Array): boolean {
    this.#agent = from;
    if (name === internal.RegisterSlaveMessage.typeName) {
      const message = internal.RegisterSlaveMessage.decode(body);
      this.agentVersion = message.resource_version_uuid!.value;
      this.say(internal.SlaveRegisteredMessage, { slave_id: { value: 'S' } });
    } else if (name === internal.ReregisterSlaveMessage.typeName) {
      const message = internal.ReregisterSlaveMessage.decode(body);
      this.reregistrations.push(message);
      this.agentVersion = message.resource_version_uuid!.value;
      this.say(internal.SlaveReregisteredMessage, { slave_id: { value: 'S' } });
    } else if (name === internal.StatusUpdateMessage.typeName) {
      this.#acknowledge(internal.StatusUpdateMessage.decode(body).update);
    }
    for (const resolve of this.#waiting.splice(0)) resolve();
    return true;
  }

  #acknowledge(update: internal.StatusUpdate): void {
    this.statuses.push(update.status);
    this.say(internal.StatusUpdateAcknowledgementMessage, {
      slave_id: { value: 'S' },
      framework_id: update.framework_id,
      task_id: update.status.task_id,
      uuid: update.uuid!,
    });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

let directory = '';
let master: PretendMaster;
let running: RunningAgent | undefined;
let args: string[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'agent-'));
  master = new PretendMaster();
  const masterPort = await master.start();
  args = [
    `--master=127.0.0.1:${masterPort}`,
    '--ip=127.0.0.1',
    `--port=${await freePort()}`,
    `--work_dir=${directory}/work`,
    `--runtime_dir=${directory}/run`,
    '--registration_backoff_factor=20ms',
    '--resources=cpus:4;mem:512;disk:100;ports:[31000-31010]',
    '--no-switch_user',
  ];
});

afterEach(async () => {
  await running?.stop();
  await master.stop();
  // The agent may still be writing down what it did last.
  await rm(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

function launchAgent(given: readonly string[]): Promise<RunningAgent> {
  const outcome = loadFlags(agentFlags, { args: [...given] });
  if (outcome.kind !== 'loaded') throw new Error(JSON.stringify(outcome));
  const logging = new Logging({ program: 'mesos-agent', quiet: true });
  const onExit = (_status: number, why: string): never => {
    throw new Error(why);
  };
  return startAgent({ flags: outcome.flags, logging, onExit });
}

async function start(): Promise<void> {
  running = await launchAgent(args);
  // The master's answer is the last message of a registration, and only the agent knows of it.
  while (running.agent.core.state.phase !== 'running') {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('an agent', () => {
  it('registers, runs a task in its sandbox and reports its end', async () => {
    await start();
    master.run('t', 'echo hello; exit 3');
    await master.until(() => master.statesOf('t').length === 3);
    expect(master.statesOf('t')).toEqual(['TASK_STARTING', 'TASK_RUNNING', 'TASK_FAILED']);
    expect(master.statuses.at(-1)!.message).toBe('Command exited with status 3');
    const sandbox = `${directory}/work/slaves/S/frameworks/F/executors/t/runs/latest`;
    expect(await readFile(`${sandbox}/stdout`, 'utf8')).toBe('hello\n');
    expect((await stat(sandbox)).mode & 0o777).toBe(0o750);
    const run = `${directory}/work/meta/slaves/S/frameworks/F/executors/t/runs/latest`;
    expect(await readdir(run)).toEqual(expect.arrayContaining(['pids', 'tasks']));
    expect(await readdir(`${run}/tasks/t`)).toEqual(['task.info', 'task.updates']);
  });

  it.each(['work_dir', 'runtime_dir'])('refuses the --%s of one that lives', async (name) => {
    await start();
    const own = [`--work_dir=${directory}/other`, `--runtime_dir=${directory}/other-run`];
    const shared = args.filter((arg) => arg.startsWith(`--${name}=`));
    const others = args.filter((arg) => !/^--(work_dir|runtime_dir|port)=/u.test(arg));
    const kept = own.filter((arg) => !arg.startsWith(`--${name}=`));
    const second = launchAgent([...others, ...shared, ...kept, `--port=${await freePort()}`]);
    await expect(second).rejects.toThrow(`--${name}: `);
    expect(running!.agent.core.state.phase).toBe('running');
  });

  it('does not run what needs Docker without it', async () => {
    await start();
    const container = { type: 'DOCKER' as const, docker: { image: 'busybox' } };
    master.run('t', `touch ${directory}/ran`, container);
    await master.until(() => master.statesOf('t').includes('TASK_FAILED'));
    expect(master.statuses.at(-1)!.message).toContain('Docker');
    expect(await readdir(directory)).not.toContain('ran');
  });

  it('that is started again takes over what runs and reports what ended meanwhile', async () => {
    await start();
    master.run('short', `while [ ! -e ${directory}/go ]; do sleep 0.05; done; exit 7`);
    master.run('long', 'sleep 1000');
    await master.until(() => master.statesOf('short').length + master.statesOf('long').length >= 4);
    await running!.stop();
    await writeFile(`${directory}/go`, '');
    await start();
    await master.until(() => master.statesOf('short').includes('TASK_FAILED'));
    expect(master.statuses.at(-1)!.message).toBe('Command exited with status 7');
    const tasks = master.reregistrations[0]!.tasks!.map((task) => task.task_id.value);
    expect(tasks.toSorted((a, b) => a.localeCompare(b))).toEqual(['long', 'short']);
    master.say(internal.KillTaskMessage, {
      framework_id: { value: 'F' },
      task_id: { value: 'long' },
    });
    await master.until(() => master.statesOf('long').includes('TASK_KILLED'));
  });
});
