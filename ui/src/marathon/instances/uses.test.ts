import { describe, expect, it } from 'vitest';
import { partsOf, together } from './uses.ts';

describe('what instances use', () => {
  it('is asked of twenty agents at once', () => {
    const agents = Array.from({ length: 41 }, (_, i) => `S${i}`);
    expect(partsOf(agents).map((part) => part.length)).toEqual([20, 20, 1]);
    expect(partsOf(agents).flat()).toEqual(agents);
    expect(partsOf([])).toEqual([]);
  });

  it('is put together, with the agents that told nothing', () => {
    const use = { cpus: 1, cpusLimit: null, memBytes: 2, memLimitBytes: 3 };
    const { tasks, faults } = together([
      { tasks: [{ id: 'a', ...use }], faults: [] },
      { tasks: [{ id: 'b', ...use }], faults: [{ agentId: 'S1', message: 'away' }] },
    ]);
    expect([...tasks.keys()]).toEqual(['a', 'b']);
    expect(faults.get('S1')).toBe('away');
  });
});
