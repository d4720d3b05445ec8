/** Maintenance as operators ask for it, by the v1 calls and by the older endpoints. */
import { describe, expect, it } from 'vitest';
import type { EndpointHandler } from '../../manners/index.ts';
import type { MachineID } from '../../protocol/generated/mesos.ts';
import { mostMachines } from '../core/maintenance/validation.ts';
import {
  TestMaster,
  type TestFramework,
  aFramework,
  anAgent,
  storeDelayMs,
} from '../core/test-support.ts';
import {
  machineDownEndpoint,
  machineUpEndpoint,
  maintenanceScheduleEndpoint,
  maintenanceStatusEndpoint,
} from './maintenance.ts';
import { askEndpoint, callOf, requestOf } from './test-support/operators.ts';
import { contextOf } from './test-support.ts';

const machine = { hostname: 'HOST', ip: '10.0.0.1' };
const shown = '{"hostname":"HOST","ip":"10.0.0.1"}';
const start = { nanoseconds: 1_443_830_400_000_000_000n };

function windowOf(...machine_ids: MachineID[]): object {
  return { machine_ids, unavailability: { start, duration: { nanoseconds: 3_600_000_000_000 } } };
}

/** Numbers beyond 2^53 included. */
function text(value: unknown): string {
  const marked = JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'bigint' ? `#${one}#` : one,
  );
  return marked.replaceAll(/"#(\d+)#"/g, '$1');
}

type Endpoint = (context: ReturnType<typeof contextOf>) => EndpointHandler;

const ask = (
  master: TestMaster,
  endpoint: Endpoint,
  method: string,
  body: unknown = '',
): Promise<string> =>
  askEndpoint(
    master,
    endpoint(contextOf(master)),
    requestOf(method, typeof body === 'string' ? body : text(body)),
  );

const schedule = (master: TestMaster, ...windows: object[]): Promise<string> =>
  ask(master, maintenanceScheduleEndpoint, 'POST', { windows });

const inverseOffersTo = ({ events }: TestFramework) =>
  events.flatMap(({ inverse_offers: o }) => o?.inverse_offers ?? []);

const inMachine = 'slave(1)@10.0.0.1:5051';

function aCluster(options: ConstructorParameters<typeof TestMaster>[0] = {}) {
  const master = new TestMaster(options);
  const agentId = master.addAgent(inMachine);
  const framework = master.subscribe(aFramework());
  master.advance(2_000);
  return { master, framework, agentId };
}

