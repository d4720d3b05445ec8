/** Where the web pages of the package are; undefined where it was not built with them (tests). */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export function findPagesDirectory(): string | undefined {
  const path = fileURLToPath(new URL('../ui', import.meta.url));
  return existsSync(path) ? path : undefined;
}
