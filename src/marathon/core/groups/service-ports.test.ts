import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServicePorts } from './service-ports.ts';

describe('service ports', () => {
  it('are given the first free number, whatever was taken, given back and asked before', () => {
    const port = fc.integer({ min: 10, max: 20 });
    const kind = fc.constantFrom('add', 'remove', 'ask');
    fc.assert(
      fc.property(fc.array(fc.tuple(kind, port), { maxLength: 60 }), (steps) => {
        const ports = new ServicePorts();
        const used: number[] = [];
        for (const [what, number] of steps) {
          const index = used.indexOf(number);
          if (what === 'ask') {
            let first = number;
            while (used.includes(first)) first++;
            expect(ports.nextFree(number)).toBe(first);
          } else if (what === 'add') {
            ports.add(number);
            used.push(number);
          } else if (index >= 0) {
            ports.remove(number);
            used.splice(index, 1);
          }
        }
      }),
    );
  });
});
