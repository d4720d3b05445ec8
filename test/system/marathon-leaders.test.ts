/**
 * Three Marathons, a real ZooKeeper, a master and an agent with running tasks: leaders die, are
 * stopped, cut off and sent away. Tasks run on, the framework stays the same, what was answered is
 * kept, and a deployment goes on from its step.
 */
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Cluster, type Program, eventually } from '../support/cluster.ts';
import { Ensemble, whyNoZooKeeper } from '../support/zookeeper.ts';

const missing = whyNoZooKeeper();
const lostLeadership = 103;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function ask(marathon: Program, path: string, init: RequestInit = {}): Promise<Answer> {
  const signal = AbortSignal.timeout(15_000);
  const response = await fetch(`http://${marathon.address}${path}`, { signal, ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function send(marathon: Program, method: string, path: string, body: object) {
  const headers = { 'content-type': 'application/json' };
  return ask(marathon, path, { method, headers, body: JSON.stringify(body) });
}

interface ShownTask {
  readonly id: string;
  readonly state: string;
  readonly appId: string;
}

interface ShownDeployment {
  readonly id: string;
  readonly currentStep: number;
}

const isRefused = (): undefined => undefined;

async function tasksOf(marathon: Program): Promise<readonly ShownTask[]> {
  const { tasks } = (await marathon.getJson('/v2/tasks')) as { tasks: ShownTask[] };
  return tasks;
}

const deploymentsOf = async (marathon: Program): Promise<readonly ShownDeployment[]> =>
  (await marathon.getJson('/v2/deployments')) as ShownDeployment[];

const frameworkIdOf = async (marathon: Program): Promise<string> =>
  ((await marathon.getJson('/v2/info')) as { frameworkId: string }).frameworkId;

const small = { cpus: 0.05, mem: 16, instances: 1 };

describe.skipIf(missing !== undefined)(`Marathons with ZooKeeper ${missing ?? ''}`, () => {
  let ensemble: Ensemble;
  let cluster: Cluster;
  let master: Program;
  let marathons: Program[];
  let flags: string[];

  beforeEach(async () => {
    ensemble = await Ensemble.start();
    cluster = new Cluster();
    master = await cluster.startMaster({ flags: ['--allocation_interval=100ms'] });
    await cluster.startAgent(master, { flags: ['--no-switch_user'] });
    flags = [
      `--master=${master.address}`,
      `--zk=zk://${ensemble.hosts}/marathon`,
      '--zk_session_timeout=2000',
    ];
    const names = ['one', 'two', 'three'];
    marathons = await Promise.all(names.map((name) => cluster.startMarathon(name, flags)));
  });

  afterEach(async () => {
    for (const marathon of marathons) {
      if (marathon.isRunning) process.kill(marathon.pid, 'SIGCONT');
    }
    await cluster.stop();
    await ensemble.stop();
  });

  const others = (one: Program): Program[] => marathons.filter((marathon) => marathon !== one);

  /** The one that all who run and answer say leads. */
  async function leader(among = marathons): Promise<Program> {
    return eventually('a Marathon leads', async () => {
      const running = among.filter(({ isRunning }) => isRunning);
      const names = await Promise.all(
        running.map(async (marathon) => {
          const asked = await ask(marathon, '/ping').catch(isRefused);
          return asked?.headers.get('x-marathon-leader') ?? undefined;
        }),
      );
      const [name] = names;
      if (name === undefined || names.some((each) => each !== name)) return undefined;
      return running.find(({ address }) => name === `http://${address}`);
    });
  }

  async function runApp(marathon: Program, id: string): Promise<ShownTask> {
    const put = await send(marathon, 'PUT', `/v2/apps${id}`, { ...small, cmd: 'sleep 1000' });
    expect(put.status, put.text).toBe(201);
    return eventually('the app runs', async () =>
      (await tasksOf(marathon)).find(
        ({ appId, state }) => appId === id && state === 'TASK_RUNNING',
      ),
    );
  }

  it('one leads and the others forward, streams of events too', async () => {
    const first = await leader();
    const [standby, other] = others(first) as [Program, Program];
    const events: string[] = [];
    const stream = request(`http://${standby.address}/v2/events?event_type=api_post_event`, {
      headers: { accept: 'text/event-stream' },
    });
    stream.on('response', (response) =>
      response.setEncoding('utf8').on('data', (text: string) => void events.push(text)),
    );
    stream.on('error', () => undefined);
    stream.end();
    await runApp(other, '/shop');
    await eventually('the event comes', () => events.join('').includes('/shop') || undefined);

    const looped = await ask(standby, '/v2/apps', {
      headers: { 'x-marathon-via': `1.1 elsewhere:80, 1.1 ${standby.address}` },
    });
    expect([looped.status, looped.text]).toEqual([502, expect.stringContaining('loop')]);
    const missed = await ask(standby, '/v2/apps/none');
    expect(missed.status).toBe(404);
    expect(missed.headers.get('x-marathon-leader')).toBe(`http://${first.address}`);
    expect(await standby.getJson('/v2/leader')).toEqual({ leader: first.address });

    await standby.end('SIGTERM');
    expect(standby.exit).toEqual({ code: 0, signal: null });
    stream.destroy();
  });

  it('a leader that is killed is followed by one that goes on with its deployment', async () => {
    const first = await leader();
    const task = await runApp(first, '/kept');
    const frameworkId = await frameworkIdOf(first);
    const gate = join(cluster.directory, 'gate');
    const healthChecks = [
      {
        protocol: 'COMMAND',
        command: { value: `test -e ${gate}` },
        gracePeriodSeconds: 600,
        intervalSeconds: 1,
        timeoutSeconds: 5,
      },
    ];
    const group = await send(first, 'PUT', '/v2/groups', {
      id: '/steps',
      apps: [
        { id: 'before', ...small, cmd: 'sleep 1001', healthChecks },
        { id: 'after', ...small, cmd: 'sleep 1002', dependencies: ['/steps/before'] },
      ],
    });
    expect(group.status, group.text).toBeLessThan(300);
    const before = await eventually('the first step is under way', async () =>
      (await tasksOf(first)).find(
        ({ appId, state }) => appId === '/steps/before' && state === 'TASK_RUNNING',
      ),
    );
    const [deployment] = await deploymentsOf(first);

    await first.end('SIGKILL');
    const second = await leader(others(first));
    expect(await frameworkIdOf(second)).toBe(frameworkId);
    expect(await deploymentsOf(second)).toMatchObject([
      { id: deployment!.id, currentStep: deployment!.currentStep },
    ]);
    writeFileSync(gate, '');
    const after = await eventually('the last step is done', async () => {
      if ((await deploymentsOf(second)).length > 0) return undefined;
      return (await tasksOf(second)).find(({ appId }) => appId === '/steps/after');
    });
    const ids = (await tasksOf(second)).map(({ id }) => id).sort();
    expect(ids).toEqual([task.id, before.id, after.id].sort());
    const shown = (await master.getJson('/tasks')) as { tasks: { id: string; state: string }[] };
    expect(shown.tasks.map(({ id, state }) => `${state} ${id}`).sort()).toEqual(
      ids.map((id) => `TASK_RUNNING ${id}`),
    );
  });

  it('a leader that is stopped and goes on later ends, and has written nothing', async () => {
    const first = await leader();
    const task = await runApp(first, '/kept');
    process.kill(first.pid, 'SIGSTOP');
    const late = send(first, 'PUT', '/v2/apps/late', { ...small, cmd: 'sleep 1' }).catch(isRefused);
    const second = await leader(others(first));
    expect((await send(second, 'PUT', '/v2/apps/kept', { labels: { by: 'second' } })).status).toBe(
      200,
    );
    process.kill(first.pid, 'SIGCONT');
    await eventually('the old leader ends', () => !first.isRunning || undefined);
    expect([101, lostLeadership]).toContain(first.exit?.code);
    // It may have been forwarded; the one that leads then has it for real.
    const lateStatus = (await late)?.status;
    const found = (await ask(second, '/v2/apps/late')).status;
    expect(found).toBe(lateStatus === 201 ? 200 : 404);
    const { text } = await ask(second, '/v2/apps/kept');
    expect(JSON.parse(text)).toMatchObject({ app: { labels: { by: 'second' } } });
    expect(await frameworkIdOf(second)).not.toBe('');
    expect(task.id).toContain('kept');
  });

  it('without ZooKeeper nobody leads, and with it somebody does again', async () => {
    const first = await leader();
    const task = await runApp(first, '/kept');
    const frameworkId = await frameworkIdOf(first);
    await ensemble.kill(1);
    await eventually('the leader ends', () => !first.isRunning || undefined);
    expect([101, lostLeadership]).toContain(first.exit?.code);
    const [standby] = others(first) as [Program, Program];
    await eventually('nobody leads', async () => {
      const { status, text } = await ask(standby, '/v2/apps');
      return (status === 502 && text.includes('current leader')) || undefined;
    });
    ensemble.startServer(1);
    const second = await leader(others(first));
    expect(await frameworkIdOf(second)).toBe(frameworkId);
    await eventually('the task is there', async () =>
      (await tasksOf(second)).some(({ id, state }) => id === task.id && state === 'TASK_RUNNING'),
    );
  });

  it('a leader that is asked to leave leaves, and its tasks stay', async () => {
    const first = await leader();
    const task = await runApp(first, '/kept');
    const asked = await ask(others(first)[0]!, '/v2/leader', { method: 'DELETE' });
    expect([asked.status, asked.text]).toEqual([200, '{"message":"Leadership abdicated"}']);
    await eventually('it ends', () => !first.isRunning || undefined);
    expect(first.exit).toEqual({ code: lostLeadership, signal: null });
    const second = await leader(others(first));
    await second.end('SIGTERM');
    expect(second.exit).toEqual({ code: 0, signal: null });
    const [third] = others(first).filter((one) => one !== second) as [Program];
    expect(await leader([third])).toBe(third);
    await eventually('the task is there', async () =>
      (await tasksOf(third)).some(({ id, state }) => id === task.id && state === 'TASK_RUNNING'),
    );
    await first.start();
    expect(await leader([first, third])).toBe(third);
  });

  it('keeps more than ZooKeeper takes at once', async () => {
    const first = await leader();
    const env = { FILLER: 'x'.repeat(20_000) };
    const apps = Array.from({ length: 100 }, (_, index) => ({
      id: `app-${index}`,
      ...small,
      instances: 0,
      cmd: 'sleep 1',
      env,
    }));
    const put = await send(first, 'PUT', '/v2/groups', { id: '/many', apps });
    expect(put.status, put.text).toBeLessThan(300);
    await first.end('SIGKILL');
    const second = await leader(others(first));
    const { apps: found } = (await second.getJson('/v2/apps')) as { apps: { env: object }[] };
    expect(found).toHaveLength(100);
    expect(found.every((app) => JSON.stringify(app.env) === JSON.stringify(env))).toBe(true);
  });
});
