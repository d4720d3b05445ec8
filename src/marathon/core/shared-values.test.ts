import { describe, expect, it } from 'vitest';
import { SharedValues } from './shared-values.ts';

describe('values that are alike', () => {
  it('are kept once, as members of what is new, too', () => {
    const shared = new SharedValues();
    const agent = shared.share({ host: 'a', attributes: {} });
    expect(shared.share({ host: 'a', attributes: {} })).toBe(agent);
    expect(shared.share({ host: 'b', attributes: {} })).not.toBe(agent);
    const [one, other] = [1, 2].map((n) => shared.shareMembers({ n, labels: {}, args: ['x'] }));
    expect(one).toEqual({ n: 1, labels: {}, args: ['x'] });
    expect(other).toEqual({ n: 2, labels: {}, args: ['x'] });
    expect(one!.labels).toBe(other!.labels);
    expect(one!.args).toBe(other!.args);
  });

  it('are not taken for others: lists for maps, numbers for texts', () => {
    const shared = new SharedValues();
    const values = [[], {}, [1], ['1'], { a: 1 }, { a: '1' }, null, undefined, 'text'];
    expect(values.map((value) => shared.share(value))).toEqual(values);
  });

  it('are left as they are when they are large, and nothing grows without end', () => {
    const shared = new SharedValues();
    const large = { text: 'x'.repeat(1000) };
    expect(shared.share(large)).toBe(large);
    expect(shared.share({ ...large })).not.toBe(large);
    for (let n = 0; n < 20_000; n++) expect(shared.share({ n })).toEqual({ n });
  });
});
