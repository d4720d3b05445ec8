import { describe, expect, it } from 'vitest';
import type { Offer_Operation } from '../../../protocol/generated/mesos.ts';
import type { Authorizer } from '../../../security/authorization.ts';
import { aTask, launchOf } from '../test-support.ts';
import { expectSound } from '../test-support/accounting.ts';
import {
  allCapabilities,
  create,
  destroy,
  dynamic,
  engDisk,
  engReservation,
  engVolume,
  grow,
  named,
  nextOffer,
  rereserve,
  reserve,
  reserved,
  scalar,
  scene,
  shrink,
  statusesOf,
  unreserve,
} from '../test-support/operating-agent.ts';

const cpu = reserved(scalar('cpus', 1), engReservation);
const shared = engVolume('s', 10, { shared: {} });
const where = /; on agent \S+ at slave\(1\)@10\.0\.0\.1:5051 \(host\)$/;

/** What the framework heard of it, without the place. */
function refusal(operation: Offer_Operation, info: Parameters<typeof scene>[1] = {}): string {
  const { master, agent, framework, offer } = scene(undefined, info);
  const before = agent.record.total;
  master.accept(framework, [offer], named('op', operation));
  const [status] = statusesOf(framework);
  expect(status).toEqual({
    operation_id: { value: 'op' },
    state: 'OPERATION_ERROR',
    message: expect.any(String),
  });
  expect(agent.record.total).toBe(before);
  expect(agent.told).toEqual([]);
  expectSound(master.core);
  // What was not used is offered again.
  expect(nextOffer({ master, framework }).resources).toEqual(offer.resources);
  return status!.message!.replace(where, '');
}

