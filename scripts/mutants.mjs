/**
 * `npm run mutants`: plants the bugs of test/mutants/list.mjs one at a time in a copy of the tree
 * and looks who notices: the simulation, seed by seed, and with `--tests`, for those that it missed,
 * the unit tests that the changed file concerns. What survives both is named.
 *
 *   npm run mutants -- [--seeds 100] [--first 1] [--tests] [--shard 1/2] [--scenario marathon] [part of a name]
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { mutants } from '../test/mutants/list.mjs';
import { ensureInstalled, main } from './lib/prepare.mjs';
import { inRoot, run, say } from './lib/shell.mjs';

const copied = ['src', 'test', 'proto', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];
/** A bug that makes the simulation run for ever is noticed, too. */
const longestRunMs = 600_000;

await main(async () => {
  await ensureInstalled();
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seeds: { type: 'string', default: '100' },
      first: { type: 'string', default: '1' },
      tests: { type: 'boolean', default: false },
      shard: { type: 'string', default: '1/1' },
      scenario: { type: 'string' },
    },
  });
  const [shard, shards] = values.shard.split('/').map(Number);
  const wanted = mutants
    .filter(({ name }) => positionals.every((part) => name.includes(part)))
    .filter(({ scenario }) => values.scenario === undefined || scenario === values.scenario)
    .filter((_, index) => index % shards === shard - 1);
  const tree = mkdtempSync(join(tmpdir(), 'altiplano-mutants-'));
  try {
    for (const part of [...copied, 'vitest.config.ts']) {
      cpSync(inRoot(part), join(tree, part), { recursive: true });
    }
    symlinkSync(inRoot('node_modules'), join(tree, 'node_modules'));
    const found = { simulation: 0, tests: 0, nobody: [] };
    for (const mutant of wanted) {
      const who = await judge(tree, mutant, values);
      say(`${who.padEnd(30)} ${mutant.name}`);
      if (who.startsWith('simulation')) found.simulation++;
      else if (who === 'tests') found.tests++;
      else found.nobody.push(mutant.name);
    }
    const { simulation, tests, nobody } = found;
    say(`${wanted.length} bugs: ${simulation} noticed by the simulation, ${tests} by tests only.`);
    for (const name of nobody) say(`not noticed: ${name}`);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
});

/** Who notices this bug? "simulation, seed 3", "tests" or "nobody". */
async function judge(tree, mutant, { first, seeds, tests }) {
  const changes = mutant.also === undefined ? [mutant] : [mutant, mutant.also];
  const restores = changes.map((change) => plant(tree, change));
  try {
    // Bugs may leave names unused; what matters is that JavaScript comes out.
    await run('tsc', ['-p', 'tsconfig.build.json'], { cwd: tree });
    const seen = await simulate(tree, { first, seeds }, mutant.scenario);
    if (seen !== undefined) return seen;
    if (!tests) return 'nobody';
    const files = changes.map(({ file }) => file);
    // Not those of whole programs: they would fail in this tree, bug or no bug.
    const args = ['related', '--run', '--bail', '1', '--dir', 'src', ...files];
    const { code } = await run('vitest', args, { cwd: tree });
    return code === 0 ? 'nobody' : 'tests';
  } finally {
    for (const restore of restores) restore();
  }
}

function plant(tree, { file, find, replace }) {
  const path = join(tree, file);
  const text = readFileSync(path, 'utf8');
  const count = text.split(find).length - 1;
  if (count !== 1) throw new Error(`${file} has this text ${count} times, not once:\n${find}`);
  writeFileSync(
    path,
    text.replace(find, () => replace),
  );
  return () => writeFileSync(path, text);
}

async function simulate(tree, { first, seeds }, scenario = 'one-master') {
  const worker = inRoot('scripts', 'lib', 'first-broken-seed.mjs');
  const args = [worker, join(tree, 'dist', 'simulation', 'scenarios.js'), scenario, first, seeds];
  const { code, output } = await run(process.execPath, args, { timeoutMs: longestRunMs });
  if (code === 0) return undefined;
  return `simulation, ${output.trim().split('\n').at(-1) ?? 'no end'}`;
}
