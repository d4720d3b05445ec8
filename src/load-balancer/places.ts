/** Where everything of one marathon-lb is: beside the configuration that it writes. */
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { makeOwnDirectory } from '../foundation/directories/own-directory.ts';
import { ok, type Result } from '../foundation/result.ts';
import type { BalancerFlags } from './flags/table.ts';

export interface Places {
  /** The configuration of HAProxy. */
  readonly config: string;
  readonly directory: string;
  /** Sockets and marks of running processes, for nobody else. */
  readonly run: string;
  /** Where we answer what HAProxy passes on. */
  readonly control: string;
  /** Of the master of our HAProxy. */
  readonly master: string;
  readonly pid: string;
  /** What our HAProxy listens on. */
  readonly bound: string;
  /** Of HAProxy's runtime API. */
  readonly stats: string;
}

export function placesOf(values: BalancerFlags): Places {
  const isOwn = values.command === undefined;
  const usual = isOwn ? '/var/lib/marathon-lb/haproxy.cfg' : '/etc/haproxy/haproxy.cfg';
  const config = resolve(values.haproxy_config ?? usual);
  const directory = dirname(config);
  const run = join(directory, 'run');
  return {
    config,
    directory,
    run,
    control: join(run, 'control.sock'),
    master: join(run, 'master.sock'),
    pid: join(run, 'haproxy.pid'),
    bound: join(run, 'bound.json'),
    stats: isOwn ? join(run, 'stats.sock') : '/var/run/haproxy/socket',
  };
}

export function makePlaces({ directory, run }: Places): Result<void> {
  const made = makeOwnDirectory(directory, { flag: '--haproxy-config', checksEntries: false });
  if (!made.ok) return made;
  mkdirSync(run, { recursive: true, mode: 0o700 });
  return ok(undefined);
}
