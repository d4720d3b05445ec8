/**
 * The suite `cgroups2`: tests of containers on cgroups of version 2, in a virtual machine that has them
 * whatever this computer has. Not part of all suites, because it takes several minutes.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { inRoot } from './shell.mjs';
import { runInMachine } from './virtual-machine/machine.mjs';
import { findMachine } from './virtual-machine/packages.mjs';

const tests = ['version2', 'isolators', 'cgroup-isolators', 'container-life', 'recovery'];
/** Emulated, one file after another. */
const timeoutMs = 40 * 60_000;
const testTimeoutMs = 600_000;

export async function runCgroups2() {
  const { machine, obstacle } = await findMachine();
  if (obstacle !== undefined)
    return { passed: 0, failed: 0, skipped: 1, reasons: [obstacle], output: '' };
  const words = [
    ...[process.execPath, 'node_modules/vitest/vitest.mjs', 'run'],
    ...['--maxWorkers', '1', '--testTimeout', testTimeoutMs, '--hookTimeout', testTimeoutMs],
    ...['--reporter=default', `--reporter=${inRoot('scripts/lib/counting-reporter.mjs')}`],
    ...tests.map((name) => `src/containers/linux/${name}.test.ts`),
  ];
  const command = `NO_COLOR=1 COUNTS_FILE=/machine/out/counts.json ${words.join(' ')}`;
  return runInMachine(machine, command, { timeoutMs, read: outcomeOf });
}

function outcomeOf({ code, output, out }) {
  const path = join(out, 'counts.json');
  const counts = existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8'))
    : { passed: 0, failed: 1, skipped: 0, reasons: [] };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return { ...counts, output };
}
