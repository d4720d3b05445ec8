/**
 * Runs a scenario of the given module with one seed after another and stops at the first that
 * breaks a promise or throws: prints it and exits with 1.
 */
import { pathToFileURL } from 'node:url';

const [, , module, name, first, seeds] = process.argv;
const { scenarios } = await import(pathToFileURL(module).href);
const runScenario = scenarios[name];
/** Long enough for every kind of fault, short enough for many seeds. */
const stormSecs = 60;

const last = Number(first) + Number(seeds) - 1;
for (let seed = Number(first); seed <= last; seed++) {
  const why = findFault(seed);
  if (why === undefined) continue;
  process.stderr.write(`${why}\n`);
  process.stdout.write(`seed ${seed}\n`);
  process.exit(1);
}

function findFault(seed) {
  try {
    // Every other life has operations and what operators decide.
    const isOperating = seed % 2 === 0;
    const { violations } = runScenario({ seed, stormSecs, isOperating, write: () => undefined });
    return violations[0];
  } catch (error) {
    return String(error);
  }
}
