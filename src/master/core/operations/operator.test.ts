import { describe, expect, it } from 'vitest';
import type { Offer_Operation, Resource } from '../../../protocol/generated/mesos.ts';
import { aTask, launchOf, TestMaster } from '../test-support.ts';
import { expectSound } from '../test-support/accounting.ts';
import {
  OperatingAgent,
  create,
  destroy,
  dynamic,
  engDisk,
  engReservation,
  engVolume,
  engineers,
  grow,
  rereserve,
  reserve,
  reserved,
  scalar,
  scene,
  shrink,
  unreserve,
} from '../test-support/operating-agent.ts';
import { isConverting } from './operation-resources.ts';
import { takeOperatorOperation } from './operator.ts';

function alone() {
  const master = new TestMaster();
  return { master, agent: new OperatingAgent(master) };
}

function operate(
  { master, agent }: { readonly master: TestMaster; readonly agent: { readonly id: string } },
  operation: Offer_Operation,
  principal?: string,
): string {
  const { type } = operation;
  if (!isConverting(type)) throw new Error(`${type} converts nothing`);
  const done = takeOperatorOperation(master.core, {
    agentId: agent.id,
    operation,
    type,
    principal,
  });
  expectSound(master.core);
  return done.ok ? 'done' : `${done.error.status} ${done.error.message}`;
}

const cpu = reserved(scalar('cpus', 1), engReservation);

describe('an operator', () => {
  it('reserves, creates, resizes, destroys and unreserves what nobody uses', () => {
    const one = alone();
    const { agent } = one;
    const before = agent.record.total;
    const rounds = [
      reserve(cpu, engDisk(100)),
      create(engVolume('v', 60)),
      grow(engVolume('v', 60), engDisk(20)),
      shrink(engVolume('v', 80), 70),
      destroy(engVolume('v', 10)),
      unreserve(cpu, engDisk(100)),
    ];
    expect(rounds.map((operation) => operate(one, operation))).toEqual(rounds.map(() => 'done'));
    expect(agent.told.map(({ info, frameworkId }) => [info.type, frameworkId])).toEqual(
      rounds.map(({ type }) => [type, undefined]),
    );
    expect(agent.record.total.equals(before)).toBe(true);
    for (const told of agent.told) agent.answer(told);
    expect(agent.record.operations.size).toBe(0);
    expect(one.master.sentTo(agent.pid, 'AcknowledgeOperationStatusMessage')).toHaveLength(6);
  });

  it('moves a reservation to another role', () => {
    const one = alone();
    operate(one, reserve(cpu));
    const ops = reserved(scalar('cpus', 1), dynamic('ops'));
    expect(operate(one, rereserve([cpu], [ops]))).toBe('done');
    expect(one.agent.record.total.reserved('ops').cpus).toBe(1);
    expect(one.agent.record.total.reserved('eng').cpus).toBe(0);
  });

  it('takes offers back where it needs what is in them, and no others', () => {
    const { master, agent, framework } = scene();
    framework.forget();
    expect(operate({ master, agent }, reserve(cpu))).toBe('done');
    expect(framework.types).toEqual(['RESCIND']);
    master.advance(1_000);
    expect(framework.offers.at(-1)!.resources).toContainEqual({
      ...cpu,
      allocation_info: { role: 'eng' },
    });
    master.call(framework, { type: 'SUPPRESS', suppress: {} });
    const [offer] = framework.offers;
    master.accept(framework, [offer!], launchOf(aTask('t', offer!)));
    framework.forget();
    expect(operate({ master, agent }, reserve(engDisk(10)))).toBe('done');
    expect(framework.types).toEqual([]);
  });

  it('takes one offer back where one of several is enough', () => {
    const { master, agent, framework, offer } = scene();
    master.accept(framework, [offer], launchOf(aTask('t', offer, 'cpus:2;mem:32')));
    const other = master.subscribe(engineers());
    master.advance(1_000);
    master.update(framework, agent.id, 't', 'TASK_FINISHED');
    master.advance(1_000);
    expect(agent.record.offers.size).toBe(2);
    expect(operate({ master, agent }, reserve(cpu))).toBe('done');
    const rescinds = [...framework.types, ...other.types].filter((type) => type === 'RESCIND');
    expect(rescinds).toHaveLength(1);
  });

  it('is told what is missing, and nobody loses an offer for it', () => {
    const { master, agent, framework } = scene();
    framework.forget();
    const answer = operate(
      { master, agent },
      reserve(reserved(scalar('cpus', 1000), engReservation)),
    );
    expect(answer).toBe(
      '409 cpus:4; mem:4096; disk:1000; ports:[31000-31009] does not contain cpus:1000',
    );
    expect(framework.types).toEqual([]);
    expect(agent.told).toEqual([]);
  });

  it('gets nothing of what a task uses', () => {
    const { master, agent, framework, offer } = scene();
    master.accept(framework, [offer], launchOf(aTask('t', offer, 'cpus:4;mem:32')));
    expect(operate({ master, agent }, reserve(cpu))).toMatch(/^409 .* does not contain cpus:1$/);
    expect(agent.record.total.hasReserved()).toBe(false);
  });

  it('destroys a shared volume that was offered, but none that is used', () => {
    const { master, agent, framework, offer } = scene();
    const shared = engVolume('s', 10, { shared: {} });
    master.accept(framework, [offer], reserve(engDisk(10)), create(shared));
    master.advance(1_000);
    const next = framework.offers.at(-1)!;
    const resources = [scalar('cpus', 1), scalar('mem', 32), shared];
    master.accept(framework, [next], launchOf({ ...aTask('t', next), resources }));
    const one = { master, agent };
    expect(operate(one, destroy(shared))).toBe(
      '400 Invalid DESTROY operation: Persistent volumes in use',
    );
    master.update(framework, agent.id, 't', 'TASK_FINISHED');
    master.subscribe(engineers());
    master.advance(1_000);
    expect(operate(one, destroy(shared))).toBe('done');
    expect(agent.record.total.shared().isEmpty()).toBe(true);
  });

  it('is refused while an agent that would not hear of it is disconnected', () => {
    const one = alone();
    one.master.breakConnection(one.agent.pid);
    expect(operate(one, reserve(cpu))).toBe(
      `409 Agent ${one.agent.id} at ${one.agent.pid} (host) is disconnected`,
    );
    expect(one.agent.record.total.hasReserved()).toBe(false);
  });
});

