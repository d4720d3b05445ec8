/**
 * `npm test`: installs and compiles when needed, then runs all suites (scripts/lib/suites.mjs), but those
 * that have to be named.
 * `npm test -- --fast` leaves out those that start processes; names select: `npm test -- unit`.
 * The last line is always "N passed, N failed, N skipped"; the exit code is 1 when any failed.
 */
import { ensureBuilt, ensureInstalled } from './lib/prepare.mjs';
import { say, seconds } from './lib/shell.mjs';
import { suites } from './lib/suites.mjs';

const total = { passed: 0, failed: 0, skipped: 0 };
const inWords = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

function selectedSuites() {
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    const known = suites.map((suite) => suite.name).join(', ');
    throw new Error(`There is no suite ${unknown.join(', ')}; there are ${known}`);
  }
  if (names.length > 0) return suites.filter((suite) => names.includes(suite.name));
  const usual = suites.filter((suite) => !suite.isNamedOnly);
  return process.argv.includes('--fast') ? usual.filter((suite) => suite.isFast) : usual;
}

async function prepare() {
  await ensureInstalled();
  try {
    await ensureBuilt();
  } catch (error) {
    // The other suites may still say something useful.
    total.failed++;
    say(error.message);
  }
}

async function runSuite(suite) {
  const started = performance.now();
  say(`${suite.name}: running …`);
  const outcome = await suite.run();
  for (const key of Object.keys(total)) total[key] += outcome[key];
  if (outcome.failed > 0 || outcome.secondTries?.length > 0) say(outcome.output);
  for (const reason of outcome.reasons) say(`  skipped: ${reason}`);
  if (outcome.failed === 0) {
    for (const name of outcome.secondTries ?? []) say(`  passed only at its second try: ${name}`);
  }
  say(`${suite.name}: ${inWords(outcome)} in ${seconds(started)}`);
}

try {
  const selected = selectedSuites();
  await prepare();
  for (const suite of selected) await runSuite(suite);
} catch (error) {
  total.failed++;
  say(error instanceof Error ? error.message : String(error));
}
process.exitCode = total.failed > 0 ? 1 : 0;
say(inWords(total));