describe('the schedule', () => {
  it('is empty at first, shown when it is durable, and outlives the master', async () => {
    const master = new TestMaster();
    expect(await ask(master, maintenanceScheduleEndpoint, 'GET')).toBe('200 {}');
    expect(await callOf(master, 'GET_MAINTENANCE_SCHEDULE')).toBe(
      '200 {"type":"GET_MAINTENANCE_SCHEDULE","get_maintenance_schedule":{"schedule":{}}}',
    );
    expect(await schedule(master, windowOf(machine))).toBe('200');
    for (const one of [master, new TestMaster({}, master)]) {
      expect(await ask(one, maintenanceScheduleEndpoint, 'GET')).toBe(
        `200 {"windows":[{"machine_ids":[${shown}],"unavailability":{"duration":{"nanoseconds":3600000000000},"start":{"nanoseconds":1443830400000000000}}}]}`,
      );
      expect(await callOf(one, 'GET_MAINTENANCE_SCHEDULE')).toBe(
        `200 {"type":"GET_MAINTENANCE_SCHEDULE","get_maintenance_schedule":{"schedule":{"windows":[{"machine_ids":[${shown}],"unavailability":{"start":{"nanoseconds":1443830400000000000},"duration":{"nanoseconds":3600000000000}}}]}}}`,
      );
      expect(await ask(one, maintenanceStatusEndpoint, 'GET')).toBe(
        `200 {"draining_machines":[{"id":${shown}}]}`,
      );
      one.master.stop();
    }
  });

  it('is replaced as a whole; an empty one ends all maintenance', async () => {
    const master = new TestMaster();
    await schedule(master, windowOf(machine));
    await schedule(master, windowOf({ hostname: 'other' }));
    expect(await ask(master, maintenanceStatusEndpoint, 'GET')).toBe(
      '200 {"draining_machines":[{"id":{"hostname":"other"}}]}',
    );
    expect(await ask(master, maintenanceScheduleEndpoint, 'POST', {})).toBe('200');
    expect([...master.disk.keys()].filter((key) => key.startsWith('maintenance'))).toEqual([]);
  });

  it.each([
    ['x', '400 '],
    ['[]', '400 Unexpected JSON type parsed'],
    [
      { windows: [{ machine_ids: [machine] }] },
      '400 Missing required fields: windows[0].unavailability',
    ],
    [
      { windows: [{ machine_ids: [machine], unavailability: {} }] },
      '400 Missing required fields: windows[0].unavailability.start',
    ],
    [{ windows: [{ machine_ids: [machine], unavailability: { start: 7 } }] }, '400 '],
    [{ windows: [windowOf()] }, '400 List of machines in the maintenance window is empty'],
    [
      {
        windows: [
          {
            machine_ids: [machine],
            unavailability: { start, duration: { nanoseconds: -1 } },
          },
        ],
      },
      "400 Unavailability 'duration' is negative",
    ],
    [
      { windows: [{ machine_ids: [machine], unavailability: { start: { nanoseconds: -1 } } }] },
      "400 Unavailability 'start' is negative",
    ],
    [{ windows: [windowOf({})] }, "400 Both 'hostname' and 'ip' for a machine are empty"],
    [{ windows: [windowOf({ ip: '10.0.0.256' })] }, '400 Failed to parse IPv4: 10.0.0.256'],
    [{ windows: [windowOf({ ip: '::1' })] }, '400 Failed to parse IPv4: ::1'],
    [
      { windows: [windowOf({ hostname: 'h'.repeat(256) })] },
      "400 The 'hostname' of a machine is longer than 255 characters",
    ],
    [
      { windows: [windowOf(machine), windowOf({ ...machine, hostname: 'host' })] },
      `400 Machine '{"hostname":"host","ip":"10.0.0.1"}' appears more than once in the schedule`,
    ],
  ])('is refused as %s, and the old one stays', async (body, why) => {
    const master = new TestMaster();
    await schedule(master, windowOf({ hostname: 'before' }));
    const before = new Map(master.disk);
    expect(await ask(master, maintenanceScheduleEndpoint, 'POST', body)).toContain(why);
    expect(master.disk).toEqual(before);
    expect([...master.state.maintenance.machines.keys()]).toEqual(['before ']);
  });

  it('is bounded in bytes and in machines', async () => {
    const master = new TestMaster();
    expect(await ask(master, maintenanceScheduleEndpoint, 'POST', ' '.repeat(4_200_000))).toBe(
      '413 The body is too large, expecting at most 4194304 bytes',
    );
    const many = Array.from({ length: mostMachines + 1 }, (_, i) => ({ hostname: `h${i}` }));
    expect(await schedule(master, windowOf(...many))).toBe(
      '400 More than 20000 machines are in the schedule',
    );
  });
});

