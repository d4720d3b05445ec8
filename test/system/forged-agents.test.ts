/**
 * Strangers who say that they are an agent, against a real master, a real agent and a task that
 * runs: whatever they claim, the agent keeps its id and its place, and the task runs on.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MessageType } from '../../src/protocol/codec/message.ts';
import * as internal from '../../src/protocol/generated/internal.ts';
import type { AgentInfo } from '../../src/protocol/generated/mesos.ts';
import { message, talk } from '../support/hostile/wire.ts';
import { Cluster, type Program, eventually } from '../support/cluster.ts';

const cluster = new Cluster();
let master: Program;
let agent: Program;
let framework: ChildProcess;

interface State {
  readonly slaves: readonly { readonly id: string; readonly active: boolean }[];
  readonly frameworks: readonly { readonly tasks: readonly { readonly state: string }[] }[];
}

const stateOf = (): Promise<State> => master.getJson('/state') as Promise<State>;

beforeAll(async () => {
  master = await cluster.startMaster();
  agent = await cluster.startAgent(master);
  const execute = fileURLToPath(new URL('../../bin/mesos-execute', import.meta.url));
  const args = ['--name=t', '--command=sleep 1000', '--checkpoint', '--resources=cpus:0.1;mem:32'];
  const flags = [`--master=${master.address}`, ...args];
  framework = spawn(process.execPath, [execute, ...flags], { stdio: 'ignore' });
  await eventually('the task runs', async () => {
    const { frameworks } = await stateOf();
    return frameworks[0]?.tasks[0]?.state === 'TASK_RUNNING' || undefined;
  });
}, 90_000);

afterAll(async () => {
  framework?.kill('SIGKILL');
  await cluster.stop();
});

async function say<T extends object>(from: string, type: MessageType<T>, body: T): Promise<void> {
  await talk(master.port, message('master', type.typeName, from, type.encode(body)));
}

it('a living agent and its task are not ended by forged messages', async () => {
  const [{ id }] = (await stateOf()).slaves as [State['slaves'][0]];
  const pid = `slave(1)@${agent.address}`;
  const version = '1.12.0';
  const own: AgentInfo = { hostname: 'localhost', id: { value: id } };
  const claims: readonly [string, AgentInfo][] = [
    ['slave(1)@10.6.6.6:5051', own],
    ['slave(1)@127.0.0.1:1', own],
    [pid, { ...own, hostname: 'elsewhere' }],
  ];
  await say(pid, internal.ReregisterSlaveMessage, {
    slave: { hostname: 'forged', id: { value: 'S-forged' } },
    version,
  });
  await eventually(
    'the agent says that it is there',
    () => master.log.includes(`Re-registered agent ${id}`) || undefined,
  );
  for (const [from, slave] of claims) {
    await say(from, internal.ReregisterSlaveMessage, { slave, version });
  }
  await say(pid, internal.RegisterSlaveMessage, { slave: { hostname: 'forged' }, version });
  const stranger = 'slave(1)@10.6.6.6:5051';
  await say(stranger, internal.UnregisterSlaveMessage, { slave_id: { value: id } });
  await eventually('the last lie is told', () => master.log.includes('unregister') || undefined);
  const { slaves, frameworks } = await stateOf();
  expect(slaves).toMatchObject([{ id, active: true }]);
  expect(frameworks[0]!.tasks).toMatchObject([{ state: 'TASK_RUNNING' }]);
  expect(agent.isRunning).toBe(true);
  expect(agent.log).not.toContain('Shut');
}, 60_000);
