/**
 * Scenarios as written: every file of scripts/ tells a story step by step with what came of each.
 * `npx vitest run test/simulation/scripts.test.ts --update` writes anew what comes; read the
 * difference before you believe it.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseScript, runScript } from '../../src/simulation/scripts/script.ts';

const directory = join(import.meta.dirname, 'scripts');
const names = readdirSync(directory).filter((name) => name.endsWith('.txt'));

describe('a cluster in the hands of a script', () => {
  it.each(names)('does what %s tells', async (name) => {
    const path = join(directory, name);
    const told = runScript(readFileSync(path, 'utf8'));
    expect(told).not.toContain('BROKEN');
    await expect(told).toMatchFileSnapshot(path);
  });

  it('names the command that it does not know', () => {
    expect(() => runScript('cluster\n\nfly agent-1\n')).toThrow("'fly' is no command");
  });

  it('asks for one command in a step', () => {
    expect(() => parseScript('cluster\nwait\n')).toThrow('A step has one command, not 2');
  });
});
