/**
 * Three masters, a real ZooKeeper and real agents with a running task: leaders die, are stopped and
 * cut off, the ensemble goes and comes back. The task runs on, decisions are kept, and never two lead.
 */
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Scheduler } from '../../src/scheduler/scheduler.ts';
import { Cluster, type Program, eventually } from '../support/cluster.ts';
import { Ensemble, whyNoZooKeeper } from '../support/zookeeper.ts';

const missing = whyNoZooKeeper();

interface Redirect {
  readonly status: number;
  readonly location: string;
}

/** As curl without -L: where a master sends us. */
function ask(master: Program, path: string): Promise<Redirect | undefined> {
  return new Promise((resolve) => {
    const asked = request(`http://${master.address}${path}`, { agent: new Agent() }, (response) => {
      response.resume();
      const { statusCode = 0, headers } = response;
      resolve({ status: statusCode, location: headers.location ?? '' });
    });
    asked.setTimeout(1000, () => asked.destroy());
    asked.on('error', () => resolve(undefined));
    asked.end();
  });
}

describe.skipIf(missing !== undefined)(`masters with ZooKeeper ${missing ?? ''}`, () => {
  let ensemble: Ensemble;
  let cluster: Cluster;
  let masters: Program[];
  let zk: string;

  beforeEach(async () => {
    ensemble = await Ensemble.start();
    cluster = new Cluster();
    zk = `zk://user:secret@${ensemble.hosts}/mesos`;
    const flags = [`--zk=${zk}`, '--quorum=2', '--zk_session_timeout=2secs'];
    masters = [];
    for (const name of ['m1', 'm2', 'm3']) {
      masters.push(await cluster.startMaster({ name, flags }));
    }
  });

  afterEach(async () => {
    for (const master of masters) {
      if (master.isRunning) process.kill(master.pid, 'SIGCONT');
    }
    await cluster.stop();
    await ensemble.stop();
  });

  /** The one that serves; never two do. */
  async function leader(): Promise<Program> {
    return eventually('a master leads', async () => {
      const answers = await Promise.all(masters.map((master) => ask(master, '/weights')));
      const serving = masters.filter((_, index) => answers[index]?.status === 200);
      expect(serving.length).toBeLessThanOrEqual(1);
      return serving[0];
    });
  }

  const others = (one: Program): Program[] => masters.filter((master) => master !== one);

  async function putWeight(master: Program, weight: number): Promise<number> {
    const body = JSON.stringify([{ role: 'eng', weight }]);
    return (await fetch(`http://${master.address}/weights`, { method: 'PUT', body })).status;
  }

  const startAgent = (): Promise<Program> =>
    cluster.startAgent({ address: zk }, { flags: ['--zk_session_timeout=2secs'] });

  const agentIsAt = (master: Program): Promise<unknown> =>
    eventually('the agent is there', async () => {
      const { slaves } = (await master.getJson('/slaves')) as { slaves: { active: boolean }[] };
      return (slaves.length === 1 && slaves[0]!.active) || undefined;
    });

  it('one leads, the others send browsers to it and show no secrets', async () => {
    const first = await leader();
    for (const follower of others(first)) {
      const location = `//localhost:${first.port}`;
      await eventually('the follower knows', async () => {
        const answer = await ask(follower, '/redirect');
        return answer?.location === location || undefined;
      });
      expect(await ask(follower, '/state?jsonp=x')).toEqual({
        status: 307,
        location: `${location}/master/state?jsonp=x`,
      });
      expect(await follower.getJson('/metrics/snapshot')).toMatchObject({ 'master/elected': 0 });
    }
    expect(await first.getJson('/metrics/snapshot')).toMatchObject({ 'master/elected': 1 });
    const state = JSON.stringify(await first.getJson('/state'));
    expect(state).toContain(`"leader":"master@127.0.0.1:${first.port}"`);
    const pids = masters.map(({ port }) => `master@127.0.0.1:${port}`).sort();
    await eventually('the leader knows the others', async () => {
      const shown = (await first.getJson('/state')) as { masters: { pid: string }[] };
      return JSON.stringify(shown.masters.map(({ pid }) => pid).sort()) === JSON.stringify(pids);
    });
    expect(state + masters.map(({ log }) => log).join('')).not.toContain('secret');
  });

  it('a leader that is killed is followed by one that knows what was decided', async () => {
    const first = await leader();
    await startAgent();
    await agentIsAt(first);
    expect(await putWeight(first, 3)).toBe(200);
    await first.end('SIGKILL');
    const second = await leader();
    expect(second).not.toBe(first);
    expect(await second.getJson('/weights')).toEqual([{ role: 'eng', weight: 3 }]);
    await agentIsAt(second);
    await first.start();
    expect(await leader()).toBe(second);
  });

  it('a leader that is stopped and goes on later ends, and has written nothing', async () => {
    const first = await leader();
    expect(await putWeight(first, 3)).toBe(200);
    process.kill(first.pid, 'SIGSTOP');
    const late = putWeight(first, 99).catch(() => 0);
    const second = await eventually('another leads', async () => {
      const answers = await Promise.all(others(first).map((one) => ask(one, '/weights')));
      return others(first)[answers.findIndex((answer) => answer?.status === 200)];
    });
    expect(await putWeight(second, 4)).toBe(200);
    process.kill(first.pid, 'SIGCONT');
    await eventually('the old leader ends', () => !first.isRunning || undefined);
    expect(await late).not.toBe(200);
    expect(first.log).toMatch(/EXIT with status 1: Lost leadership/);
    expect(await second.getJson('/weights')).toEqual([{ role: 'eng', weight: 4 }]);
  });

  it('what is more than ZooKeeper takes is refused, and the leader leads on', async () => {
    const first = await leader();
    const machine_ids = Array.from({ length: 9000 }, (_, i) => ({
      hostname: `${'x'.repeat(100)}-${i}`,
    }));
    const windows = [{ machine_ids, unavailability: { start: { nanoseconds: 0 } } }];
    const url = `http://${first.address}/api/v1`;
    const type = 'UPDATE_MAINTENANCE_SCHEDULE';
    const body = JSON.stringify({ type, update_maintenance_schedule: { schedule: { windows } } });
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toMatch(/too large: it takes \d+ bytes in the registry/);
    expect(await putWeight(first, 7)).toBe(200);
    expect(await leader()).toBe(first);
  });

  it('with a registry in memory the next leader is elected and begins anew', async () => {
    const flags = [`--zk=zk://${ensemble.hosts}/other`, '--zk_session_timeout=2secs'];
    flags.push('--registry=in_memory', '--quorum=2');
    await Promise.all(masters.map((master) => master.end('SIGKILL')));
    masters = [];
    for (const name of ['n1', 'n2']) masters.push(await cluster.startMaster({ name, flags }));
    const first = await leader();
    expect(await putWeight(first, 3)).toBe(200);
    await first.end('SIGKILL');
    const second = await leader();
    expect(await second.getJson('/weights')).toEqual([]);
    expect(await putWeight(second, 4)).toBe(200);
  });

  it('without the ensemble nobody leads, and with it somebody does again', async () => {
    const first = await leader();
    expect(await putWeight(first, 5)).toBe(200);
    await ensemble.kill(1);
    await eventually('the leader ends', () => !first.isRunning || undefined);
    for (const follower of others(first)) {
      await eventually('nobody leads', async () => {
        return (await ask(follower, '/state'))?.status === 503 || undefined;
      });
    }
    ensemble.startServer(1);
    const second = await leader();
    expect(await second.getJson('/weights')).toEqual([{ role: 'eng', weight: 5 }]);
  });

  it('a framework and its task live through the deaths of two leaders', async () => {
    const first = await leader();
    await startAgent();
    const updates: string[] = [];
    let launched = false;
    const scheduler = new Scheduler({
      master: zk,
      framework: { user: 'root', name: 'survivor', checkpoint: true, failover_timeout: 3600 },
      handlers: {
        offers: (offers) => {
          const offer = offers[0];
          if (launched || offer === undefined) return;
          launched = true;
          scheduler.launch(offer, [
            {
              name: 'long',
              task_id: { value: 'long' },
              agent_id: offer.agent_id,
              resources: [
                {
                  name: 'cpus',
                  type: 'SCALAR',
                  scalar: { value: 0.1 },
                  allocation_info: { role: '*' },
                },
                {
                  name: 'mem',
                  type: 'SCALAR',
                  scalar: { value: 32 },
                  allocation_info: { role: '*' },
                },
              ],
              command: { value: 'sleep 1000' },
            },
          ]);
        },
        update: (status) => void updates.push(status.state),
      },
    });
    scheduler.start();
    try {
      await eventually('the task runs', () => updates.includes('TASK_RUNNING') || undefined);
      let leading = first;
      for (let death = 0; death < 2; death++) {
        await leading.end('SIGKILL');
        leading = await leader();
        const now = leading;
        await eventually('the task is there', async () => {
          const { tasks } = (await now.getJson('/tasks')) as { tasks: { state: string }[] };
          return (tasks.length === 1 && tasks[0]!.state === 'TASK_RUNNING') || undefined;
        });
        await eventually(
          'the framework is back',
          () => scheduler.state === 'subscribed' || undefined,
        );
      }
      await sleep(500);
      expect(
        updates.filter((state) => state !== 'TASK_STARTING' && state !== 'TASK_RUNNING'),
      ).toEqual([]);
    } finally {
      await scheduler.stop({ mode: 'teardown' });
    }
  });
});
