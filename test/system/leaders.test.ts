/**
 * Two masters that agents and frameworks know as "host:port,host:port", of which only one is there
 * at a time: whoever leads is found, and everybody goes where the leader is.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Scheduler, type mesos } from '../../src/scheduler/index.ts';
import { Cluster, type Program, eventually, freePort } from '../support/cluster.ts';

const resources = [
  { name: 'cpus', type: 'SCALAR' as const, scalar: { value: 0.1 } },
  { name: 'mem', type: 'SCALAR' as const, scalar: { value: 32 } },
];

describe('a list of masters', () => {
  let cluster: Cluster;
  let ports: [number, number];
  let scheduler: Scheduler | undefined;

  beforeEach(async () => {
    cluster = new Cluster();
    ports = [await freePort(), await freePort()];
  });

  afterEach(async () => {
    await scheduler?.stop({ mode: 'disconnect' });
    await cluster.stop();
  });

  const list = (): string => ports.map((port) => `127.0.0.1:${port}`).join(',');
  const gate = (): string => join(cluster.directory, 'gate');
  const command = (): string => `while [ ! -e ${gate()} ]; do sleep 0.05; done; exit 3`;

  /** In the same directory: whoever takes over has the registry. */
  const startMaster = (index: 0 | 1): Promise<Program> =>
    cluster.startMaster({
      port: ports[index],
      flags: ['--allocation_interval=100ms'],
    });

  it('leads agents, frameworks and mesos-execute to the one that leads, and after it', async () => {
    // The second of the list comes first: nobody answers at the first one.
    const first = await startMaster(1);
    await cluster.startAgent(
      { address: list() },
      { flags: ['--resources=cpus:4;mem:1024', '--no-switch_user'] },
    );
    const subscriptions: { id: string; port: number | undefined }[] = [];
    const statuses: mesos.TaskStatus[] = [];
    let isLaunched = false;
    const framework = new Scheduler({
      master: list(),
      framework: { user: 'root', name: 'follower', checkpoint: true, failover_timeout: 600 },
      handlers: {
        subscribed: ({ frameworkId, master }) =>
          void subscriptions.push({ id: frameworkId, port: master?.port }),
        offers: ([offer]) => {
          if (isLaunched || offer === undefined) return framework.decline(offer ? [offer] : []);
          isLaunched = true;
          framework.launch(offer, [
            { name: 't', task_id: { value: 't' }, command: { value: command() }, resources },
          ]);
        },
        update: (status) => void statuses.push(status),
      },
    });
    scheduler = framework;
    framework.start();
    const isHeard = (state: string): boolean =>
      statuses.some((one) => one.task_id.value === 't' && one.state === state);
    await eventually('the task runs', () => isHeard('TASK_RUNNING') || undefined);

    let printed = '';
    const execute = spawn(
      process.execPath,
      [
        fileURLToPath(new URL('../../bin/mesos-execute', import.meta.url)),
        `--master=${list()}`,
        '--name=x',
        '--checkpoint',
        `--command=${command()}`,
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const executeEnded = once(execute, 'exit');
    execute.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    await eventually('its task runs', () => printed.includes('TASK_RUNNING') || undefined);

    await first.end('SIGKILL');
    await startMaster(0);
    await eventually('the framework follows', () => subscriptions[1]);
    const [before, after] = subscriptions;
    expect(before?.port).toBe(ports[1]);
    expect(after).toEqual({ id: before?.id, port: ports[0] });

    writeFileSync(gate(), '');
    await eventually('the end is heard from the other', () => isHeard('TASK_FAILED') || undefined);
    await executeEnded;
    expect(printed.match(/Subscribed with ID .*/g)).toHaveLength(2);
    expect(printed).toContain("TASK_FAILED for task 'x'");
  });
});
