import { describe, expect, it } from 'vitest';
import { TestMaster, aFramework, aRunningTask, anAgent } from '../test-support.ts';
import { mostIdleAway, mostIdleAwayBytes } from './away.ts';

const year = 31_536_000;

function comeAndGo(master: TestMaster, name: string, labels = ''): string {
  const info = aFramework({ name, failover_timeout: year });
  if (labels !== '') info.labels = { labels: [{ key: 'k', value: labels }] };
  const framework = master.subscribe(info);
  const { id } = framework;
  master.disconnect(framework);
  master.advance(0);
  return id;
}

describe('frameworks that are away', () => {
  it('are bounded when nothing runs for them: the one that is away longest is forgotten', () => {
    const master = new TestMaster();
    const ids = Array.from({ length: mostIdleAway + 5 }, (_, i) => comeAndGo(master, `f${i}`));
    expect(master.state.frameworks.size).toBe(mostIdleAway);
    expect(master.state.frameworks.has(ids[4]!)).toBe(false);
    expect(master.state.frameworks.has(ids[5]!)).toBe(true);
    expect(master.state.completedFrameworks.size).toBe(0);
    expect(master.clock.timerCount).toBeLessThan(mostIdleAway + 10);
  });

  it('are bounded by their bytes too', () => {
    const master = new TestMaster();
    const labels = 'x'.repeat(mostIdleAwayBytes / 4);
    for (let i = 0; i < 8; i++) comeAndGo(master, `f${i}`, labels);
    expect(master.state.frameworks.size).toBe(3);
    expect(master.state.awayBytes).toBeLessThanOrEqual(mostIdleAwayBytes);
  });

  it('are kept while something runs for them; those forgotten come back with their id', () => {
    const master = new TestMaster();
    master.addAgent();
    const owner = master.subscribe(aFramework({ failover_timeout: year }));
    master.advance(2_000);
    master.runTask(owner, 't');
    master.disconnect(owner);
    const first = comeAndGo(master, 'first');
    for (let i = 0; i < mostIdleAway; i++) comeAndGo(master, `f${i}`);
    expect(master.state.frameworks.has(owner.id)).toBe(true);
    expect(master.state.frameworks.has(first)).toBe(false);
    const back = master.subscribe(aFramework({ name: 'first', id: { value: first } }));
    expect(back.types[0]).toBe('SUBSCRIBED');
    expect(back.id).toBe(first);
    expect(master.state.away.has(back.record!)).toBe(false);
  });

  it('that only agents tell of are bounded alike, and keep their info when they have tasks', () => {
    const master = new TestMaster();
    const count = mostIdleAway + 20;
    const frameworks = Array.from({ length: count }, (_, i) =>
      aFramework({ id: { value: `F${i}` }, name: `f${i}` }),
    );
    master.reregister('slave(1)@10.0.0.1:5051', anAgent('cpus:4;mem:4096', 'A1'), {
      frameworks,
      tasks: [aRunningTask('t', 'F0')],
    });
    master.advance(100);
    expect(master.state.frameworks.size).toBe(mostIdleAway + 1);
    expect(master.state.frameworks.get('F0')?.info.name).toBe('f0');
  });
});
