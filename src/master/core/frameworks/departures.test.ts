/** Many schedulers that go at once. */
import { describe, expect, it } from 'vitest';
import { TestMaster, aFramework } from '../test-support.ts';
import { mostDeparturesInTurn } from './departures.ts';

const count = 2 * mostDeparturesInTurn + 1;

function crowd() {
  const master = new TestMaster();
  const frameworks = Array.from({ length: count }, (_, i) =>
    master.subscribe(aFramework({ id: { value: `F${i}` }, failover_timeout: 60 })),
  );
  const connected = (): number =>
    [...master.state.frameworks.values()].filter(({ state }) => state === 'active').length;
  return { master, frameworks, connected };
}

describe('streams that break in one turn', () => {
  it('are dealt with a few at a time, the first at once, and all of them in the end', () => {
    const { master, frameworks, connected } = crowd();
    for (const framework of frameworks) master.disconnect(framework);
    expect(connected()).toBe(count - mostDeparturesInTurn);
    master.advance(0);
    expect(connected()).toBe(0);
    master.advance(60_000);
    expect(master.state.frameworks.size).toBe(0);
  });

  it('leave alone who has come back before its turn', () => {
    const { master, frameworks, connected } = crowd();
    for (const framework of frameworks) master.disconnect(framework);
    const last = frameworks.at(-1)!;
    const again = master.subscribe(aFramework({ id: { value: last.id }, failover_timeout: 60 }));
    master.advance(0);
    expect([connected(), again.isClosed, last.isClosed]).toEqual([1, false, true]);
    expect(master.state.frameworks.get(last.id)!.streamId).toBe(again.streamId);
  });

  it('are offered nothing any more of what the first of them leave behind', () => {
    const { master, frameworks } = crowd();
    master.addAgent();
    master.advance(1_000);
    const holder = frameworks.find(({ offers }) => offers.length > 0)!;
    const others = frameworks.filter((framework) => framework !== holder);
    for (const framework of [holder, ...others]) master.disconnect(framework);
    master.master.core.allocator.allocate();
    expect(others.flatMap(({ offers }) => offers)).toEqual([]);
    const info = aFramework({ id: { value: others.at(-1)!.id }, failover_timeout: 60 });
    const again = master.subscribe(info);
    master.advance(1_000);
    expect(again.offers).toHaveLength(1);
  });

  it('do not make those wait that break in other turns', () => {
    const { master, frameworks, connected } = crowd();
    for (const framework of frameworks) {
      master.disconnect(framework);
      master.advance(1);
    }
    expect(connected()).toBe(0);
  });
});
