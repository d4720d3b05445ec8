/**
 * mesos-local: a master and agents in one process, to try things out. `npm start` is this program
 * with its work directory in the project.
 */
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoadedFlags } from '../foundation/flags/load.ts';
import { hostPortText } from '../foundation/host-port.ts';
import type { Logging } from '../foundation/logging/logging.ts';
import { closeInheritedDescriptors } from '../foundation/inherited-descriptors.ts';
import { nameProcess } from '../foundation/process-name.ts';
import { flagsOrAnswer, startLogging } from '../foundation/program.ts';
import { LocalBalancer, whyNoHaproxy } from './local/balancer.ts';
import { Cluster } from './local/cluster.ts';
import { localFlags } from './local/flags.ts';
import type { Invocation, LocalFlags } from './local/flags.ts';
import { MasterGroup } from './local/group/group.ts';
import { LocalMarathon } from './local/marathon.ts';
import { groupSummaryText, summaryText } from './local/summary.ts';
import { takeWorkDirectory } from './local/work-directory.ts';
import type { WorkDirectory } from './local/work-directory.ts';

const program = { table: localFlags, name: 'mesos-local' };
/** As shells report a process that Ctrl-C ended. */
const interruptedStatus = 130;

async function main(args: readonly string[]): Promise<void> {
  closeInheritedDescriptors();
  nameProcess(program.name);
  const flags = flagsOrAnswer(program, args);
  if (flags === undefined) return;
  const workDirectory = await takeWorkDirectory(flags.values.work_dir);
  if (!workDirectory.ok) {
    process.stderr.write(`${workDirectory.error}\n`);
    process.exitCode = 1;
    return;
  }
  const logging = startLocalLogging(flags, workDirectory.value);
  for (const warning of flags.warnings) logging.createLog('local').warning(warning);
  const fail = (why: string): never => {
    logging.createLog('local').error(why);
    if (isQuiet(flags)) process.stderr.write(`${why}\n`);
    process.exit(1);
  };
  try {
    const { values } = flags;
    if (values.masters > 1)
      return await runGroup({ args, environment: process.env, values }, workDirectory.value);
    const cluster = await Cluster.start({
      invocation: { args, environment: process.env, values },
      logging,
      onFailure: fail,
    });
    const marathon = await startMarathon(cluster, values, workDirectory.value);
    const balancer = await startBalancer(marathon, values, workDirectory.value);
    stopOnSignals(async () => {
      if (balancer instanceof LocalBalancer) await balancer.stop();
      await marathon?.stop();
      return cluster.stop();
    }, workDirectory.value);
    const isComplete = await cluster.registered();
    const example = await marathon?.deployExample();
    const routed =
      balancer instanceof LocalBalancer && example !== undefined
        ? await balancer.route(example.servicePort)
        : undefined;
    const services = {
      marathonUrl: marathon?.url,
      exampleUrl: routed ?? example?.url,
      balancer: balancer instanceof LocalBalancer ? balancer.url : balancer,
    };
    const facts = { isComplete, logging, workDirectory: workDirectory.value, ...services };
    process.stdout.write(describe(cluster, facts));
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
}

async function startMarathon(
  cluster: Cluster,
  { marathon, marathon_port, ip }: LocalFlags,
  { path }: WorkDirectory,
): Promise<LocalMarathon | undefined> {
  if (!marathon) return undefined;
  const { address } = cluster.master;
  return LocalMarathon.start({
    master: hostPortText(address.ip, address.port),
    ip,
    port: marathon_port,
    workDir: path,
    say: (line) => void process.stdout.write(`${line}\n`),
  });
}

/** Or why there is none; undefined: nobody wants one. */
async function startBalancer(
  marathon: LocalMarathon | undefined,
  { marathon_lb, ip }: LocalFlags,
  { path }: WorkDirectory,
): Promise<LocalBalancer | string | undefined> {
  if (!marathon_lb || marathon === undefined) return undefined;
  const why = await whyNoHaproxy();
  if (why !== undefined) return why;
  return LocalBalancer.start({
    marathonUrl: marathon.url,
    ip,
    workDir: path,
    say: (line) => void process.stdout.write(`${line}\n`),
  });
}

type Flags = LoadedFlags<typeof localFlags>;

/** Without a wish of the user the log goes to files: the terminal is for what he should read. */
function hasLogWish(flags: Flags): boolean {
  return (['log_dir', 'logging_level', 'quiet'] as const).some((name) => flags.isGiven(name));
}

function isQuiet(flags: Flags): boolean {
  return hasLogWish(flags) ? flags.values.quiet : true;
}

function startLocalLogging(flags: Flags, { path }: WorkDirectory): Logging {
  return startLogging(program.name, {
    ...flags.values,
    quiet: isQuiet(flags),
    log_dir: flags.values.log_dir ?? (hasLogWish(flags) ? undefined : join(path, 'log')),
  });
}

/** `end` says whether all tasks ended. */
function stopOnSignals(end: () => Promise<boolean>, workDirectory: WorkDirectory): void {
  let isStopping = false;
  const stop = async (): Promise<void> => {
    process.stdout.write('\nEnding all tasks and stopping …\n');
    const isClean = await end();
    await workDirectory.release();
    process.stdout.write(
      isClean ? 'Stopped.\n' : 'Stopped; some tasks did not end, the next start finds them.\n',
    );
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Who asks twice does not want to wait; what still runs is found by the next start.
      if (isStopping) process.exit(interruptedStatus);
      isStopping = true;
      void stop();
    });
  }
}

/** Long enough for a slow machine to start a virtual machine and three programs. */
const electionTimeoutMs = 60_000;

async function runGroup(invocation: Invocation, workDirectory: WorkDirectory): Promise<void> {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const group = await MasterGroup.start({ invocation, say });
  stopOnSignals(async () => {
    await group.stop();
    return true;
  }, workDirectory);
  const isElected = await group.elected(electionTimeoutMs);
  process.stdout.write(
    groupSummaryText({
      zk: group.zk,
      isElected,
      masters: group.masters.map(({ url, kept }) => ({ url, pid: kept.pid })),
      agentUrls: group.agents.map(({ url }) => url),
      leaderUrl: group.leaderUrl,
      workDir: workDirectory.path,
      execute: executePath(),
    }),
  );
}

interface Facts {
  readonly isComplete: boolean;
  readonly logging: Logging;
  readonly workDirectory: WorkDirectory;
  readonly marathonUrl: string | undefined;
  readonly exampleUrl: string | undefined;
  readonly balancer: string | undefined;
}

function describe(cluster: Cluster, facts: Facts): string {
  const { isComplete, logging, workDirectory, ...services } = facts;
  const url = ({ ip, port }: { ip: string; port: number }): string =>
    `http://${hostPortText(ip, port)}`;
  return summaryText({
    masterUrl: url(cluster.master.address),
    agentUrls: cluster.agents.map(({ address }) => url(address)),
    isComplete,
    workDir: workDirectory.path,
    logFile: logging.findLogFile(),
    execute: executePath(),
    ...services,
  });
}

function executePath(): string {
  return relative(
    process.cwd(),
    fileURLToPath(new URL('../../bin/mesos-execute', import.meta.url)),
  );
}

await main(process.argv.slice(2));
