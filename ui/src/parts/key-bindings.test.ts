import { describe, expect, it } from 'vitest';
import { actionsOf, canBeBound, keyActions, keyOf, readBindings, rebound } from './key-bindings.ts';

describe('keys', () => {
  it('are each for one thing', () => {
    for (const action of keyActions) {
      expect(rebound({}, action, keyOf(action, {}))).toEqual({ ok: true, changed: {} });
    }
    expect(actionsOf('j', {})).toEqual(['next']);
    expect(actionsOf('q', {})).toEqual([]);
  });

  it('are shared only by what is never on one page', () => {
    expect(actionsOf('c', {})).toEqual(['copy', 'create']);
    expect(rebound({}, 'search', 'l')).toEqual({ ok: true, changed: { search: 'l' } });
    expect(rebound({}, 'search', 'j')).toEqual({ ok: false, takenBy: 'next' });
    expect(rebound({}, 'copy', 'l')).toEqual({ ok: false, takenBy: 'log' });
  });

  it('can be changed, and back', () => {
    const changed = rebound({}, 'next', 'n');
    expect(changed).toEqual({ ok: true, changed: { next: 'n' } });
    expect(actionsOf('n', { next: 'n' })).toEqual(['next']);
    expect(actionsOf('j', { next: 'n' })).toEqual([]);
    expect(rebound({ next: 'n' }, 'next', 'j')).toEqual({ ok: true, changed: {} });
  });

  it('are not taken from another', () => {
    expect(rebound({}, 'next', 'k')).toEqual({ ok: false, takenBy: 'previous' });
    expect(rebound({ previous: 'p' }, 'next', 'k')).toEqual({
      ok: true,
      changed: { previous: 'p', next: 'k' },
    });
  });

  it('that were kept are read with care', () => {
    expect(readBindings('x')).toEqual({});
    expect(readBindings({ next: 'n', nothing: 'q', previous: 3, mark: 'n' })).toEqual({
      next: 'n',
    });
    expect(canBeBound('Shift')).toBe(false);
    expect(canBeBound('n')).toBe(true);
  });
});
