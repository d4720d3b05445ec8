/**
 * The suite `cgroups2`: tests of containers on cgroups of version 2, in virtual machines that have them
 * whatever this computer has, one after another. Not part of all suites, because it takes long.
 * `CGROUPS2=docker,systemd` names the parts that are to run.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { inRoot, say, seconds } from './shell.mjs';
import { runInMachine } from './virtual-machine/machine.mjs';
import { findMachine } from './virtual-machine/packages.mjs';

const ofLauncher = (...names) => names.map((name) => `src/containers/linux/${name}.test.ts`);
const ofSystem = (...names) => names.map((name) => `test/system/${name}.test.ts`);
/** Where one of these is not installed, tests would be passed over without a word. */
const parts = [
  {
    name: 'containers',
    needs: ['runc', 'conmon'],
    files: [
      ...ofLauncher('version2', 'isolators', 'cgroup-isolators', 'container-life', 'recovery'),
      ...ofLauncher('gpus', 'ports', 'privileges', 'seccomp', 'volumes'),
    ],
  },
  {
    name: 'networks',
    needs: ['runc', 'conmon', 'iptables'],
    files: [...ofLauncher('networks'), ...ofSystem('isolators', 'linux-launcher')],
  },
  {
    name: 'images',
    needs: ['runc', 'conmon', 'busybox', 'docker-registry'],
    files: [...ofLauncher('images'), ...ofSystem('images')],
  },
  {
    name: 'crash',
    needs: ['runc', 'conmon', 'iptables'],
    files: [...ofLauncher('crash'), ...ofSystem('container-chaos')],
  },
  {
    name: 'docker',
    needs: ['dockerd', 'docker', 'iptables', 'busybox'],
    files: ofSystem('docker-version2', 'docker', 'docker-networks'),
  },
  {
    name: 'systemd',
    hasSystemd: true,
    needs: ['systemctl', 'runc', 'conmon', 'dockerd', 'docker', 'iptables', 'busybox'],
    files: ofSystem('systemd', 'docker-version2', 'docker'),
  },
];
/** Emulated, one file after another, on a computer that may have other work. */
const timeoutMs = 120 * 60_000;
const testTimeoutMs = 1_200_000;
/** Waiting that is bounded in tests may last so many times as long. */
const patience = 20;
const folders = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

export async function runCgroups2() {
  const wanted = wantedParts();
  const { machine, obstacle } = await findMachine();
  const total = { passed: 0, failed: 0, skipped: 0, reasons: [], output: '' };
  if (obstacle !== undefined) return { ...total, skipped: 1, reasons: [obstacle] };
  for (const part of wanted) {
    const started = performance.now();
    const outcome = await runPart(machine, part);
    const { passed, failed, skipped } = outcome;
    const counts = `${passed} passed, ${failed} failed, ${skipped} skipped`;
    say(`  ${part.name}: ${counts} in ${seconds(started)}`);
    for (const key of Object.keys(total)) total[key] = sum(total[key], outcome[key]);
  }
  return total;
}

function wantedParts() {
  const names = process.env.CGROUPS2?.split(',') ?? parts.map(({ name }) => name);
  const unknown = names.filter((name) => !parts.some((part) => part.name === name));
  if (unknown.length > 0) {
    const known = parts.map(({ name }) => name).join(', ');
    throw new Error(`CGROUPS2 names no part ${unknown.join(', ')}; there are ${known}`);
  }
  return parts.filter(({ name }) => names.includes(name));
}

const sum = (left, right) => (Array.isArray(left) ? [...left, ...right] : left + right);

function runPart(machine, { name, needs, files, hasSystemd }) {
  const missing = needs.filter((each) => !folders.some((path) => existsSync(join(path, each))));
  if (missing.length > 0) {
    const reasons = [`${name}: ${missing.join(', ')} is not installed (apt install)`];
    return { passed: 0, failed: 0, skipped: 1, reasons, output: '' };
  }
  const words = [
    ...[process.execPath, 'node_modules/vitest/vitest.mjs', 'run'],
    ...['--maxWorkers', '1', '--testTimeout', testTimeoutMs, '--hookTimeout', testTimeoutMs],
    ...['--reporter=default', `--reporter=${inRoot('scripts/lib/counting-reporter.mjs')}`],
    ...files,
  ];
  const settings = `NO_COLOR=1 TEST_PATIENCE=${patience} COUNTS_FILE=/machine/out/counts.json`;
  const command = `${settings} ${words.join(' ')}`;
  return runInMachine(machine, command, { timeoutMs, read: outcomeOf, hasSystemd });
}

function outcomeOf({ code, output, out }) {
  const path = join(out, 'counts.json');
  const counts = existsSync(path)
    ? JSON.parse(readFileSync(path, 'utf8'))
    : { passed: 0, failed: 1, skipped: 0, reasons: [] };
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return { ...counts, output };
}
