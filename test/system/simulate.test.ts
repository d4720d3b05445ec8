/** `npm run simulate` as somebody calls it who has never seen it. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { root } from '../house/sources.ts';

/** Both outputs in the order in which a terminal shows them. */
function simulate(args: string): { status: number | null; lines: string[] } {
  const command = `${JSON.stringify(process.execPath)} scripts/simulate.mjs ${args} 2>&1`;
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 28 } as const;
  const { status, stdout } = spawnSync('/bin/sh', ['-c', command], options);
  return { status, lines: stdout.trimEnd().split('\n') };
}

describe('the simulation', () => {
  it('ends with a verdict, behind the trace', () => {
    const { status, lines } = simulate('--seed 5 --seconds 5');
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.slice(-2)).toEqual([
      expect.stringMatching(/^seed 5: \d+ tasks .*, all promises kept$/),
      'VERDICT: all promises kept in 1 run',
    ]);
    expect(status).toBe(0);
  });

  it('says how it is used', () => {
    const { status, lines } = simulate('--help');
    expect(status).toBe(0);
    expect(lines[0]).toBe('Usage: npm run simulate -- [options]');
    for (const name of ['seed', 'seeds', 'seconds', 'quiet']) {
      expect(lines.join('\n')).toContain(`--${name} `);
    }
  });

  it.each(['--fly', '--seed x', '--seeds 0'])('refuses %s and says how it is used', (args) => {
    const { status, lines } = simulate(args);
    expect(status).toBe(2);
    expect(lines).toContain('Usage: npm run simulate -- [options]');
  });
});
