/** The forms that Mesos' own operator<< gives; people and tools read them in messages and logs. */
import { describe, expect, it } from 'vitest';
import type { Resource } from '../protocol/generated/mesos.ts';
import { Resources } from './resources.ts';
import { messageText } from './text.ts';

function text(resource: Partial<Resource>): string {
  const whole: Resource = { name: 'disk', type: 'SCALAR', scalar: { value: 8 }, ...resource };
  return Resources.fromMessages([whole]).toString();
}

const dynamic = { type: 'DYNAMIC', role: 'web' } as const;
const persistence = { id: 'pv 1', principal: 'ops' };

describe('a resource as text', () => {
  it.each<[string, Partial<Resource>]>([
    ['disk:8', {}],
    ['disk:0.001', { scalar: { value: 0.001 } }],
    ['disk:1e+15', { scalar: { value: 1e15 } }],
    ['disk:999999999999.999', { scalar: { value: 999_999_999_999.999 } }],
    ['disk(allocated: web):8', { allocation_info: { role: 'web' } }],
    ['disk{REV}:8', { revocable: {} }],
    ['disk(reservations: [(STATIC,web)]):8', { reservations: [{ type: 'STATIC', role: 'web' }] }],
    [
      'disk(allocated: a/b)(reservations: [(STATIC,a),(DYNAMIC,a/b,ops,{k: v, bare})]):8',
      {
        allocation_info: { role: 'a/b' },
        reservations: [
          { type: 'STATIC', role: 'a' },
          {
            type: 'DYNAMIC',
            role: 'a/b',
            principal: 'ops',
            labels: { labels: [{ key: 'k', value: 'v' }, { key: 'bare' }] },
          },
        ],
      },
    ],
  ])('%s', (expected, resource) => expect(text(resource)).toBe(expected));

  it.each<[string, NonNullable<Resource['disk']>]>([
    ['[]', {}],
    ['[pv 1:data]', { persistence, volume: { mode: 'RW', container_path: 'data' } }],
    ['[pv 1:data]', { persistence, volume: { mode: 'RO', container_path: 'data' } }],
    [
      '[pv 1:/mnt:data:ro]',
      { persistence, volume: { mode: 'RO', container_path: 'data', host_path: '/mnt' } },
    ],
    ['[PATH:/d]', { source: { type: 'PATH', path: { root: '/d' } } }],
    ['[PATH]', { source: { type: 'PATH' } }],
    [
      '[MOUNT:/d,pv 1:data]',
      {
        persistence,
        volume: { mode: 'RW', container_path: 'data' },
        source: { type: 'MOUNT', mount: { root: '/d' } },
      },
    ],
    ['[RAW(,,fast)]', { source: { type: 'RAW', profile: 'fast' } }],
    ['[RAW]', { source: { type: 'RAW' } }],
    [
      '[MOUNT(csi,v1,fast)]',
      {
        source: { type: 'MOUNT', mount: { root: '/d' }, id: 'v1', vendor: 'csi', profile: 'fast' },
      },
    ],
    ['[BLOCK(csi,v1,)]', { source: { type: 'BLOCK', id: 'v1', vendor: 'csi' } }],
  ])('disk %s', (expected, disk) => {
    expect(text({ disk, reservations: [dynamic] })).toBe(
      `disk(reservations: [(DYNAMIC,web)])${expected}:8`,
    );
  });

  it('tells of a shared one how often it is shared', () => {
    const one: Partial<Resource> = {
      shared: {},
      reservations: [dynamic],
      disk: { persistence, volume: { mode: 'RW', container_path: 'data' } },
    };
    expect(text(one)).toBe('disk(reservations: [(DYNAMIC,web)])[pv 1:data]<SHARED>:8<1>');
  });

  it('shows ranges and sets', () => {
    const range = [
      { begin: 1, end: 2 },
      { begin: 5, end: 5 },
    ];
    expect(text({ name: 'ports', type: 'RANGES', ranges: { range } })).toBe('ports:[1-2, 5-5]');
    expect(text({ name: 'zones', type: 'SET', set: { item: ['a', 'b'] } })).toBe('zones:{a, b}');
  });
});

it.each<[string, Resource]>([
  ['cpus:0', { name: 'cpus', type: 'SCALAR' }],
  [
    'cpus(allocated: web):-1',
    { name: 'cpus', type: 'SCALAR', scalar: { value: -1 }, allocation_info: { role: 'web' } },
  ],
  [
    'ports(reservations: [(DYNAMIC,web)]):[10-5]',
    {
      name: 'ports',
      type: 'RANGES',
      ranges: { range: [{ begin: 10n, end: 5n }] },
      reservations: [{ type: 'DYNAMIC', role: 'web' }],
    },
  ],
  ['cpus[]:1', { name: 'cpus', type: 'SCALAR', scalar: { value: 1 }, disk: {} }],
  ['cpus<SHARED>:1', { name: 'cpus', type: 'SCALAR', scalar: { value: 1 }, shared: {} }],
])('%s is how a message that makes no sense is named', (text, message) => {
  expect(messageText(message)).toBe(text);
});
