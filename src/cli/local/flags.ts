/**
 * The flags of mesos-local: every flag of the master and of the agent, and a few of its own. Each
 * part of the cluster gets those that its program knows; addresses and directories, which differ
 * between the parts, are derived from mesos-local's own.
 */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { agentFlags, checkAgentFlags } from '../../agent/flags.ts';
import { readCommandLine } from '../../foundation/flags/command-line.ts';
import { defineFlags, flag } from '../../foundation/flags/flag-table.ts';
import type { FlagTable, FlagValues } from '../../foundation/flags/flag-table.ts';
import { loadFlags } from '../../foundation/flags/load.ts';
import type { LoadedFlags } from '../../foundation/flags/load.ts';
import { formatDuration } from '../../foundation/units/duration.ts';
import { failure, ok } from '../../foundation/result.ts';
import type { Result } from '../../foundation/result.ts';
import { checkMasterFlags, masterFlags } from '../../master/flags.ts';

/** Each agent of one process has its own port, directories and fetches; more is a real cluster. */
const mostAgents = 100;

/** Anybody could make the one below /tmp first: then it is refused, and root does not even ask. */
const defaultWorkDir = process.getuid?.() === 0 ? '/var/lib/mesos/local' : '/tmp/mesos/work';

const { master: _ours, ...agentRows } = agentFlags;
const { zk: _private, quorum: _derived, ...masterRows } = masterFlags;

export const localFlags = defineFlags({
  ...masterRows,
  ...agentRows,
  ip: flag.string({
    default: '127.0.0.1',
    help: 'Address that master and agents listen on; 0.0.0.0 lets other machines run commands here.',
  }),
  marathon: flag.bool({
    default: false,
    help: 'Whether to start Marathon, too; `npm start` does.',
  }),
  marathon_lb: flag.bool({
    default: false,
    help: 'With --marathon: whether to start marathon-lb, too, where HAProxy is installed; `npm start` does.',
  }),
  marathon_port: flag.port({
    default: 8080,
    help: 'Port of Marathon; the next free one is taken.',
  }),
  masters: flag.integer({
    default: 1,
    help: 'How many masters to start; with more than one each is a process of its own, and a private ZooKeeper elects.',
    validate: (count) => ([1, 3, 5].includes(count) ? undefined : 'it must be 1, 3 or 5'),
  }),
  num_slaves: flag.integer({
    default: 1,
    help: 'How many agents to start.',
    validate: (count) => (count <= mostAgents ? undefined : `it must be at most ${mostAgents}`),
  }),
  port: flag.port({
    default: 5050,
    help: 'Port of the master; the agents take the ports after it. 0 lets the system choose all.',
  }),
  registration_backoff_factor: flag.duration({
    // Agents of a real cluster spread their registrations; the few here need not wait.
    default: 100,
    help: 'Agents wait a random part of this before they register.',
  }),
  zk_session_timeout: flag.duration({
    default: 4000,
    help: 'How long the private ZooKeeper of several masters keeps a session of which it hears nothing.',
  }),
  work_dir: flag.path({
    default: defaultWorkDir,
    help: 'Directory of everything that the cluster must remember: master/ and agents/<n>/.',
  }),
});

export type LocalFlags = FlagValues<typeof localFlags>;

/** How mesos-local was started. */
export interface Invocation {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly values: LocalFlags;
}

export function masterFlagsOf(invocation: Invocation): Result<LoadedFlags<typeof masterFlags>> {
  const { ip, port, work_dir } = invocation.values;
  const own = { ip, port: String(port), work_dir: join(work_dir, 'master') };
  return loadPart(masterFlags, invocation, { own, check: checkMasterFlags });
}

/** Agents of one machine, of several clusters too, would take each other's containers for orphans. */
function cgroupsRootOf(home: string): string {
  return `mesos-local-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`;
}

