/** mesos-agent: flags in, a running agent out. */
import type { SeverityName } from '../foundation/flags/common-flags.ts';
import { answerOf, flagsLine } from '../foundation/flags/help.ts';
import { loadFlags } from '../foundation/flags/load.ts';
import { Logging } from '../foundation/logging/logging.ts';
import { versionLine } from '../foundation/version.ts';
import { agentFlags, checkAgentFlags } from './flags.ts';
import { startAgent } from './start.ts';

const program = { table: agentFlags, name: 'mesos-agent', versionLine };

async function main(args: readonly string[]): Promise<void> {
  const outcome = loadFlags(agentFlags, { args, environmentPrefix: 'MESOS_' });
  if (outcome.kind !== 'loaded') {
    const { stdout, stderr, status } = answerOf(outcome, program);
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    process.exitCode = status;
    return;
  }
  const { flags } = outcome;
  const { values } = flags;
  const logging = new Logging({
    program: program.name,
    level: values.logging_level as SeverityName,
    quiet: values.quiet,
    logDir: values.log_dir,
    bufferSecs: values.logbufsecs,
  });
  logging.flushAtExit();
  const log = logging.createLog('main');
  for (const warning of flags.warnings) log.warning(warning);
  const broken = checkAgentFlags(values);
  if (broken !== undefined) return exit(logging, 1, broken);
  log.info(flagsLine(flags.toStrings()));
  try {
    const running = await startAgent({
      flags,
      logging,
      onExit: (status, why) => exit(logging, status, why),
    });
    // Tasks run on; the next start takes them over.
    const stop = (signal: NodeJS.Signals): void => {
      log.info(`Received ${signal}, stopping; tasks run on`);
      void running.stop().finally(() => process.exit(0));
    };
    process.once('SIGTERM', stop).once('SIGINT', stop);
    process.once('SIGUSR1', () => running.core.shutdown('Received SIGUSR1 signal'));
  } catch (error) {
    exit(logging, 1, error instanceof Error ? error.message : String(error));
  }
}

function exit(logging: Logging, status: number, why: string): void {
  if (status === 0) logging.createLog('main').info(why);
  else logging.exitLine('main', why, status);
  logging.flush();
  process.exit(status);
}

await main(process.argv.slice(2));
