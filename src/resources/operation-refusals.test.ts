import { describe, expect, it } from 'vitest';
import type { Offer_Operation } from '../protocol/generated/mesos.ts';
import { applyOperation } from './operations.ts';
import type { Resources } from './resources.ts';
import {
  applied,
  create,
  destroy,
  dynamic,
  fixed,
  grow,
  of,
  onMount,
  ports,
  rereserve,
  reserve,
  reserved,
  scalar,
  shrink,
  unreserve,
  volumeOf,
} from './test-support/operations.ts';

function refusal(resources: Resources, operation: Offer_Operation): string {
  const after = applyOperation(resources, operation);
  return after.ok ? `made ${after.value}` : after.error;
}

describe('an operation is refused, and changes nothing,', () => {
  const cpus = scalar('cpus', 1);
  const disk = scalar('disk', 10);
  const volume = volumeOf(disk, 'v');
  const shared = volumeOf(disk, 's', { shared: {} });
  const mounted = scalar('disk', 10, { disk: onMount });
  const few = 'cpus:1; disk:10; disk[v:data]:10';

  it.each<[string, Offer_Operation, string]>([
    [
      'that reserves more than there is',
      reserve(reserved(scalar('cpus', 3), dynamic('r'))),
      `${few} does not contain cpus:3`,
    ],
    [
      'that refines a reservation that is not there',
      reserve(reserved(cpus, fixed, dynamic('eng/x'))),
      `${few} does not contain cpus(reservations: [(STATIC,eng)]):1`,
    ],
    [
      'of which a part is missing',
      create(volumeOf(disk, 'a'), volumeOf(disk, 'b')),
      'cpus:1; disk[v:data]:10; disk[a:data]:10 does not contain disk:10',
    ],
    [
      'that grows a volume out of nothing',
      grow(volumeOf(scalar('disk', 0), 'v'), disk),
      "The size of persistent volume 'v' must be greater than zero",
    ],
    [
      'that creates a volume of nothing',
      create(volumeOf(scalar('disk', 0), 'n')),
      "The size of persistent volume 'n' must be greater than zero",
    ],
    [
      'that reserves statically',
      reserve(reserved(cpus, fixed)),
      'Resource cpus(reservations: [(STATIC,eng)]):1 is not dynamically reserved',
    ],
    ['that reserves for nobody', reserve(cpus), 'Resource cpus:1 is not dynamically reserved'],
    [
      'that takes a static reservation away',
      unreserve(reserved(cpus, fixed)),
      'Resource cpus(reservations: [(STATIC,eng)]):1 is not dynamically reserved',
    ],
    [
      'that unreserves a volume',
      unreserve(reserved(volume, dynamic('r'))),
      'A dynamically reserved persistent volume disk(reservations: [(DYNAMIC,r)])[v:data]:10 cannot be' +
        ' unreserved directly. Please destroy the persistent volume first then unreserve the resource',
    ],
    [
      'that makes more of its source',
      rereserve([cpus], [reserved(scalar('cpus', 2), dynamic('r'))]),
      'Source and target resources should refer to identical resource quantities: cpus:1 vs. cpus:2',
    ],
    ['that creates no volume', create(disk), 'Not a persistent volume: disk:10'],
    ['that creates a volume twice', create(volume), "Persistence ID 'v' is not unique"],
    [
      'that destroys another volume',
      destroy(volumeOf(disk, 'w')),
      `${few} does not contain disk[w:data]:10`,
    ],
    ['that destroys no volume', destroy(disk), 'Not a persistent volume: disk:10'],
    [
      'that grows a volume by more than there is',
      grow(volume, scalar('disk', 11)),
      `${few} does not contain disk[v:data]:10; disk:11: disk:1 is missing`,
    ],
    [
      'that grows a volume by another kind',
      grow(volume, reserved(disk, fixed)),
      "Incompatible resources in the 'GrowVolume.volume' and 'GrowVolume.addition' fields:" +
        ' disk:10; disk(reservations: [(STATIC,eng)]):10',
    ],
    [
      'that grows a volume on a device of its own',
      grow(volumeOf(mounted, 'm'), mounted),
      "Incompatible resources in the 'GrowVolume.volume' and 'GrowVolume.addition' fields:" +
        ' disk[MOUNT:/mnt]:10; disk[MOUNT:/mnt]:10',
    ],
    [
      'that grows a volume by nothing',
      grow(volume, scalar('disk', 0.0001)),
      "The size of 'GrowVolume.addition' field must be greater than zero",
    ],
    [
      'that shrinks a volume to nothing',
      shrink(volume, 10),
      "Value of 'ShrinkVolume.subtract' must be smaller than the size of 'ShrinkVolume.volume'",
    ],
    [
      'that shrinks a volume by nothing',
      shrink(volume, 0),
      "Value of 'ShrinkVolume.subtract' must be greater than zero",
    ],
    [
      'that shrinks a volume by what is no number',
      shrink(volume, NaN),
      "Value of 'ShrinkVolume.subtract' must be greater than zero",
    ],
    [
      'that shrinks a device',
      shrink(volumeOf(mounted, 'm'), 1),
      'Shrinking a volume on a MOUNT disk is not supported',
    ],
    [
      'that shrinks a shared volume',
      shrink(shared, 1),
      'Shrinking a shared persistent volume is not supported',
    ],
    [
      'that grows what a resource provider has',
      grow({ ...volume, provider_id: { value: 'p' } }, disk),
      'Growing a volume from a resource provider is not supported',
    ],
    [
      'whose outcome only a resource provider knows',
      { type: 'DESTROY_DISK', destroy_disk: { source: disk } },
      'DESTROY_DISK cannot be foretold: its resource provider says what becomes of it',
    ],
    [
      'that converts nothing',
      { type: 'LAUNCH', launch: {} },
      'LAUNCH uses resources and converts none',
    ],
    ['that does not say of what', { type: 'CREATE' }, 'CREATE does not say of what'],
    ['that is none', {}, 'Unknown operation'],
  ])('%s', (_what, operation, why) => {
    const before = of(cpus, disk, volume);
    expect(refusal(before, operation)).toBe(why);
    expect(before.toString()).toBe(few);
  });

  it('that destroys a shared volume while there are more copies of it', () => {
    expect(refusal(of(shared, shared), destroy(shared))).toBe(
      'Persistent volume disk[s:data]<SHARED>:10<1> cannot be removed due to additional shared copies',
    );
    expect(applied(of(shared), destroy(shared)).toString()).toBe('disk:10');
  });

  it('that would make ports that are there already', () => {
    const made = reserved(ports(1, 2), dynamic('r'));
    expect(refusal(of(ports(1, 2), made), reserve(made))).toBe(
      "ports(reservations: [(DYNAMIC,r)]):[1-2] cannot be made: 1 of 'ports' is there already",
    );
  });
});
