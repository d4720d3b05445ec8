/** `npm run build`: installs when needed, then compiles src/ to dist/ when anything changed. */
import { ensureBuilt, ensureInstalled, main } from './lib/prepare.mjs';
import { say } from './lib/shell.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  say('dist/ is up to date.');
});
