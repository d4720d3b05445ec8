/** What is kept of resources that look alike is what would be made of each. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Alike } from './alike.ts';
import { parseResources } from './flags.ts';
import { Resources } from './resources.ts';

const parse = (text: string): Resources => {
  const parsed = parseResources(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
};

describe('what is made of resources that are alike', () => {
  it('is made once for all of them', () => {
    let count = 0;
    const alike = new Alike((resources) => `${++count}: ${resources}`);
    const text = 'cpus:8;mem:1024;ports:[1-5,8-9];zones:{a,b}';
    expect(alike.of(parse(text))).toBe(alike.of(parse(text)));
    expect(count).toBe(1);
  });

  it('is what would be made of each, whatever was asked for before', () => {
    const alike = new Alike(
      (resources) => `${resources} ${JSON.stringify(resources.toMessages())}`,
    );
    const amounts = fc.record({
      cpus: fc.constantFrom(0, 0.001, 1, 4_294_968.296),
      ports: fc.constantFrom('', 'ports:[1-5]', 'ports:[1-5,7-9]', 'ports:[1-4,7-9]'),
      zones: fc.constantFrom('', 'zones:{a}', 'zones:{b}'),
      role: fc.constantFrom('', '(web)', '(db)'),
      allocatedTo: fc.constantFrom(undefined, 'web', 'db'),
    });
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 2, maxLength: 20 }), (asked) => {
        for (const { cpus, ports, zones, role, allocatedTo } of asked) {
          const parts = [cpus > 0 ? `cpus${role}:${cpus}` : '', ports, zones];
          const plain = parse(parts.filter((part) => part !== '').join(';'));
          const all = allocatedTo === undefined ? plain : plain.allocate(allocatedTo);
          expect(alike.of(all)).toBe(`${all} ${JSON.stringify(all.toMessages())}`);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('is not taken from where a volume is mounted elsewhere, or is held more often', () => {
    const volume = (path: string): Resources =>
      Resources.fromMessages([
        {
          name: 'disk',
          type: 'SCALAR',
          scalar: { value: 64 },
          shared: {},
          reservations: [{ type: 'DYNAMIC', role: 'web' }],
          disk: { persistence: { id: 'data' }, volume: { container_path: path, mode: 'RW' } },
        },
      ]);
    const alike = new Alike((resources) => JSON.stringify(resources.toMessages()));
    const one = volume('a');
    expect(alike.of(one)).toContain('"a"');
    expect(alike.of(volume('b'))).toContain('"b"');
    expect(alike.of(one)).toBe(JSON.stringify(one.toMessages()));
    expect(alike.of(one.add(one))).toBe(JSON.stringify(one.add(one).toMessages()));
  });

  it('is not kept of what is large', () => {
    let count = 0;
    const alike = new Alike(() => ++count);
    const pairs = Array.from({ length: 40 }, (_, i) => `${10 * i}-${10 * i + 1}`);
    const large = parse(`ports:[${pairs.join()}]`);
    expect([alike.of(large), alike.of(large)]).toEqual([1, 2]);
  });
});
