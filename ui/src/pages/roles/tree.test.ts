import { describe, expect, it } from 'vitest';
import { treeOf } from './tree.ts';

const roles = ['web-2', 'web/front', '*', 'web', 'web/front/eu', 'batch/night'].map((name) => ({
  name,
}));
const shown = (closed: string[] = [], word = ''): string[] =>
  treeOf(roles, new Set(closed), word).map(({ label, depth }) => `${'  '.repeat(depth)}${label}`);

describe('the tree of roles', () => {
  it('has children below their parents, whatever comes between by the alphabet', () => {
    expect(shown()).toEqual(['*', 'batch/night', 'web', '  front', '    eu', 'web-2']);
    const [, , web] = treeOf(roles, new Set(), '');
    expect(web?.hasChildren).toBe(true);
  });

  it('hides all that is below a closed one', () => {
    expect(shown(['web'])).toEqual(['*', 'batch/night', 'web', 'web-2']);
    expect(shown(['web/front'])).toContain('  front');
    expect(shown(['web/front'])).not.toContain('    eu');
  });

  it('shows what is looked for with what is above it, even in closed ones', () => {
    expect(shown(['web'], 'EU')).toEqual(['web', '  front', '    eu']);
  });
});
