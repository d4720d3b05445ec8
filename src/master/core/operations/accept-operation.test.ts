import { describe, expect, it } from 'vitest';
import { aTask, launchOf } from '../test-support.ts';
import { expectSound } from '../test-support/accounting.ts';
import {
  allocated,
  create,
  destroy,
  dynamic,
  engDisk,
  engReservation,
  engVolume,
  engineers,
  grow,
  named,
  nextOffer,
  reserve,
  reserved,
  scalar,
  scene,
  shrink,
  statusesOf,
  unreserve,
} from '../test-support/operating-agent.ts';

const cpu = reserved(scalar('cpus', 1), engReservation);

describe('operations on an offer', () => {
  it('change what the agent has, and are offered as they are then', () => {
    const { master, agent, framework, offer } = scene();
    master.accept(framework, [offer], reserve(cpu, engDisk(100)), create(engVolume('v', 60)));
    expect(agent.told.map(({ info }) => info.type)).toEqual(['RESERVE', 'CREATE']);
    expect(agent.told[0]!.info.reserve?.resources).toEqual(allocated(cpu, engDisk(100)));
    expectSound(master.core);
    const next = nextOffer({ master, framework });
    expect(next.resources).toEqual(
      expect.arrayContaining(allocated(cpu, engDisk(40), engVolume('v', 60))),
    );
    expect(agent.record.total.reserved('eng').disk).toBe(100);
  });

  it('say which version of its resources the agent has', () => {
    const { master, agent, framework, offer } = scene();
    master.accept(framework, [offer], reserve(cpu));
    const [sent] = master.sentTo(agent.pid, 'ApplyOperationMessage');
    expect(sent!.message).toMatchObject({
      framework_id: { value: framework.id },
      resource_version_uuid: { uuid: { value: new Uint8Array(16).fill(7) } },
    });
  });

  it('may be lost with their agent, and what was launched on them too', () => {
    const { master, agent, framework, offer } = scene();
    const task = { ...aTask('t', offer), resources: [cpu, scalar('mem', 32), engVolume('v', 60)] };
    const [made, volume] = [reserve(cpu, engDisk(60)), create(engVolume('v', 60))];
    master.accept(framework, [offer], made, volume, launchOf(task));
    master.breakConnection(agent.pid);
    agent.reregister();
    const [welcome] = master.sentTo(agent.pid, 'SlaveReregisteredMessage');
    expect(welcome!.message.reconciliations).toMatchObject([
      { statuses: [{ task_id: { value: 't' } }] },
    ]);
    agent.update([]);
    master.update(framework, agent.id, 't', 'TASK_DROPPED');
    expectSound(master.core);
    expect(agent.record.total.reserved('eng').isEmpty()).toBe(true);
    nextOffer({ master, framework });
    const offers = [...master.state.offers.values()].map(({ resources }) => resources);
    expect(offers.reduce((sum, { cpus }) => sum + (cpus ?? 0), 0)).toBe(4);
  });

  it('go before what is launched on them in the same call', () => {
    const { master, agent, framework, offer } = scene();
    const task = {
      ...aTask('t', offer),
      resources: [cpu, scalar('mem', 32), engVolume('v', 60)],
    };
    master.accept(
      framework,
      [offer],
      reserve(cpu, engDisk(60)),
      create(engVolume('v', 60)),
      launchOf(task),
    );
    expect(framework.statuses).toEqual([]);
    const [run] = master.sentTo(agent.pid, 'RunTaskMessage');
    expect(run!.message.task.resources).toEqual(
      allocated(cpu, scalar('mem', 32), engVolume('v', 60)),
    );
    expectSound(master.core);
    // In use: it is not offered, and ends with the task only.
    master.update(framework, agent.id, 't', 'TASK_FINISHED');
    expectSound(master.core);
    expect(nextOffer({ master, framework }).resources).toContainEqual(
      allocated(engVolume('v', 60))[0],
    );
  });

  it('make a volume larger and smaller, for later calls', () => {
    const { master, agent, framework, offer } = scene();
    master.accept(framework, [offer], reserve(engDisk(100)), create(engVolume('v', 50)));
    let next = nextOffer({ master, framework });
    master.accept(framework, [next], grow(engVolume('v', 50), engDisk(30)));
    expectSound(master.core);
    next = nextOffer({ master, framework });
    expect(next.resources).toEqual(
      expect.arrayContaining(allocated(engVolume('v', 80), engDisk(20))),
    );
    master.accept(framework, [next], shrink(engVolume('v', 80), 70));
    expectSound(master.core);
    next = nextOffer({ master, framework });
    expect(next.resources).toEqual(
      expect.arrayContaining(allocated(engVolume('v', 10), engDisk(90))),
    );
    expect(agent.told.map(({ info }) => info.type)).toEqual([
      'RESERVE',
      'CREATE',
      'GROW_VOLUME',
      'SHRINK_VOLUME',
    ]);
  });

  it('take everything back', () => {
    const { master, agent, framework, offer } = scene();
    const before = agent.record.total;
    master.accept(framework, [offer], reserve(cpu, engDisk(100)), create(engVolume('v', 50)));
    const next = nextOffer({ master, framework });
    master.accept(framework, [next], destroy(engVolume('v', 50)), unreserve(cpu, engDisk(100)));
    expectSound(master.core);
    expect(agent.record.total.equals(before)).toBe(true);
  });

  it('refine a reservation, which can be taken away level by level', () => {
    const { master, agent, framework, offer } = scene(undefined, { roles: ['eng/web'] });
    const outer = reserved(scalar('cpus', 1), dynamic('eng/web'));
    master.accept(framework, [offer], reserve(outer));
    expect(agent.record.total.reserved('eng/web').cpus).toBe(1);
    const other = scene();
    const base = reserved(scalar('cpus', 2), engReservation);
    other.master.accept(other.framework, [other.offer], reserve(base));
    const web = other.master.subscribe(engineers({ roles: ['eng/web'] }));
    other.framework.forget();
    other.master.call(other.framework, { type: 'SUPPRESS', suppress: {} });
    other.master.advance(1_000);
    const refined = reserved(scalar('cpus', 2), engReservation, dynamic('eng/web'));
    other.master.accept(web, [web.offers.at(-1)!], reserve(refined));
    expect(statusesOf(web)).toEqual([]);
    expect(other.agent.record.total.reserved('eng/web').cpus).toBe(2);
    other.master.advance(1_000);
    other.master.accept(web, [web.offers.at(-1)!], unreserve(refined));
    expect(other.agent.record.total.reserved('eng').cpus).toBe(2);
    expectSound(other.master.core);
  });
});

