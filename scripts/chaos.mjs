/**
 * `npm run chaos -- --seed N --rounds R [--first R] [--minutes M] [--port P]`: real processes that are
 * killed and stopped by a seeded plan (test/chaos/).
 */
import { ensureBuilt, ensureInstalled, main } from './lib/prepare.mjs';
import { inRoot } from './lib/shell.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const { build } = await import('rolldown');
  // As deep as its sources are: they look for programs beside the package.
  const file = inRoot('.altiplano', 'chaos', 'main.js');
  await build({
    input: inRoot('test', 'chaos', 'main.ts'),
    platform: 'node',
    external: (id) => !/^[./]/.test(id),
    logLevel: 'warn',
    output: { file },
  });
  await import(file);
});
