/** Where the web pages are: with the package, or where --webui_dir says. */
import { fileURLToPath } from 'node:url';
import { directorySource, type StaticSource } from '../foundation/http/static/index.ts';
import { unwrap } from '../foundation/result.ts';

/**
 * Undefined where the package was not built with its pages (tests).
 *
 * @throws Error when the directory that was asked for cannot be read
 */
export async function findPages(askedFor: string | undefined): Promise<StaticSource | undefined> {
  if (askedFor !== undefined) return unwrap(await directorySource(askedFor));
  const packaged = await directorySource(fileURLToPath(new URL('../ui', import.meta.url)));
  return packaged.ok ? packaged.value : undefined;
}
