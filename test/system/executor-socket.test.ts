/**
 * Executors that speak to the agent over a socket in the file system, without a way over the network: as
 * another user, and across a kill -9 of the agent.
 */
import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cluster, eventually, type Program } from '../support/cluster.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sdk = createRequire(import.meta.url).resolve(`${root}dist/executor/index.js`);

/** Ends its task when the file is there that the task names; there is nobody at its address of the network. */
const executorText = `
import { existsSync } from 'node:fs';
import { MesosExecutor } from ${JSON.stringify(sdk)};
const variables = { ...process.env, MESOS_AGENT_ENDPOINT: '127.0.0.1:1' };
const executor = new MesosExecutor({
  launch({ task_id: id, data }) {
    executor.update(id, 'TASK_RUNNING');
    const timer = setInterval(() => {
      if (!existsSync(Buffer.from(data).toString())) return;
      clearInterval(timer);
      executor.update(id, 'TASK_FINISHED', { message: process.env.MESOS_DOMAIN_SOCKET });
    }, 100);
  },
}, { variables });
executor.start();
`;

/** Only root can switch users, and a checkout may be somewhere where others have no way. */
function nobodyReads(path: string): boolean {
  if (process.getuid?.() !== 0) return false;
  const program = `require('fs').accessSync(${JSON.stringify(path)})`;
  return spawnSync(process.execPath, ['-e', program], { uid: 65534, gid: 65534 }).status === 0;
}

function ask(socketPath: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ socketPath, path, method: 'GET' }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('the socket for executors', () => {
  const cluster = new Cluster();
  const location = join(cluster.directory, 'agent-run', 'agent.sock');
  let master: Program;
  let agent: Program;
  let framework: ChildProcess | undefined;

  beforeAll(async () => {
    // Executors of others have to reach it.
    chmodSync(cluster.directory, 0o755);
    master = await cluster.startMaster();
    agent = await cluster.startAgent(master, { flags: ['--http_executor_domain_sockets'] });
  });

  afterAll(async () => {
    framework?.kill('SIGKILL');
    await cluster.stop();
  });

  it('serves executors of any user, and they find the agent that comes after it', async () => {
    const script = join(cluster.directory, 'executor.mjs');
    const end = join(cluster.directory, 'end');
    writeFileSync(script, executorText);
    const task = {
      ...{ name: 't', task_id: { value: 't' }, agent_id: { value: '' } },
      resources: [{ name: 'cpus', type: 'SCALAR', scalar: { value: 0.1 } }],
      data: Buffer.from(end).toString('base64'),
      executor: {
        executor_id: { value: 'e' },
        command: {
          value: `${process.execPath} ${script}`,
          ...(nobodyReads(sdk) && { user: 'nobody' }),
        },
      },
    };
    let said = '';
    framework = spawn(process.execPath, [
      `${root}bin/mesos-execute`,
      ...[`--master=${master.address}`, '--checkpoint', `--task=${JSON.stringify(task)}`],
    ]);
    framework.stdout!.on('data', (text) => (said += text));
    await eventually('the task runs', () => said.includes('TASK_RUNNING') || undefined);
    await agent.end('SIGKILL');
    expect(statSync(location).isSocket()).toBe(true);
    await agent.start();
    writeFileSync(end, '');
    await eventually('the task has finished', () => said.includes('TASK_FINISHED') || undefined);
    expect(said).toContain(location);
  }, 60_000);

  it('shows nothing of the agent to others, and goes with it', async () => {
    expect(await ask(location, '/slave(1)/api/v1/executor')).toBe(405);
    expect(await ask(location, '/slave(1)/state')).toBe(403);
    await agent.end();
    expect(existsSync(location)).toBe(false);
  });
});
