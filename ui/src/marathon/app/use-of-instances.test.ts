import { beforeAll, describe, expect, it, vi } from 'vitest';

describe('what instances use', () => {
  let uses: typeof import('./use-of-instances.ts');
  beforeAll(async () => {
    vi.stubGlobal('window', { location: { href: 'http://marathon/ui/' } });
    uses = await import('./use-of-instances.ts');
  });

  it('is asked of twenty agents at once', () => {
    const agents = Array.from({ length: 41 }, (_, i) => `S${i}`);
    expect(uses.partsOf(agents).map((part) => part.length)).toEqual([20, 20, 1]);
    expect(uses.partsOf(agents).flat()).toEqual(agents);
    expect(uses.partsOf([])).toEqual([]);
  });

  it('is put together, with the agents that told nothing', () => {
    const use = { cpus: 1, cpusLimit: null, memBytes: 2, memLimitBytes: 3 };
    const { tasks, faults } = uses.together([
      { tasks: [{ id: 'a', ...use }], faults: [] },
      { tasks: [{ id: 'b', ...use }], faults: [{ agentId: 'S1', message: 'away' }] },
    ]);
    expect([...tasks.keys()]).toEqual(['a', 'b']);
    expect(faults.get('S1')).toBe('away');
  });
});
