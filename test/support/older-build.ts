/**
 * A build of an older revision of this repository, beside the present one: made once, and kept within
 * the checkout, whose packages it uses and with which it goes.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const longestBuildMs = 120_000;

/**
 * Since then all formats are those of today: how the registry lies in ZooKeeper was the last to
 * change. Whoever changes a format on purpose moves this to a place that came with it.
 */
const formats = { text: 'function pagesPath', file: 'src/zookeeper/core/store-layout.ts' };

export type OlderBuild =
  { readonly directory: string; readonly revision: string } | { readonly missing: string };

function git(...args: string[]): string | undefined {
  try {
    const options = { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] } as const;
    return execFileSync('git', args, { ...options, stdio: [...options.stdio] }).trim();
  } catch {
    return undefined;
  }
}

/** UPGRADE_FROM, or the latest tag before this commit, or the first with the formats of today. */
function findRevision(): string | undefined {
  const wanted = process.env['UPGRADE_FROM'] ?? git('describe', '--tags', '--abbrev=0', 'HEAD~1');
  if (wanted !== undefined) return git('rev-parse', '--verify', `${wanted}^{commit}`);
  const since = git('log', '--format=%H', `-S${formats.text}`, '--', formats.file);
  const first = since?.split('\n').at(-1);
  return first === '' || first === git('rev-parse', 'HEAD') ? undefined : first;
}

export function buildOlder(): OlderBuild {
  const revision = findRevision();
  if (revision === undefined) return { missing: 'the history has no older revision' };
  const directory = join(root, '.altiplano', 'older', revision);
  const stamp = join(directory, 'built');
  if (existsSync(stamp)) return { directory, revision };
  try {
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory, { recursive: true });
    const archive = join(directory, 'sources.tar');
    execFileSync('git', ['archive', '-o', archive, revision], { cwd: root });
    execFileSync('tar', ['-xf', archive, '-C', directory]);
    const options = { cwd: directory, timeout: longestBuildMs, stdio: 'pipe' } as const;
    execFileSync(process.execPath, ['scripts/build.mjs'], options);
    writeFileSync(stamp, '');
    return { directory, revision };
  } catch (error) {
    return { missing: `revision ${revision} cannot be built here: ${String(error).slice(0, 300)}` };
  }
}
