/**
 * The suites of `npm test`, in the order in which they run: what is quick and tells most comes
 * first. Each gives counts {passed, failed, skipped}, reasons for what was skipped, what passed only
 * at its second try, and output to show when something failed.
 *
 * Tests with real processes and real time can meet a machine's bad moment. A file of those suites
 * that fails is run once more, and what passes then is counted as passed and named, so that nobody
 * overlooks it; the deterministic simulation has no second try, and neither have many files at once.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runCgroups2 } from './cgroups2.mjs';
import { filesBelow } from './prepare.mjs';
import { inRoot, run } from './shell.mjs';

const mostSecondTries = 3;

export const suites = [
  {
    name: 'format',
    isFast: true,
    run: () => check('prettier', ['--check', '--log-level=warn', '.']),
  },
  { name: 'lint', isFast: true, run: () => check('oxlint', ['--type-aware', '--deny-warnings']) },
  { name: 'types', isFast: true, run: () => check('tsc', ['--noEmit', '-p', 'tsconfig.json']) },
  { name: 'page-types', isFast: true, run: () => check('tsc', ['-p', 'ui/tsconfig.json']) },
  { name: 'house', isFast: true, run: () => tests('test/house') },
  { name: 'unit', isFast: true, run: () => testsTwice('src') },
  { name: 'pages', isFast: true, run: () => tests('ui/src') },
  { name: 'conformance', isFast: false, run: () => testsTwice('test/conformance') },
  { name: 'simulation', isFast: false, run: () => tests('test/simulation') },
  // These start real processes and measure real time: one file after another.
  {
    name: 'system',
    isFast: false,
    run: () => testsTwice('test/system', ['--no-file-parallelism']),
  },
  // In an emulated machine: several minutes.
  { name: 'cgroups2', isFast: false, isNamedOnly: true, run: runCgroups2 },
];

/** A program that passes or not: one check. */
async function check(command, args) {
  const { code, output } = await run(command, args);
  return {
    passed: code === 0 ? 1 : 0,
    failed: code === 0 ? 0 : 1,
    skipped: 0,
    reasons: [],
    output,
  };
}

/** Like `tests`, but the few files that failed are run once more, one after another. */
async function testsTwice(folder, extraArguments = []) {
  const first = await tests(folder, extraArguments);
  const failed = first.failedFiles ?? [];
  if (failed.length === 0 || failed.length > mostSecondTries || !first.isWhole) return first;
  const paths = failed.map((file) => file.path);
  const second = await tests(folder, ['--no-file-parallelism', ...paths]);
  const merged = {
    reasons: [...first.reasons],
    secondTries: failed.flatMap((file) => file.failedNames),
    output: `${first.output}\nonce more:\n${second.output}`,
  };
  for (const key of ['passed', 'failed', 'skipped']) {
    const before = failed.reduce((total, file) => total + file[key], 0);
    merged[key] = first[key] - before + second[key];
  }
  return merged;
}

/** All `*.test.ts` below a folder, run by vitest. */
async function tests(folder, extraArguments = []) {
  if (!filesBelow(inRoot(folder)).some((path) => path.endsWith('.test.ts'))) {
    return { passed: 0, failed: 0, skipped: 1, reasons: [`no tests in ${folder}/`], output: '' };
  }
  const directory = mkdtempSync(join(tmpdir(), 'altiplano-counts-'));
  const countsFile = join(directory, 'counts.json');
  const reporters = [
    '--reporter=default',
    `--reporter=${inRoot('scripts/lib/counting-reporter.mjs')}`,
  ];
  const args = ['run', '--dir', folder, ...reporters, ...extraArguments];
  const { code, output } = await run('vitest', args, { env: { COUNTS_FILE: countsFile } });
  const counts = existsSync(countsFile)
    ? JSON.parse(readFileSync(countsFile, 'utf8'))
    : { passed: 0, failed: 1, skipped: 0, reasons: [] };
  rmSync(directory, { recursive: true, force: true });
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return { ...counts, output };
}
