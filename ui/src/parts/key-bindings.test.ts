import { describe, expect, it } from 'vitest';
import { actionOf, canBeBound, keyActions, keyOf, readBindings, rebound } from './key-bindings.ts';

describe('keys', () => {
  it('are each for one thing', () => {
    expect(new Set(keyActions.map((action) => keyOf(action, {}))).size).toBe(keyActions.length);
    expect(actionOf('j', {})).toBe('next');
    expect(actionOf('q', {})).toBeUndefined();
  });

  it('can be changed, and back', () => {
    const changed = rebound({}, 'next', 'n');
    expect(changed).toEqual({ ok: true, changed: { next: 'n' } });
    expect(actionOf('n', { next: 'n' })).toBe('next');
    expect(actionOf('j', { next: 'n' })).toBeUndefined();
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