it('a framework that knows the old format of reservations reserves and creates in it', () => {
  const { master, agent, framework, offer } = scene(undefined, {
    role: 'eng',
    roles: [],
    capabilities: [],
  });
  const old = { ...scalar('disk', 10), role: 'eng', reservation: {} };
  const volume = {
    ...old,
    disk: { persistence: { id: 'v' }, volume: { container_path: 'data', mode: 'RW' as const } },
  };
  master.accept(framework, [offer], reserve(old), create(volume));
  expect(agent.told.map(({ info }) => info)).toEqual([
    reserve(...allocated(engDisk(10))),
    create(...allocated(engVolume('v', 10))),
  ]);
  expect(nextOffer({ master, framework }).resources).toContainEqual(volume);
  expectSound(master.core);
});

describe('an agent that does not know operations', () => {
  const old = ['MULTI_ROLE', 'HIERARCHICAL_ROLE'] as const;

  it('is told all that was made on it, in the words that it knows', () => {
    const { master, agent, framework, offer } = scene(old);
    master.accept(framework, [offer], reserve(engDisk(100)), create(engVolume('v', 60)));
    expect(agent.told).toEqual([]);
    const sent = master.sentTo(agent.pid, 'CheckpointResourcesMessage').at(-1)!;
    const { reservations: _stack, ...volume } = engVolume('v', 60);
    expect(sent.message.resources).toEqual([
      { ...scalar('disk', 40), role: 'eng', reservation: {} },
      { ...volume, role: 'eng', reservation: {} },
    ]);
    expectSound(master.core);
  });

  it('gives no feedback, so an operation that asks for it is refused', () => {
    const { master, agent, framework, offer } = scene(old);
    master.accept(framework, [offer], named('op', reserve(engDisk(100))));
    expect(statusesOf(framework)).toEqual([
      {
        operation_id: { value: 'op' },
        state: 'OPERATION_ERROR',
        message: `Operation requested feedback, but agent ${agent.id} does not have the required RESOURCE_PROVIDER capability`,
      },
    ]);
    expect(agent.record.total.hasReserved()).toBe(false);
    expectSound(master.core);
  });
});