describe('a machine that is draining', () => {
  it('has its agents offered with the time when they go, old offers and new ones', async () => {
    const { master, framework } = aCluster();
    const [before] = framework.offers;
    expect(before!.unavailability).toBeUndefined();
    await schedule(master, windowOf(machine));
    expect(framework.types).toContain('RESCIND');
    master.advance(2_000);
    const unavailability = { start, duration: { nanoseconds: 3_600_000_000_000 } };
    expect(framework.offers.at(-1)).toMatchObject({ unavailability });
    await ask(master, maintenanceScheduleEndpoint, 'POST', {});
    master.advance(2_000);
    expect(framework.offers.at(-1)!.unavailability).toBeUndefined();
  });

  it('has frameworks asked to leave, whose answers operators see', async () => {
    const { master, framework, agentId } = aCluster();
    master.runTask(framework, 't');
    await schedule(master, windowOf(machine));
    master.advance(2_000);
    const asked = inverseOffersTo(framework);
    const last = asked.at(-1)!;
    expect(last).toMatchObject({
      agent_id: { value: agentId },
      framework_id: { value: framework.id },
      unavailability: { start },
      url: { address: { ip: '10.0.0.1', port: 5051 } },
    });
    const inverse_offer_ids = [last.id];
    const shown = `"inverse_offers":[{"id":{"value":"${last.id.value}"}`;
    expect(await callOf(master, 'GET_FRAMEWORKS')).toContain(shown);
    master.call(framework, {
      type: 'DECLINE_INVERSE_OFFERS',
      decline_inverse_offers: { inverse_offer_ids, filters: { refuse_seconds: 1 } },
    });
    const status = (): Promise<string> => ask(master, maintenanceStatusEndpoint, 'GET');
    expect(await status()).toContain(
      `"statuses":[{"status":"DECLINE","framework_id":{"value":"${framework.id}"},"timestamp":{"nanoseconds":`,
    );
    expect(await callOf(master, 'GET_FRAMEWORKS')).not.toContain('inverse_offers');
    master.advance(5_000);
    const again = inverseOffersTo(framework);
    expect(again.length).toBe(asked.length + 1);
    master.call(framework, {
      type: 'ACCEPT_INVERSE_OFFERS',
      accept_inverse_offers: {
        inverse_offer_ids: [{ value: 'unknown' }, again.at(-1)!.id],
        filters: { refuse_seconds: 1000 },
      },
    });
    expect(await status()).toContain('"statuses":[{"status":"ACCEPT"');
    master.advance(100_000);
    expect(inverseOffersTo(framework)).toHaveLength(again.length);
  });

  it('asks again when its times change, and takes the old question back', async () => {
    const { master, framework } = aCluster({ offerTimeoutMs: 60_000 });
    master.runTask(framework, 't');
    await schedule(master, windowOf(machine));
    master.advance(2_000);
    expect(master.state.inverseOffers.size).toBe(1);
    await schedule(master, windowOf(machine));
    expect(framework.types).toContain('RESCIND_INVERSE_OFFER');
    master.advance(2_000);
    expect(master.state.inverseOffers.size).toBe(1);
    const rescinded = (): number =>
      framework.types.filter((type) => type === 'RESCIND_INVERSE_OFFER').length;
    master.advance(61_000);
    expect(rescinded()).toBe(2);
  });

  it.each(['agent', 'framework'] as const)('asks nobody when the %s is away', async (who) => {
    const { master, framework } = aCluster();
    master.runTask(framework, 't');
    await schedule(master, windowOf(machine));
    master.advance(2_000);
    if (who === 'agent') master.breakConnection(inMachine);
    else master.disconnect(framework);
    expect(master.state.inverseOffers.size).toBe(0);
    expect(framework.types.includes('RESCIND_INVERSE_OFFER')).toBe(who === 'agent');
  });

  it('is not asked about any more when its agent is deactivated', async () => {
    const { master, framework, agentId } = aCluster();
    master.runTask(framework, 't');
    await schedule(master, windowOf(machine));
    master.advance(2_000);
    expect(master.state.inverseOffers.size).toBe(1);
    await callOf(master, 'DEACTIVATE_AGENT', { agent_id: { value: agentId } });
    expect(master.state.inverseOffers.size).toBe(0);
    expect(framework.types.at(-1)).toBe('RESCIND_INVERSE_OFFER');
  });

  it('does not take the answers of others', async () => {
    const { master, framework } = aCluster();
    master.runTask(framework, 't');
    await schedule(master, windowOf(machine));
    master.advance(2_000);
    const [id] = master.state.inverseOffers.keys();
    const stranger = master.subscribe(aFramework({ name: 'stranger' }));
    master.call(stranger, {
      type: 'ACCEPT_INVERSE_OFFERS',
      accept_inverse_offers: { inverse_offer_ids: [{ value: id! }] },
    });
    expect(master.state.inverseOffers.size).toBe(1);
    expect(await ask(master, maintenanceStatusEndpoint, 'GET')).not.toContain('statuses');
  });
});

