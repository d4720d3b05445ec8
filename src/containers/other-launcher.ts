/**
 * Containers of one launcher are not understood by another: an agent that is started with another
 * --launcher than those that run says so, instead of taking them for dead while they run on.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Why an agent with `launcher` cannot take over what is in the runtime directory. */
export function findOtherLauncher(runtimeDirectory: string, launcher: string): string | undefined {
  const folder = join(runtimeDirectory, 'containers');
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const found = launcherOf(join(folder, name));
    if (found === undefined || found === launcher) continue;
    return (
      `--launcher=${launcher}: container '${name}' in --runtime_dir was started by` +
      ` --launcher=${found}; start the agent with that one until its containers have ended`
    );
  }
  return undefined;
}

/** By a file that only this launcher makes; undefined where nothing has run. */
function launcherOf(path: string): string | undefined {
  if (existsSync(join(path, 'config.json'))) return 'linux';
  if (existsSync(join(path, 'supervisor.stat'))) return 'posix';
  for (const name of existsSync(join(path, 'containers'))
    ? readdirSync(join(path, 'containers'))
    : []) {
    const found = launcherOf(join(path, 'containers', name));
    if (found !== undefined) return found;
  }
  return undefined;
}
