/** marathon: flags in, a running Marathon out. */
import { nameProcess } from '../foundation/process-name.ts';
import { exitProgram, runService, startLogging } from '../foundation/program.ts';
import { answerOf } from '../foundation/flags/help.ts';
import { loadFlags } from '../foundation/flags/load.ts';
import { versionLine } from '../foundation/version.ts';
import { readArguments } from './flags/arguments.ts';
import { checkMarathonFlags, marathonFlags } from './flags/table.ts';
import { BindError } from './listen.ts';
import { startMarathon, type MarathonStart, type RunningMarathon } from './start.ts';

const name = 'marathon';
/** @compat A flag that is wrong; a port that cannot be listened on. */
const badFlagCode = 112;
const bindFailureCode = 111;

async function main(args: readonly string[]): Promise<void> {
  nameProcess(name);
  const read = readArguments(marathonFlags, args, process.env);
  const outcome = read.ok
    ? loadFlags(marathonFlags, { args: read.value })
    : { kind: 'refused' as const, error: read.error };
  if (outcome.kind !== 'loaded') {
    const { stdout, stderr, status } = answerOf(outcome, {
      name,
      table: marathonFlags,
      versionLine,
    });
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    process.exitCode = status === 0 ? 0 : badFlagCode;
    return;
  }
  const { flags } = outcome;
  const logging = startLogging(name, {
    log_dir: undefined,
    logbufsecs: 0,
    logging_level: 'INFO',
    quiet: false,
  });
  const fault = checkMarathonFlags(flags.values);
  if (fault !== undefined) exitProgram(logging, { status: badFlagCode, why: fault });
  await runService({
    flags,
    fault: undefined,
    logging,
    start: () => start({ flags, logging }),
    stopping: 'stopping; tasks go on',
  });
}

async function start(parts: MarathonStart): Promise<RunningMarathon> {
  try {
    return await startMarathon(parts);
  } catch (error) {
    if (!(error instanceof BindError)) throw error;
    return exitProgram(parts.logging, { status: bindFailureCode, why: error.message });
  }
}

await main(process.argv.slice(2));