describe('an operation in an ACCEPT is refused, and nothing changes:', () => {
  it.each<[string, Offer_Operation, string]>([
    [
      'of more than was offered (as recorded)',
      reserve(reserved(scalar('cpus', 1000), engReservation)),
      'cpus(allocated: eng):4; mem(allocated: eng):4096; disk(allocated: eng):1000; ports(allocated: eng):[31000-31009] does not contain cpus(allocated: eng):1000',
    ],
    [
      'for another role (as recorded)',
      reserve(reserved(scalar('cpus', 1), dynamic('other'))),
      "A reserve operation was attempted for a resource with role 'other', but the resource was allocated to role 'eng'",
    ],
    [
      'of what is allocated to another role',
      reserve({ ...cpu, allocation_info: { role: 'ops' }, reservations: [dynamic('ops')] }),
      "A reserve operation was attempted for a resource allocated to role 'ops', but the framework only has roles '{ eng }'",
    ],
    [
      'that makes no sense',
      reserve({ ...cpu, name: '' }),
      "Operation attempted with invalid resources: Resource '(reservations: [(DYNAMIC,eng)]):1' is invalid: Empty resource name",
    ],
    [
      'without its part',
      { type: 'CREATE' },
      "Operation attempted with invalid resources: Expecting 'create' to be present",
    ],
    [
      'that says what it comes from',
      rereserve([scalar('cpus', 1)], [cpu]),
      'Operation attempted with invalid resources: Reservation updates are not yet implemented for the scheduler API.',
    ],
    [
      'that unreserves what is not reserved',
      unreserve(scalar('cpus', 1)),
      'Resource cpus(allocated: eng):1 is not dynamically reserved',
    ],
    ['that destroys what is not there', destroy(engVolume('v', 1)), 'Persistent volumes not found'],
    [
      'that grows what is not there',
      grow(engVolume('v', 1), engDisk(1)),
      'Invalid GROW_VOLUME operation: cpus(allocated: eng):4; mem(allocated: eng):4096; disk(allocated: eng):1000; ports(allocated: eng):[31000-31009] does not contain disk(allocated: eng)(reservations: [(DYNAMIC,eng)])[v:data]:1; disk(allocated: eng)(reservations: [(DYNAMIC,eng)]):1',
    ],
    [
      'that shrinks to less than nothing',
      shrink(engVolume('v', 1), 2),
      "Value of 'ShrinkVolume.subtract' must be smaller than the size of 'ShrinkVolume.volume'",
    ],
    [
      'of a disk that no resource provider has',
      {
        type: 'CREATE_DISK',
        create_disk: {
          source: {
            ...scalar('disk', 1),
            provider_id: { value: 'rp' },
            disk: { source: { type: 'RAW', profile: 'fast' } },
          },
          target_type: 'MOUNT',
        },
      },
      'Invalid CREATE_DISK Operation: cpus(allocated: eng):4; mem(allocated: eng):4096; disk(allocated: eng):1000; ports(allocated: eng):[31000-31009] does not contain disk(allocated: eng)[RAW(,,fast)]:1',
    ],
    [
      'of a disk of the agent',
      { type: 'DESTROY_DISK', destroy_disk: { source: scalar('disk', 1) } },
      "'source' is not managed by a resource provider",
    ],
    ['of a kind that is unknown', {}, 'Operation UNKNOWN is not supported by this master'],
  ])('%s', (_what, operation, why) => {
    expect(refusal(operation)).toBe(why);
  });

  it('in the name of another', () => {
    const named = { ...cpu, reservations: [{ ...engReservation, principal: 'q' }] };
    expect(refusal(reserve(named), { principal: 'p' })).toBe(
      "A reserve operation was attempted by authenticated principal 'p', which does not match a reserved resource in the request with principal 'q'",
    );
  });

  it('that shares a volume, of a framework that does not know those', () => {
    const capabilities = [
      { type: 'MULTI_ROLE' as const },
      { type: 'RESERVATION_REFINEMENT' as const },
    ];
    const { master, framework, offer } = scene(undefined, { capabilities });
    master.accept(framework, [offer], reserve(engDisk(10)), named('op', create(shared)));
    expect(statusesOf(framework)[0]!.message).toMatch(
      /has been attempted by framework '\S+' with no SHARED_RESOURCES capability; on agent/,
    );
    expectSound(master.core);
  });

  it('that resizes a volume on an agent that cannot', () => {
    const able = allCapabilities.filter((one) => one !== 'RESIZE_VOLUME');
    const { master, framework, offer } = scene(able);
    const volume = engVolume('v', 10);
    master.accept(
      framework,
      [offer],
      reserve(engDisk(20)),
      create(volume),
      named('op', grow(volume, engDisk(10))),
    );
    expect(statusesOf(framework)[0]!.message).toMatch(
      /cannot be grown on an agent without RESIZE_VOLUME capability/,
    );
    expectSound(master.core);
  });

  it('that creates a second volume of one name', () => {
    const { master, framework, offer } = scene();
    const volume = engVolume('v', 10);
    master.accept(
      framework,
      [offer],
      reserve(engDisk(20)),
      create(volume),
      named('op', create(volume)),
    );
    expect(statusesOf(framework)[0]!.message).toMatch(
      /^Persistence ID 'v' is not unique; on agent/,
    );
    expectSound(master.core);
  });

  it('that uses a volume which was resized in the same call', () => {
    const { master, framework, offer } = scene();
    const volume = engVolume('v', 10);
    master.accept(framework, [offer], reserve(engDisk(20)), create(volume));
    const next = nextOffer({ master, framework });
    const grown = { ...volume, scalar: { value: 15 } };
    const task = { ...aTask('t', next), resources: [scalar('cpus', 1), scalar('mem', 32), grown] };
    master.accept(framework, [next], grow(volume, engDisk(5)), launchOf(task));
    expect(framework.statuses.map(({ state, reason }) => [state, reason])).toEqual([
      ['TASK_ERROR', 'REASON_TASK_INVALID'],
    ]);
    expectSound(master.core);
  });

  it('that may not be done, and its neighbours are done', () => {
    const { master, agent, framework, offer } = scene(undefined, { principal: 'p' });
    const asked: unknown[] = [];
    const noVolumes: Authorizer = {
      allows: (principal, { action, object }) => {
        asked.push([principal?.value, action, object?.value]);
        return action !== 'CREATE_VOLUME';
      },
    };
    master.useAuthorizer(noVolumes);
    const reservations = [{ ...engReservation, principal: 'p' }];
    const disk = { ...engDisk(10), reservations };
    const persistence = { id: 'v', principal: 'p' };
    const volume = { ...engVolume('v', 10), reservations };
    master.accept(
      framework,
      [offer],
      reserve(disk),
      named('op', create({ ...volume, disk: { ...volume.disk, persistence } })),
    );
    expect(statusesOf(framework)[0]!.message).toBe("CREATE_VOLUME is not allowed to principal 'p'");
    expect(asked).toEqual([
      ['p', 'RESERVE_RESOURCES', 'eng'],
      ['p', 'CREATE_VOLUME', 'eng'],
    ]);
    expect(agent.record.total.reserved('eng').disk).toBe(10);
    expect(agent.record.total.persistentVolumes().isEmpty()).toBe(true);
    expectSound(master.core);
  });

  it('with offers that are no longer valid', () => {
    const { master, framework, offer } = scene();
    master.accept(framework, [offer]);
    master.accept(framework, [offer], named('op', reserve(cpu)));
    expect(statusesOf(framework)).toEqual([
      {
        operation_id: { value: 'op' },
        state: 'OPERATION_ERROR',
        message: `Operation attempted with invalid offers: Offer ${offer.id.value} is no longer valid`,
      },
    ]);
    expectSound(master.core);
  });

  it('that has no name: only the log knows', () => {
    const { master, agent, framework, offer } = scene();
    master.accept(framework, [offer], unreserve(cpu));
    expect(statusesOf(framework)).toEqual([]);
    expect(agent.told).toEqual([]);
    expect(master.counts.get('master/operations/unreserve/error')).toBe(1);
    expectSound(master.core);
  });

  it('when too many wait for their acknowledgement', () => {
    const { master, agent, framework, offer } = scene();
    let next = offer;
    for (let i = 0; i < 5; i++) {
      master.accept(
        framework,
        [next],
        ...Array.from({ length: 100 }, (_, n) => [
          named(`r${i}-${n}`, reserve(cpu)),
          named(`u${i}-${n}`, unreserve(cpu)),
        ]).flat(),
      );
      next = nextOffer({ master, framework });
    }
    expect(agent.record.operations.size).toBe(1_000);
    master.accept(framework, [next], named('op', reserve(cpu)));
    expect(statusesOf(framework).at(-1)!.message).toMatch(
      /is full: operations that wait there for their end, or for its acknowledgement, are at most 1000$/,
    );
    expectSound(master.core);
  });
});
