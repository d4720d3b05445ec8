/**
 * `npm run simulate -- --seed N`: a whole cluster in one thread on a virtual clock, network and
 * disk. What it prints on standard output depends on the seed alone; preparations are told before.
 */
import { ensureBuilt, ensureInstalled, main } from './lib/prepare.mjs';
import { inRoot } from './lib/shell.mjs';

await main(async () => {
  const write = process.stdout.write.bind(process.stdout);
  // The trace must be the same byte for byte, whether or not something had to be compiled.
  process.stdout.write = process.stderr.write.bind(process.stderr);
  await ensureInstalled();
  await ensureBuilt();
  process.stdout.write = write;
  process.argv[1] = inRoot('dist', 'simulation', 'main.js');
  await import('../dist/simulation/main.js');
});
