/**
 * Tasks of nobody against real programs of root. A pod's task takes away the directories of the
 * pod's sandbox and puts links in their place; the next task of the pod must not lead the agent
 * through them. And: nothing that others could have prepared is used for state. The first needs root.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventStream, type SchedulerEvent } from '../conformance/scheduler-session.ts';
import { Cluster, eventually } from '../support/cluster.ts';

const isRoot = process.getuid?.() === 0;
const inRoot = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

let cluster: Cluster;
beforeEach(() => void (cluster = new Cluster()));
afterEach(() => cluster.stop());

/** A framework of user nobody that acknowledges what it hears. */
class Scheduler {
  readonly stream = new EventStream();
  readonly #port: number;
  #frameworkId = '';

  constructor(port: number) {
    this.#port = port;
  }

  async subscribe(): Promise<void> {
    const capabilities = [{ type: 'MULTI_ROLE' }, { type: 'PARTITION_AWARE' }];
    const info = { user: 'nobody', name: 'hostile', roles: ['*'], capabilities, checkpoint: true };
    const body = JSON.stringify({ type: 'SUBSCRIBE', subscribe: { framework_info: info } });
    const head =
      'POST /api/v1/scheduler HTTP/1.1\r\nContent-Type: application/json\r\n' +
      `Accept: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
    this.stream.onEvent = (event) => void this.#acknowledge(event);
    await this.stream.open(this.#port, Buffer.from(head + body));
    this.#frameworkId = (await this.stream.seen('SUBSCRIBED')).subscribed!.framework_id.value;
  }

  async call(call: object): Promise<number> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/api/v1/scheduler`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Mesos-Stream-Id': this.stream.id },
      body: JSON.stringify({ framework_id: { value: this.#frameworkId }, ...call }),
    });
    return response.status;
  }

  async #acknowledge({ update }: SchedulerEvent): Promise<void> {
    const { uuid, agent_id, task_id } = update?.status ?? {};
    if (uuid === undefined) return;
    await this.call({ type: 'ACKNOWLEDGE', acknowledge: { agent_id, task_id, uuid } });
  }

  /** Launches a task into the pod `e` out of an offer that was not used before. */
  async launch(id: string, value: string): Promise<void> {
    const offer = await eventually('an offer', () => {
      const offers = this.stream.events.flatMap(({ offers: event }) => event?.offers ?? []);
      return offers.find((each) => !this.#used.has(each.id.value));
    });
    this.#used.add(offer.id.value);
    const { agent_id } = offer as unknown as { agent_id: object };
    const resources = (cpus: number): object[] =>
      Object.entries({ cpus, mem: 32, disk: 1 }).map(([name, amount]) => ({
        name,
        type: 'SCALAR',
        scalar: { value: amount },
        allocation_info: { role: '*' },
      }));
    const executor_id = { value: 'e' };
    const executor = { type: 'DEFAULT', executor_id, resources: resources(0.1) };
    const task = { name: id, task_id: { value: id }, agent_id, command: { value } };
    const operation = {
      type: 'LAUNCH_GROUP',
      launch_group: { executor, task_group: { tasks: [{ ...task, resources: resources(0.1) }] } },
    };
    const filters = { refuse_seconds: 0 };
    const accept = { offer_ids: [offer.id], operations: [operation], filters };
    expect(await this.call({ type: 'ACCEPT', accept })).toBe(202);
  }

  readonly #used = new Set<string>();

  /** The last that was heard of a task, once it is one of `states`. */
  heard(id: string, ...states: string[]) {
    return eventually(`${id} is ${states.join(' or ')}`, () =>
      this.stream.updates.find(
        (status) => status.task_id.value === id && states.includes(status.state),
      ),
    );
  }
}

describe('a task of nobody', () => {
  beforeEach((context) => {
    if (!isRoot) context.skip('only root can run tasks as nobody');
  });

  it('does not lead the agent out of the sandbox of its pod', async () => {
    chmodSync(cluster.directory, 0o755);
    const victim = join(cluster.directory, 'victim');
    mkdirSync(victim);
    const master = await cluster.startMaster();
    const agent = await cluster.startAgent(master);
    const scheduler = new Scheduler(master.port);
    await scheduler.subscribe();
    // What it took away is put back in between, so that the trap for the link is tried, too.
    await scheduler.launch(
      'trap',
      `cd ../.. && mv containers old && ln -s ${victim} containers && ` +
        // The agent may make the directory at any time: until the link has its place.
        `{ until ln -sT ${victim} tasks; do rm -rf oldtasks; mv -T tasks oldtasks; done; touch trapped; while [ ! -e again ]; do sleep 0.05; done; ` +
        'rm containers && mv old containers && touch ready; sleep 1000; }',
    );
    const find = (name: string): string | undefined =>
      execFileSync('find', [agent.workDir, '-name', name], { encoding: 'utf8' }).split('\n')[0] ||
      undefined;
    const trapped = await eventually('the trap is set', () => find('trapped'));
    await scheduler.launch('first', 'true');
    const failed = await scheduler.heard('first', 'TASK_FAILED', 'TASK_FINISHED');
    expect(failed).toMatchObject({
      state: 'TASK_FAILED',
      message: expect.stringContaining('is not a directory'),
    });
    execFileSync('touch', [join(trapped, '../again')]);
    await eventually('containers are back', () => find('ready'));
    await scheduler.launch('second', 'true');
    await scheduler.heard('second', 'TASK_FINISHED');
    await eventually('the agent says what it left out', () =>
      agent.log.includes('Cannot make the link'),
    );
    expect([readdirSync(victim), statSync(victim).uid]).toEqual([[], 0]);
    expect(agent.isRunning).toBe(true);
    scheduler.stream.close();
  });
});

describe('a program', () => {
  it.each([
    ['bin/mesos-agent', '--work_dir'],
    ['bin/mesos-agent', '--runtime_dir'],
    ['bin/mesos-agent', '--log_dir'],
    ['bin/mesos-master', '--work_dir'],
    ['bin/mesos-master', '--log_dir'],
    ['bin/mesos-local', '--work_dir'],
    ['bin/mesos-local', '--log_dir'],
  ])('%s does not use a %s that everybody can write to', (program, flag) => {
    const open = join(cluster.directory, 'open');
    mkdirSync(open);
    chmodSync(open, 0o777);
    const own = (name: string): string => `--${name}=${join(cluster.directory, name)}`;
    const ofAgent = ['--master=127.0.0.1:1', '--launcher=posix', own('runtime_dir')];
    const args = [
      ...['--ip=127.0.0.1', '--port=0', own('work_dir')],
      ...(program === 'bin/mesos-agent' ? ofAgent : []),
    ].filter((arg) => !arg.startsWith(flag));
    args.push(`${flag}=${open}`);
    const { status, stderr } = spawnSync(process.execPath, [inRoot(program), ...args], {
      encoding: 'utf8',
      timeout: 30_000,
    });
    expect(stderr).toContain(`The directory '${open}' (${flag}) cannot be trusted`);
    expect(stderr).toContain(`chmod go-w '${open}'`);
    expect(status).toBe(1);
    expect([readdirSync(open), existsSync(join(open, 'meta'))]).toEqual([[], false]);
  });
});
