/** What only the built programs can show: of which commit they are, and where log lines come from. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesBelow, read, root } from '../house/sources.ts';
import { Cluster, eventually } from '../support/cluster.ts';

const sources = filesBelow('src').filter((path) => path.endsWith('.ts'));

function git(...args: string[]): string | undefined {
  try {
    const stdio = ['ignore', 'pipe', 'ignore'] as const;
    return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: [...stdio] }).trim();
  } catch {
    return undefined;
  }
}

describe('the programs', () => {
  let cluster: Cluster;

  beforeEach(() => void (cluster = new Cluster()));
  afterEach(() => cluster.stop());

  it('say of which commit they were built, if of any', async () => {
    const isCheckout = existsSync(join(root, '.git'));
    const expected = {
      git_sha: isCheckout ? git('rev-parse', 'HEAD') : undefined,
      git_branch: isCheckout ? git('symbolic-ref', 'HEAD') : undefined,
      git_tag: isCheckout ? git('describe', '--exact-match', '--tags') : undefined,
    };
    const master = await cluster.startMaster();
    for (const path of ['/version', '/state']) {
      // A master that has not recovered yet answers /state with 503.
      const shown = await eventually(path, () => master.getJson(path).catch(() => undefined));
      const { git_sha, git_branch, git_tag } = shown as Record<string, unknown>;
      expect({ git_sha, git_branch, git_tag }, path).toEqual(expected);
    }
  });

  it('name the line of the source with each line that they log', async () => {
    const environment = { GLOG_v: '1' };
    const master = await cluster.startMaster({ environment });
    const agent = await cluster.startAgent(master, { environment });
    await eventually('the agent registered', () => /Registered with/i.test(agent.log) || undefined);
    const places = new Set([...placesIn(master.log), ...placesIn(agent.log)]);
    expect(places.size).toBeGreaterThan(5);
    for (const place of places) expect(logsSomething(place), place).toBe(true);
  });

  it('name it with the line that tells why they end', async () => {
    const start = cluster.startMaster({ flags: ['--weights=a=0'] });
    const why = await start.then(() => '', String);
    expect(why).toContain('EXIT with status 1');
    const [place = ''] = placesIn(why);
    expect(logsSomething(place), place).toBe(true);
  });
});

function placesIn(log: string): string[] {
  return [...log.matchAll(/^[IWE]\d{4} [\d:.]+ +\d+ (\S+)\] /gm)].map(([, place]) => place!);
}

/** Whether a file of that name has a call of the log in that line. */
function logsSomething(place: string): boolean {
  const [name, number] = place.split(':');
  return sources
    .filter((path) => path.endsWith(`/${name}`))
    .some((path) => {
      const line = read(path).split('\n')[Number(number) - 1];
      return /\.(info|warning|error|verbose|exitLine)\(|'logging\.ts:0'/.test(line ?? '');
    });
}