/** `index` counts from 0. */
export function agentFlagsOf(
  invocation: Invocation,
  { index, master }: { readonly index: number; readonly master: string },
): Result<LoadedFlags<typeof agentFlags>> {
  const { ip, port, registration_backoff_factor, work_dir } = invocation.values;
  const home = join(work_dir, 'agents', String(index));
  const own = {
    ip,
    port: String(port === 0 ? 0 : port + 1 + index),
    master,
    registration_backoff_factor: formatDuration(registration_backoff_factor),
    work_dir: join(home, 'work'),
    runtime_dir: join(home, 'run'),
    fetcher_cache_dir: join(home, 'fetch'),
    cgroups_root: cgroupsRootOf(home),
  };
  return loadPart(agentFlags, invocation, {
    own,
    without: ['advertise_port'],
    check: checkAgentFlags,
  });
}

interface Part<Table extends FlagTable> {
  /** Values that mesos-local decides. */
  readonly own: Readonly<Record<string, string>>;
  readonly without?: readonly string[];
  readonly check: (values: FlagValues<Table>) => string | undefined;
}

/** How a part of the cluster is started: what it knows of what mesos-local was given, and its own. */
export interface PartStart {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

function startOf<Table extends FlagTable>(
  table: Table,
  { args, environment }: Invocation,
  { own, without = [] }: Omit<Part<Table>, 'check'>,
): PartStart {
  const known = spellingsOf(table);
  for (const name of [...Object.keys(own), ...without]) known.delete(name);
  const passed = readCommandLine(args).given.filter(({ spelling }) =>
    known.has(spelling.replace(/^no-/, '')),
  );
  const variables = Object.entries(environment).filter(([name]) =>
    known.has(name.replace(/^MESOS_/, '').toLowerCase()),
  );
  return {
    args: [
      ...passed.map(({ spelling, text }) => `--${spelling}${text === undefined ? '' : `=${text}`}`),
      ...Object.entries(own).map(([name, text]) => `--${name}=${text}`),
    ],
    environment: Object.fromEntries(variables),
  };
}

function loadPart<Table extends FlagTable>(
  table: Table,
  invocation: Invocation,
  part: Part<Table>,
): Result<LoadedFlags<Table>> {
  const start = startOf(table, invocation, part);
  const outcome = loadFlags(table, { ...start, environmentPrefix: 'MESOS_' });
  if (outcome.kind === 'refused') return failure(outcome.error);
  if (outcome.kind !== 'loaded') return failure(`Flag '${outcome.kind}' belongs to mesos-local`);
  const broken = part.check(outcome.flags.values);
  return broken === undefined ? ok(outcome.flags) : failure(broken);
}

/** A master of several; `index` counts from 0. */
export function masterProcessOf(
  invocation: Invocation,
  { index, zk }: { readonly index: number; readonly zk: string },
): PartStart {
  const { ip, port, work_dir, masters } = invocation.values;
  const home = join(work_dir, 'masters', String(index));
  const own = {
    ip,
    port: String(port + index),
    zk,
    quorum: String(Math.floor(masters / 2) + 1),
    work_dir: join(home, 'work'),
    log_dir: join(home, 'log'),
    ...failoverFlags(invocation),
  };
  return startOf(masterFlags, invocation, { own });
}

/** `index` counts from 0. */
export function agentProcessOf(
  invocation: Invocation,
  { index, zk }: { readonly index: number; readonly zk: string },
): PartStart {
  const { ip, port, masters, registration_backoff_factor, work_dir } = invocation.values;
  const home = join(work_dir, 'agents', String(index));
  const own = {
    ip,
    port: String(port + masters + index),
    master: zk,
    registration_backoff_factor: formatDuration(registration_backoff_factor),
    work_dir: join(home, 'work'),
    runtime_dir: join(home, 'run'),
    fetcher_cache_dir: join(home, 'fetch'),
    cgroups_root: cgroupsRootOf(home),
    log_dir: join(home, 'log'),
    ...failoverFlags(invocation),
  };
  return startOf(agentFlags, invocation, { own, without: ['advertise_port'] });
}

/** Whoever kills a leader wants to see another one soon. */
function failoverFlags({ values }: Invocation): Record<string, string> {
  return { zk_session_timeout: formatDuration(values.zk_session_timeout), quiet: 'true' };
}

function spellingsOf(table: FlagTable): Set<string> {
  return new Set(Object.entries(table).flatMap(([name, row]) => [name, ...(row.aliases ?? [])]));
}