describe('an operation of an operator is refused, and nothing changes:', () => {
  const volume = engVolume('v', 10);
  const web = reserved(scalar('cpus', 1), engReservation, dynamic('eng/web'));
  const at = (text: string): RegExp => new RegExp(text.replaceAll(/[()[\]{}.?*]/g, '\\$&'));
  const p = { ...cpu, reservations: [{ ...engReservation, principal: 'p' }] };
  const q = { ...cpu, reservations: [{ ...engReservation, principal: 'q' }] };
  const table: [string, Offer_Operation, string, string?][] = [
    ['without its part', { type: 'RESERVE' }, "400 Expecting 'reserve' to be present"],
    ['of nothing', reserve(), '400 Invalid RESERVE operation on agent '],
    ['of nothing at all', unreserve(), 'Invalid resources: There are none'],
    [
      'of less than nothing',
      reserve(reserved(scalar('cpus', -1), engReservation)),
      "400 Resource 'cpus(reservations: [(DYNAMIC,eng)]):-1' is invalid: Invalid scalar resource: value <= 0",
    ],
    [
      'without a reservation',
      reserve(scalar('cpus', 1)),
      'Resource cpus:1 is not dynamically reserved',
    ],
    [
      'for everybody',
      reserve(reserved(scalar('cpus', 1), dynamic('*'))),
      'role "*" cannot be reserved',
    ],
    [
      'that makes a static reservation',
      reserve(reserved(scalar('cpus', 1), { type: 'STATIC', role: 'eng' })),
      'is not dynamically reserved',
    ],
    [
      'of what is revocable',
      reserve({ ...cpu, revocable: {} }),
      'Invalid ReservationInfo: Dynamically reserved resource cpus(reservations: [(DYNAMIC,eng)]){REV}:1 cannot be created from revocable resources',
    ],
    [
      'of what is allocated',
      reserve({ ...cpu, allocation_info: { role: 'eng' } }),
      'the operator API only allows reservations to be made to unallocated resources',
    ],
    ['of what another owns', reserve({ ...cpu, provider_id: { value: 'rp' } }), '409 '],
    [
      'of what two own',
      reserve(cpu, { ...cpu, provider_id: { value: 'rp' } }),
      'Some resources have a resource provider and some do not',
    ],
    ['of half a gpu', reserve(reserved(scalar('gpus', 0.5), engReservation)), 'unsigned integer'],
    [
      'in the name of another',
      reserve(q),
      "attempted by authenticated principal 'p', which does not match a reserved resource in the request with principal 'q'",
      'p',
    ],
    [
      'in nobody’s name',
      reserve(cpu),
      "attempted by principal 'p', but there is a reserved resource in the request with no principal set",
      'p',
    ],
    [
      'that mixes reservations',
      rereserve([p, { ...q, name: 'mem' }], [cpu]),
      'Invalid source: Mixed reservations are not supported',
    ],
    [
      'of more than its source',
      rereserve([cpu], [reserved(scalar('cpus', 2), engReservation)]),
      'Source and target resources should refer to identical resource quantities: cpus:1 vs. cpus:2',
    ],
    [
      'that is not reserved',
      unreserve(cpu),
      'does not contain cpus(reservations: [(DYNAMIC,eng)]):1',
    ],
    ['of a refinement that is not there', unreserve(web), '409 '],
    [
      'that unreserves a volume',
      unreserve(volume),
      'A dynamically reserved persistent volume disk(reservations: [(DYNAMIC,eng)])[v:data]:10 cannot be unreserved directly',
    ],
    ['that creates no volume', create(engDisk(10)), 'Not a persistent volume: Resource disk'],
    [
      'that creates a volume without a place',
      create({ ...engDisk(10), disk: { persistence: { id: 'v' } } }),
      "Invalid DiskInfo: Expecting 'volume' to be set for persistent volume",
    ],
    [
      'that creates a volume of the machine',
      create({
        ...volume,
        disk: {
          persistence: { id: 'v' },
          volume: { mode: 'RW', container_path: 'd', host_path: '/etc' },
        },
      }),
      "Expecting 'host_path' to be unset for persistent volume",
    ],
    [
      'that creates a volume nobody can write',
      create({
        ...volume,
        disk: { persistence: { id: 'v' }, volume: { mode: 'RO', container_path: 'd' } },
      }),
      'Read-only persistent volume not supported',
    ],
    [
      'that creates a volume with a name that is a path',
      create(engVolume('../v', 10)),
      'Invalid persistence ID for persistent volume: ',
    ],
    [
      'that creates a volume of what is not reserved',
      create({ ...volume, reservations: [] }),
      'Persistent volumes cannot be created from unreserved resources',
    ],
    [
      'that creates a volume of nothing',
      create(engVolume('v', 0)),
      "Not a persistent volume: The size of 'v' must be greater than zero",
    ],
    [
      'that destroys a volume of nothing',
      destroy(engVolume('v', 0.0004)),
      "Not a persistent volume: The size of 'v' must be greater than zero",
    ],
    [
      'that grows a volume out of nothing',
      grow(engVolume('v', 0), engDisk(5)),
      "Invalid persistent volume in the 'GrowVolume.volume' field: The size of 'v' must be greater than zero",
    ],
    [
      'that creates a volume of a role that no directory can be named after',
      create({ ...volume, reservations: [dynamic('r'.repeat(300))] }),
      '400 Invalid CREATE operation on agent ',
    ],
    [
      'that creates a volume of a role with a character that no path has',
      create({ ...volume, reservations: [dynamic('\u0000')] }),
      'cannot be created: its role cannot be the name of a directory',
    ],
    ['that creates two of one name', create(volume, volume), "Persistence ID 'v' is not unique"],
    ['that destroys what is not there', destroy(volume), 'Persistent volumes not found'],
    [
      'that grows by nothing',
      grow(volume, engDisk(0)),
      "The size of 'GrowVolume.addition' field must be greater than zero",
    ],
    [
      'that grows by another kind',
      grow(volume, scalar('disk', 1)),
      "Incompatible resources in the 'GrowVolume.volume' and 'GrowVolume.addition' fields",
    ],
    ['that grows what is not there', grow(volume, engDisk(1)), '409 '],
    [
      'that grows a shared volume',
      grow(engVolume('v', 10, { shared: {} }), engDisk(1)),
      'Growing a shared persistent volume is not supported',
    ],
    [
      'that shrinks to nothing',
      shrink(volume, 10),
      "must be smaller than the size of 'ShrinkVolume.volume'",
    ],
    ['that shrinks by nothing', shrink(volume, 0), 'must be greater than zero'],
    ['that shrinks by what is no number', shrink(volume, NaN), 'must be greater than zero'],
    [
      'of a disk that no provider has',
      { type: 'CREATE_DISK', create_disk: { source: scalar('disk', 1), target_type: 'MOUNT' } },
      "'source' is not managed by a resource provider",
    ],
    [
      'of more than is taken at a time',
      reserve(...Array.from({ length: 201 }, () => cpu)),
      '400 Resources of the operation: there are 201, at most 200 are taken at a time',
    ],
  ];

  it.each(table)('%s', (_what, operation, why, principal) => {
    const one = alone();
    const before = one.agent.record.total;
    expect(operate(one, operation, principal)).toMatch(at(why));
    expect(one.agent.record.total).toBe(before);
    expect(one.agent.told).toEqual([]);
  });

  it('on an agent that nobody knows', () => {
    const { master } = alone();
    expect(operate({ master, agent: { id: 'nope' } }, reserve(cpu))).toBe(
      '400 No agent found with specified ID',
    );
  });

  it.each([
    ['HIERARCHICAL_ROLE', reserved(scalar('cpus', 1), dynamic('a/b'))],
    ['RESERVATION_REFINEMENT', web],
  ])('on an agent without %s', (capability, resource) => {
    const master = new TestMaster();
    const all = ['MULTI_ROLE', 'HIERARCHICAL_ROLE', 'RESERVATION_REFINEMENT'] as const;
    const agent = new OperatingAgent(master, {
      capabilities: all.filter((one) => one !== capability),
    });
    expect(operate({ master, agent }, reserve(resource as Resource))).toMatch(
      at(`on an agent without ${capability} capability`),
    );
  });

  it('when the agent could not tell of it any more', () => {
    const one = alone();
    // Each reservation with labels of its own is a resource of its own.
    const labelled = (i: number, n: number): Resource => ({
      ...scalar('disk', 0.001),
      reservations: [{ ...engReservation, labels: { labels: [{ key: 'k', value: `${i}-${n}` }] } }],
    });
    let answer = 'done';
    for (let i = 0; answer === 'done' && i < 30; i++) {
      const lots = Array.from({ length: 200 }, (_, n) => labelled(i, n));
      const done = takeOperatorOperation(one.master.core, {
        agentId: one.agent.id,
        operation: reserve(...lots),
        type: 'RESERVE',
        principal: undefined,
      });
      answer = done.ok ? 'done' : done.error.message;
    }
    expect(answer).toBe(
      `Agent ${one.agent.id} is full: its resources, reservations and volumes together are at most 5000`,
    );
    expectSound(one.master.core);
  });
});
