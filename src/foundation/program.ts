/**
 * How a program starts and ends: flags from the command line and the environment, the answers to
 * --help, --version and flags that were refused, the log, and the last line before the process
 * ends. The one place beside a program's own main file that may end its process.
 */
import { makeOwnDirectory } from './directories/own-directory.ts';
import type { CommonFlags, SeverityName } from './flags/common-flags.ts';
import type { FlagTable } from './flags/flag-table.ts';
import { answerOf, flagsLine } from './flags/help.ts';
import { loadFlags, type LoadedFlags } from './flags/load.ts';
import { Logging } from './logging/logging.ts';
import { ok } from './result.ts';
import { versionLine } from './version.ts';

/** Write permission of group and others, as a mask. */
const othersWrite = 0o022;

export interface Program<Table extends FlagTable> {
  /** As it is called on the command line: "mesos-master". */
  readonly name: string;
  readonly table: Table;
}

/** Undefined: what there was to say has been said, and the process ends with the right status. */
export function flagsOrAnswer<Table extends FlagTable>(
  program: Program<Table>,
  args: readonly string[],
): LoadedFlags<Table> | undefined {
  const outcome = loadFlags(program.table, { args, environmentPrefix: 'MESOS_' });
  if (outcome.kind === 'loaded') {
    // Whatever the shell says: nobody else writes to what our programs make.
    process.umask(process.umask() | othersWrite);
    return outcome.flags;
  }
  const { stdout, stderr, status } = answerOf(outcome, { ...program, versionLine });
  process.stdout.write(stdout);
  process.stderr.write(stderr);
  process.exitCode = status;
  return undefined;
}

export type LogFlags = Pick<CommonFlags, 'log_dir' | 'logbufsecs' | 'logging_level' | 'quiet'>;

/** The log of the process, as its flags want it. */
export function startLogging(program: string, flags: LogFlags): Logging {
  const { log_dir: logDir, quiet } = flags;
  const made =
    logDir === undefined
      ? ok(undefined)
      : makeOwnDirectory(logDir, { flag: '--log_dir', checksEntries: false });
  const logging = new Logging({
    program,
    level: flags.logging_level as SeverityName,
    quiet,
    logDir: made.ok ? logDir : undefined,
    bufferSecs: flags.logbufsecs,
  });
  if (!made.ok) exitProgram(logging, { status: 1, why: made.error });
  logging.flushAtExit();
  return logging;
}

export interface ServiceStart<Running extends { stop(): Promise<void> }> {
  readonly flags: Pick<LoadedFlags<FlagTable>, 'warnings' | 'toStrings'>;
  /** What is wrong between flags, if anything. */
  readonly fault: string | undefined;
  readonly logging: Logging;
  readonly start: () => Promise<Running>;
  /** What SIGTERM and SIGINT lead to, in words. */
  readonly stopping: string;
}

/** Starts what runs until a signal stops it; ends the process when it cannot start. */
export async function runService<Running extends { stop(): Promise<void> }>(
  service: ServiceStart<Running>,
): Promise<Running> {
  const { flags, fault, logging, stopping } = service;
  const log = logging.createLog('main');
  for (const warning of flags.warnings) log.warning(warning);
  if (fault !== undefined) exitProgram(logging, { status: 1, why: fault });
  log.info(flagsLine(flags.toStrings()));
  try {
    const running = await service.start();
    const stop = (signal: NodeJS.Signals): void => {
      log.info(`Received ${signal}, ${stopping}`);
      void running.stop().finally(() => process.exit(0));
    };
    process.once('SIGTERM', stop).once('SIGINT', stop);
    return running;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return exitProgram(logging, { status: 1, why });
  }
}

/** Says why, whatever --quiet says when something is wrong, and ends the process. */
export function exitProgram(
  logging: Logging,
  { status, why }: { readonly status: number; readonly why: string },
): never {
  if (status === 0) logging.createLog('main').info(why);
  else logging.exitLine('main', why, status);
  logging.flush();
  process.exit(status);
}
