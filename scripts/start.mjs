/**
 * `npm start`: from a fresh clone to a running cluster on this machine. Installs and compiles when
 * needed, then becomes mesos-local with its work directory in .altiplano/, so that a second start
 * goes on where the first one stopped. Flags pass through: `npm start -- --num_slaves=3`.
 *
 * It runs mesos-local in this very process: signals reach it directly and Ctrl-C stops everything.
 */
import { statSync } from 'node:fs';

import { ensureBuilt, ensureInstalled, main } from './lib/prepare.mjs';
import { inRoot, say } from './lib/shell.mjs';

/** As mesos-local has it. */
const rootsWorkDirectory = '/var/lib/mesos/local';

const flags = process.argv.slice(2);
const isInformation = flags.some((flag) => flag === '--help' || flag === '--version');

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  if (!isInformation) say(`Starting a master and agents; their state is in ${workDirectory()} …`);
  process.argv = [process.argv[0], inRoot('bin', 'mesos-local'), ...ownFlags(), ...flags];
  await import('../dist/programs/mesos-local.js');
});

function chosenWorkDirectory() {
  const flag = flags.find((each) => each.startsWith('--work_dir='));
  const variable = Object.keys(process.env).find((name) => /^MESOS_WORK_DIR$/i.test(name));
  return flag?.slice('--work_dir='.length) ?? (variable && process.env[variable]);
}

function workDirectory() {
  return chosenWorkDirectory() ?? (isKeptHere() ? inRoot('.altiplano') : rootsWorkDirectory);
}

function ownFlags() {
  if (isInformation) return [];
  const says = (name) => flags.some((each) => each.replace(/^--(no-)?/, '').split('=')[0] === name);
  // Several masters are for trying out what happens when one dies; Marathon is left out there.
  const own =
    says('marathon') || says('masters')
      ? []
      : ['--marathon', ...(says('marathon_lb') ? [] : ['--marathon_lb'])];
  return chosenWorkDirectory() === undefined ? [`--work_dir=${workDirectory()}`, ...own] : own;
}

/** Root keeps its state where nobody else can replace it, so not in somebody else's clone. */
function isKeptHere() {
  return process.getuid?.() !== 0 || statSync(inRoot('.')).uid === 0;
}
