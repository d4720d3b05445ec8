/**
 * `npm run chaos -- --seed N --rounds R [--first R] [--minutes M] [--port P]`: real processes that are
 * killed and stopped by a seeded plan (test/chaos/); `npm run chaos:containers -- --seed N --blows R`
 * the same for an agent and what runs its containers (test/chaos/containers/).
 */
import { ensureBuilt, ensureInstalled, main } from './lib/prepare.mjs';
import { inRoot } from './lib/shell.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const { build } = await import('rolldown');
  const folder = process.argv[2] === 'containers' ? process.argv.splice(2, 1) : [];
  // As deep as its sources are: they look for programs beside the package.
  const file = inRoot('.altiplano', 'chaos', `${folder[0] ?? 'main'}.js`);
  await build({
    input: inRoot('test', 'chaos', ...folder, 'main.ts'),
    platform: 'node',
    external: (id) => !/^[./]/.test(id),
    logLevel: 'warn',
    output: { file },
  });
  await import(file);
});
