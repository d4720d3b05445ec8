/** Containers nested by an operator, and what of them is left when they are removed: nothing. */
import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Cluster, eventually, type Program } from '../support/cluster.ts';

const cluster = new Cluster();
let agent: Program;

beforeAll(async () => {
  agent = await cluster.startAgent(await cluster.startMaster(), {
    flags: ['--resources=cpus:4;mem:1000;disk:1000'],
  });
});
afterAll(() => cluster.stop());

async function post(type: string, more: object): Promise<[number, string]> {
  const response = await fetch(`http://${agent.address}/api/v1`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ type, [type.toLowerCase()]: more }),
  });
  return [response.status, await response.text()];
}

/** Sandboxes and runtime directories of a container. */
function directoriesOf(name: string): readonly string[] {
  return [agent.workDir, `${agent.workDir}-run`].flatMap((directory) =>
    readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith(`/${name}`),
    ),
  );
}

it('REMOVE_NESTED_CONTAINER takes the sandbox along, and what the agent keeps', async () => {
  const parent = { value: 'around' };
  const around = { container_id: parent, command: { value: 'sleep 1000' } };
  await eventually('the agent takes calls', async () => {
    const [status] = await post('LAUNCH_CONTAINER', around);
    return status === 200 || undefined;
  });
  const nested = { container_id: { value: 'within', parent } };
  const launch = { ...nested, command: { value: 'echo said; exit 3' } };
  for (let round = 0; round < 2; round++) {
    expect(await post('LAUNCH_NESTED_CONTAINER', launch)).toEqual([200, '']);
    const [, end] = await post('WAIT_NESTED_CONTAINER', nested);
    expect(end).toContain('"exit_status":768');
    expect(directoriesOf('within')).toHaveLength(2);
    expect(await post('REMOVE_NESTED_CONTAINER', nested)).toEqual([200, '']);
    await eventually('nothing is left', () => directoriesOf('within').length === 0 || undefined);
    // Twice is fine.
    expect(await post('REMOVE_NESTED_CONTAINER', nested)).toEqual([200, '']);
  }
  expect(directoriesOf('around')).toHaveLength(2);
  expect((await post('KILL_CONTAINER', { container_id: parent }))[0]).toBe(200);
});