describe('a shared volume', () => {
  const shared = engVolume('s', 10, { shared: {} });

  function sharing() {
    const one = scene();
    one.master.accept(one.framework, [one.offer], reserve(engDisk(10)), create(shared));
    return { ...one, next: nextOffer(one) };
  }

  it('is used by many tasks at a time and counts once', () => {
    const { master, agent, framework, next } = sharing();
    const tasks = ['a', 'b', 'c'].map((id) => ({
      ...aTask(id, next),
      resources: [scalar('cpus', 1), scalar('mem', 32), shared],
    }));
    master.accept(framework, [next], launchOf(...tasks));
    expect(framework.statuses).toEqual([]);
    expect(agent.record.total.disk).toBe(1000);
    expectSound(master.core);
    for (const id of ['a', 'b', 'c']) master.update(framework, agent.id, id, 'TASK_FINISHED');
    expectSound(master.core);
  });

  it('is not destroyed while a task has it, launched before or in the same call', () => {
    const { master, agent, framework, next } = sharing();
    const task = { ...aTask('t', next), resources: [scalar('cpus', 1), scalar('mem', 32), shared] };
    master.accept(framework, [next], launchOf(task), named('d', destroy(shared)));
    expect(statusesOf(framework).map(({ message }) => message)).toEqual([
      `Persistent volumes in use; on agent ${agent.id} at ${agent.pid} (host)`,
    ]);
    expectSound(master.core);
    const later = nextOffer({ master, framework });
    master.accept(framework, [later], named('d', destroy(shared)));
    expect(statusesOf(framework).map(({ state }) => state)).toEqual(['OPERATION_ERROR']);
    master.update(framework, agent.id, 't', 'TASK_FINISHED');
    master.accept(framework, [nextOffer({ master, framework })], destroy(shared));
    expect(agent.record.total.shared().isEmpty()).toBe(true);
    expectSound(master.core);
  });

  it('is taken back from others who were offered it when it is destroyed', () => {
    const { master, agent, framework, next } = sharing();
    const task = { ...aTask('t', next), resources: [scalar('cpus', 1), scalar('mem', 32)] };
    const other = master.subscribe(engineers({ name: 'other' }));
    master.accept(framework, [next], launchOf(task));
    master.advance(1_000);
    const held = other.offers.map(({ resources }) => resources).flat();
    expect(held).toContainEqual(allocated(shared)[0]);
    master.update(framework, agent.id, 't', 'TASK_FINISHED');
    const mine = nextOffer({ master, framework });
    expect(mine.resources).toContainEqual(allocated(shared)[0]);
    master.accept(framework, [mine], destroy(shared));
    expect(agent.record.total.shared().isEmpty()).toBe(true);
    expect(other.offers).toEqual([]);
    expectSound(master.core);
  });
});
