/** Reservations and volumes of operators, in the order in which they were recorded, and what they leave. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cluster, type Program, eventually } from '../support/cluster.ts';
import { exchange, parseAnswer, recorded, withBody } from './exchange.ts';

const cluster = new Cluster();
let master: Program;
let agentId = '';
const recordedAgentId = '7197e87e-95a9-4000-b001-7da026e62753-S0';

interface Slave {
  readonly id: string;
  readonly reserved_resources: Record<string, Record<string, unknown>>;
  readonly unreserved_resources: Record<string, unknown>;
  readonly reserved_resources_full: Record<string, readonly unknown[]>;
}

async function slave(): Promise<Slave | undefined> {
  const { slaves } = (await master.getJson('/slaves')) as { slaves: readonly Slave[] };
  return slaves[0];
}

beforeAll(async () => {
  master = await cluster.startMaster({});
  const resources = '--resources=cpus:1.9;mem:23049;disk:252899;ports:[31000-32000]';
  await cluster.startAgent(master, { flags: [resources] });
  agentId = (await eventually('the agent is there', slave)).id;
});
afterAll(() => cluster.stop());

async function ask(name: string): Promise<void> {
  const path = `operations/${name}`;
  const request = withBody(recorded(`${path}.req`), (body) =>
    body.replaceAll(recordedAgentId, agentId),
  );
  const answer = await exchange(master.port, request);
  const expected = parseAnswer(recorded(`${path}.resp`), true)!;
  const shown = (one: typeof answer): unknown => ({
    status: one?.status,
    type: one?.headers['content-type'],
    // What there was besides is another machine's.
    body: one?.body.toString().replace(/^.*(?= does not contain)/, ''),
  });
  expect(shown(answer)).toEqual(shown(expected));
}

async function post(path: string, form: Record<string, string>): Promise<[number, string]> {
  const answer = await fetch(`http://${master.address}${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
  });
  return [answer.status, await answer.text()];
}

describe('an operator', () => {
  it('reserves, makes a volume and takes both back, and is answered as recorded', async () => {
    const before = await slave();
    for (const name of ['RESERVE_RESOURCES', 'RESERVE_RESOURCES_bad_agent']) await ask(name);
    await ask('RESERVE_RESOURCES_too_much');
    await ask('CREATE_VOLUMES');
    expect((await slave())?.reserved_resources_full).toEqual({
      rolea: [
        {
          name: 'cpus',
          type: 'SCALAR',
          scalar: { value: 0.1 },
          role: 'rolea',
          reservation: { principal: 'p' },
          reservations: [{ type: 'DYNAMIC', role: 'rolea', principal: 'p' }],
        },
        {
          name: 'disk',
          type: 'SCALAR',
          scalar: { value: 32 },
          role: 'rolea',
          reservation: { principal: 'p' },
          reservations: [{ type: 'DYNAMIC', role: 'rolea', principal: 'p' }],
          disk: {
            persistence: { id: 'vol1', principal: 'p' },
            volume: { mode: 'RW', container_path: 'data' },
          },
        },
      ],
    });
    await ask('DESTROY_VOLUMES');
    await ask('UNRESERVE_RESOURCES');
    await ask('UNRESERVE_RESOURCES_again');
    expect(await slave()).toEqual(before);
  });

  it('does the same with forms', async () => {
    const reservations = [{ type: 'DYNAMIC', role: 'rolea' }];
    const disk = { name: 'disk', type: 'SCALAR', scalar: { value: 8 }, reservations };
    const volume = {
      ...disk,
      disk: { persistence: { id: 'v' }, volume: { mode: 'RW', container_path: 'data' } },
    };
    const of = (list: string, resource: object): Record<string, string> => ({
      slaveId: agentId,
      [list]: JSON.stringify([resource]),
    });
    expect(await post('/reserve', of('resources', disk))).toEqual([202, '']);
    expect(await post('/create-volumes', of('volumes', volume))).toEqual([202, '']);
    expect((await slave())?.reserved_resources['rolea']).toMatchObject({ disk: 8 });
    expect(await post('/unreserve', of('resources', disk))).toEqual([
      409,
      expect.stringContaining('does not contain disk(reservations: [(DYNAMIC,rolea)]):8'),
    ]);
    const { roles } = (await master.getJson('/roles')) as { roles: readonly { name: string }[] };
    expect(roles.map(({ name }) => name)).toContain('rolea');
    expect(await post('/destroy-volumes', of('volumes', volume))).toEqual([202, '']);
    expect(await post('/unreserve', of('resources', disk))).toEqual([202, '']);
    expect((await slave())?.reserved_resources).toEqual({});
  });

  it.each([
    ['/reserve', {}, "Missing 'slaveId' query parameter in the request body"],
    ['/reserve', { slaveId: 'x' }, "Missing 'resources' query parameter in the request body"],
    ['/create-volumes', { slaveId: 'x' }, "Missing 'volumes' query parameter in the request body"],
    [
      '/unreserve',
      { slaveId: 'x', resources: '{' },
      "Error in parsing 'resources' query parameter in the request body: ",
    ],
    ['/destroy-volumes', { slaveId: 'x', volumes: '{}' }, 'Unexpected JSON type parsed'],
    ['/reserve', { slaveId: 'x', resources: '[{}]' }, "Error parsing 'resources'"],
    ['/reserve', { slaveId: 'x', resources: '[]' }, 'No agent found with specified ID'],
  ])('is told what is wrong with a form for %s', async (path, form, why) => {
    const [status, text] = await post(path, form as unknown as Record<string, string>);
    expect([status, text]).toEqual([400, expect.stringContaining(why)]);
  });
});