describe('a machine that is down', () => {
  const down = (master: TestMaster, ...ids: MachineID[]): Promise<string> =>
    ask(master, machineDownEndpoint, 'POST', ids);
  const up = (master: TestMaster, ...ids: MachineID[]): Promise<string> =>
    ask(master, machineUpEndpoint, 'POST', ids);

  it('has its agents shut down and removed, and what they ran is lost', async () => {
    const { master, framework, agentId } = aCluster();
    master.runTask(framework, 't');
    await schedule(master, windowOf(machine));
    expect(await down(master, machine)).toBe('200');
    expect(master.sentTo(inMachine, 'ShutdownMessage')[0]!.message).toEqual({
      message: "Operator initiated 'Machine DOWN'",
    });
    expect(master.state.agents.has(agentId)).toBe(false);
    expect(master.agentsOnDisk).toEqual([]);
    expect(framework.statesOf('t')).toEqual(['TASK_LOST']);
    expect(await ask(master, maintenanceStatusEndpoint, 'GET')).toBe(
      `200 {"down_machines":[${shown}]}`,
    );
  });

  it('lets no agent register, not even after a restart, until it is up', async () => {
    const first = new TestMaster();
    await schedule(first, windowOf(machine));
    await callOf(first, 'START_MAINTENANCE', { machines: [machine] });
    first.master.stop();
    const master = new TestMaster({}, first);
    const refused = (): unknown => master.sentTo(inMachine, 'ShutdownMessage').at(-1)?.message;
    expect(master.addAgent(inMachine)).toBeUndefined();
    expect(refused()).toEqual({ message: 'Machine is `DOWN`' });
    master.sent.length = 0;
    master.reregister(inMachine, anAgent('cpus:1', 'old'));
    expect(refused()).toEqual({ message: 'Machine is `DOWN`' });
    expect(master.addAgent('slave(1)@10.0.0.2:5051')).toBeDefined();
    expect(await callOf(master, 'STOP_MAINTENANCE', { machines: [machine] })).toBe('200');
    expect(await ask(master, maintenanceScheduleEndpoint, 'GET')).toBe('200 {}');
    expect(new TestMaster({}, master).state.maintenance.machines.size).toBe(0);
    expect(master.addAgent(inMachine)).toBeDefined();
  });

  it('takes an agent down too whose admission was being written', async () => {
    const master = new TestMaster();
    await schedule(master, windowOf(machine));
    const answer = down(master, machine);
    master.register(inMachine, anAgent());
    expect(await answer).toBe('200');
    master.advance(10 * storeDelayMs);
    expect(master.sentTo(inMachine, 'ShutdownMessage')).toHaveLength(1);
    expect(master.state.agents.size).toBe(0);
  });

  it('leaves the other machines of its window in the schedule', async () => {
    const master = new TestMaster();
    const other = { hostname: 'other' };
    await schedule(master, windowOf(machine, other), windowOf({ hostname: 'third' }));
    await down(master, machine, { hostname: 'third' });
    await up(master, machine, { hostname: 'third' });
    expect(await ask(master, maintenanceScheduleEndpoint, 'GET')).toContain(
      '{"windows":[{"machine_ids":[{"hostname":"other"}],',
    );
    expect([...master.state.maintenance.machines.keys()]).toEqual(['other ']);
  });

  it('cannot leave the schedule before it is up, and stays down in a new one', async () => {
    const master = new TestMaster();
    await schedule(master, windowOf(machine));
    await down(master, machine);
    expect(await ask(master, maintenanceScheduleEndpoint, 'POST', {})).toBe(
      `400 Machine '${shown}' is deactivated and cannot be removed from the schedule`,
    );
    expect(await schedule(master, windowOf(machine, { hostname: 'more' }))).toBe('200');
    expect(await ask(master, maintenanceStatusEndpoint, 'GET')).toBe(
      `200 {"draining_machines":[{"id":{"hostname":"more"}}],"down_machines":[${shown}]}`,
    );
  });

  it('is in the schedule first, also when its agents are known', async () => {
    const { master } = aCluster();
    const is = `400 Machine '${shown}' is not in`;
    expect(await down(master, machine)).toBe(`${is} DRAINING mode and cannot be brought down`);
    expect(await up(master, machine)).toBe(`${is} DOWN mode and cannot be brought up`);
    expect(master.state.agents.size).toBe(1);
  });

  it('that came up is not down when it is scheduled again, not even after a restart', async () => {
    const first = new TestMaster();
    await schedule(first, windowOf(machine));
    await down(first, machine);
    await up(first, machine);
    await schedule(first, windowOf(machine));
    const master = new TestMaster({}, first);
    expect(await ask(master, maintenanceStatusEndpoint, 'GET')).toBe(
      `200 {"draining_machines":[{"id":${shown}}]}`,
    );
  });

  it('of two that come together one is refused', async () => {
    const master = new TestMaster();
    await schedule(master, windowOf(machine));
    const answers = await Promise.all([down(master, machine), down(master, machine)]);
    expect(answers).toEqual([
      '200',
      `400 Machine '${shown}' is not in DRAINING mode and cannot be brought down`,
    ]);
  });

  it.each([
    ['x', '400 '],
    ['{}', '400 Unexpected JSON type parsed'],
    ['[7]', '400 '],
    [[], '400 List of machines is empty'],
    [[{}], "400 Both 'hostname' and 'ip' for a machine are empty"],
    [[{ ip: 'x' }], '400 Failed to parse IPv4: x'],
    [[machine, machine], `400 Machine '${shown}' appears more than once in the schedule`],
    [
      [{ hostname: 'host' }],
      `400 Machine '{"hostname":"host"}' is not part of a maintenance schedule`,
    ],
  ])('neither comes nor goes by %j', async (body, why) => {
    const master = new TestMaster();
    await schedule(master, windowOf(machine));
    const before = new Map(master.disk);
    expect(await ask(master, machineDownEndpoint, 'POST', body)).toContain(why);
    expect(await ask(master, machineUpEndpoint, 'POST', body)).toContain(why);
    expect(await up(master, machine)).toBe(
      `400 Machine '${shown}' is not in DOWN mode and cannot be brought up`,
    );
    expect(master.disk).toEqual(before);
  });
});
