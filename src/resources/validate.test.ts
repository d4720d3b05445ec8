import { expect, it } from 'vitest';
import type { Resource } from '../protocol/generated/mesos.ts';
import { messageText } from './text.ts';
import { validateResources } from './validate.ts';

const cpus: Resource = { name: 'cpus', type: 'SCALAR', scalar: { value: 1 } };
const disk: Resource = { name: 'disk', type: 'SCALAR', scalar: { value: 1 } };

it.each<[string, Resource]>([
  ['Empty resource name', { ...cpus, name: '' }],
  ['Invalid scalar resource: value <= 0', { ...cpus, scalar: { value: -1 } }],
  ['Invalid scalar resource: value NaN is not finite', { ...cpus, scalar: { value: NaN } }],
  ['Invalid scalar resource', { ...cpus, ranges: {} }],
  ['Invalid ranges resource', { ...cpus, type: 'RANGES' }],
  [
    'Invalid ranges resource: begin > end',
    { name: 'ports', type: 'RANGES', ranges: { range: [{ begin: 2, end: 1 }] } },
  ],
  [
    'Invalid ranges resource: overlapping ranges',
    {
      name: 'ports',
      type: 'RANGES',
      ranges: {
        range: [
          { begin: 1, end: 5 },
          { begin: 5, end: 6 },
        ],
      },
    },
  ],
  [
    'Invalid set resource: duplicated elements',
    { name: 's', type: 'SET', set: { item: ['a', 'a'] } },
  ],
  ['Unsupported resource type', { name: 't', type: 'TEXT' }],
  ['DiskInfo should not be set for cpus resource', { ...cpus, disk: {} }],
  [
    "path should not be set for 'MOUNT' source",
    { ...disk, disk: { source: { type: 'MOUNT', path: {} } } },
  ],
  ['Only persistent volumes can be shared', { ...disk, shared: {} }],
  ['Invalid role: Role names cannot be the empty string', { ...cpus, role: '' }],
  ['Invalid reservation: role "*" cannot be dynamically reserved', { ...cpus, reservation: {} }],
  [
    "Invalid reservation: 'Resource.ReservationInfo.type' field must be set.",
    { ...cpus, reservations: [{ role: 'a' }] },
  ],
  [
    "Invalid refined reservation: role 'b' is not a refinement of 'a'",
    {
      ...cpus,
      reservations: [
        { type: 'STATIC', role: 'a' },
        { type: 'DYNAMIC', role: 'b' },
      ],
    },
  ],
])('refuses: %s', (why, resource) => {
  expect(validateResources([cpus, resource])).toEqual({
    ok: false,
    error: `Resource '${messageText(resource)}' is invalid: ${why}`,
  });
});

it('accepts what agents and frameworks send in both reservation formats', () => {
  const valid: Resource[] = [
    cpus,
    { ...cpus, role: '*' },
    { ...cpus, role: 'web' },
    { ...cpus, role: 'web', reservation: { principal: 'ann' } },
    {
      ...cpus,
      reservations: [
        { type: 'STATIC', role: 'a' },
        { type: 'DYNAMIC', role: 'a/b' },
      ],
    },
    { ...disk, disk: { source: { type: 'MOUNT', mount: { root: '/mnt' } } } },
    { name: 'ports', type: 'RANGES', ranges: { range: [] } },
  ];
  expect(validateResources(valid)).toEqual({ ok: true, value: undefined });
});
