/**
 * One Marathon with --work_dir, real tasks under it: it is stopped, killed at any moment of its
 * writing, and its storage fills up. Tasks go on, and what was answered is there.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Cluster, type Program, eventually } from '../support/cluster.ts';

const small = { cpus: 0.05, mem: 16, instances: 1, cmd: 'sleep 1000' };
const storageFailed = 104;

async function put(marathon: Program, id: string, app: object = small): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const url = `http://${marathon.address}/v2/apps${id}`;
  const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(app) });
  await answer.arrayBuffer();
  return answer.status;
}

const idsOf = async (marathon: Program): Promise<string[]> => {
  const { apps } = (await marathon.getJson('/v2/apps')) as { apps: { id: string }[] };
  return apps.map(({ id }) => id);
};

const runningOf = async (master: Program): Promise<string[]> => {
  const { tasks } = (await master.getJson('/tasks')) as { tasks: { id: string; state: string }[] };
  return tasks.filter(({ state }) => state === 'TASK_RUNNING').map(({ id }) => id);
};

describe('a Marathon alone', () => {
  let cluster: Cluster;
  let master: Program;
  let mounts: string[];

  beforeEach(async () => {
    mounts = [];
    cluster = new Cluster();
    master = await cluster.startMaster({ flags: ['--allocation_interval=100ms'] });
  });

  afterEach(async () => {
    for (const mount of mounts) spawnSync('umount', ['--lazy', mount]);
    await cluster.stop();
  });

  const start = (): Promise<Program> =>
    cluster.startMarathon('alone', [`--master=${master.address}`]);

  it('ends at SIGTERM, its tasks go on, and it knows them afterwards', async () => {
    await cluster.startAgent(master, { flags: ['--no-switch_user'] });
    const marathon = await start();
    expect(await put(marathon, '/kept')).toBe(201);
    const [task] = await eventually('the task runs', async () => {
      const running = await runningOf(master);
      return running.length > 0 ? running : undefined;
    });
    const { frameworkId } = (await marathon.getJson('/v2/info')) as { frameworkId: string };
    await marathon.end('SIGTERM');
    expect(marathon.exit).toEqual({ code: 0, signal: null });
    await marathon.start();
    await eventually('it has subscribed', async () => {
      const state = (await master.getJson('/state')) as { frameworks: { active: boolean }[] };
      return state.frameworks.some(({ active }) => active) || undefined;
    });
    expect(await marathon.getJson('/v2/info')).toMatchObject({ frameworkId });
    expect(await marathon.getJson('/v2/tasks')).toMatchObject({
      tasks: [{ id: task, state: 'TASK_RUNNING' }],
    });
    expect(await runningOf(master)).toEqual([task]);
  });

  it('has what it answered, killed at any moment of its writing', async () => {
    const marathon = await start();
    const answered: string[] = [];
    for (const [death, mostAnswers] of [0, 1, 10, 25].entries()) {
      const before = answered.length;
      const asked = Array.from({ length: 40 }, async (_, index) => {
        const id = `/app-${death}-${index}`;
        const status = await put(marathon, id, { ...small, instances: 0 }).catch(() => undefined);
        if (status === 201) answered.push(id);
      });
      await eventually(
        `${mostAnswers} were answered`,
        () => answered.length - before >= mostAnswers || undefined,
      );
      await marathon.end('SIGKILL');
      await Promise.all(asked);
      await marathon.start();
      expect(await idsOf(marathon)).toEqual(expect.arrayContaining(answered));
      await eventually('all deployments are done', async () => {
        const deployments = (await marathon.getJson('/v2/deployments')) as object[];
        return deployments.length === 0 || undefined;
      });
    }
    expect(answered.length).toBeGreaterThan(0);
  });

  it('ends with a sentence when its storage is full, and goes on when there is room', async (context) => {
    const workDir = join(cluster.directory, 'alone');
    mkdirSync(workDir, { mode: 0o700 });
    const mount = ['-t', 'tmpfs', '-o', 'size=16m,mode=700', 'none', workDir];
    if (spawnSync('mount', mount).status !== 0) return context.skip('only root mounts');
    mounts.push(workDir);
    const marathon = await start();
    expect(await put(marathon, '/before', { ...small, instances: 0 })).toBe(201);
    const { bavail, bsize } = statfsSync(workDir);
    const filler = join(cluster.directory, 'alone', 'filler');
    writeFileSync(filler, Buffer.alloc((bavail - 60) * bsize));

    const answered = ['/before'];
    for (let index = 0; marathon.isRunning && index < 200; index++) {
      const app = { ...small, instances: 0, env: { FILLER: 'x'.repeat(10_000) } };
      const status = await put(marathon, `/app-${index}`, app).catch(() => undefined);
      if (status === 201) answered.push(`/app-${index}`);
    }
    await eventually('it ends', () => !marathon.isRunning || undefined);
    expect(marathon.exit).toEqual({ code: storageFailed, signal: null });
    expect(marathon.log).toMatch(/EXIT with status 104: .*(?:No space left|ENOSPC)/u);
    rmSync(filler);
    await marathon.start();
    expect(await idsOf(marathon)).toEqual(expect.arrayContaining(answered));
    expect(await put(marathon, '/after', { ...small, instances: 0 })).toBe(201);
  });
});
