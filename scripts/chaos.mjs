/**
 * `npm run chaos -- --seed N --rounds R [--first R] [--minutes M] [--port P]`: real processes that are
 * killed and stopped by a seeded plan (test/chaos/); `npm run chaos:containers -- --seed N --blows R`
 * the same for an agent and what runs its containers (test/chaos/containers/); `npm run chaos --
 * marathon --seed N --deployments R` for Marathon's rolling deployments (test/chaos/marathon/).
 */
import { ensureBuilt, ensureInstalled, main } from './lib/prepare.mjs';
import { inRoot } from './lib/shell.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const { build } = await import('rolldown');
  const isFolder = ['containers', 'marathon'].includes(process.argv[2]);
  const folder = isFolder ? process.argv.splice(2, 1) : [];
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
