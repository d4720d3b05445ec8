/** mesos-master: flags in, a running master out. */
import type { SeverityName } from '../foundation/flags/common-flags.ts';
import { answerOf, flagsLine } from '../foundation/flags/help.ts';
import { loadFlags } from '../foundation/flags/load.ts';
import { Logging } from '../foundation/logging/logging.ts';
import { versionLine } from '../foundation/version.ts';
import { checkMasterFlags, masterFlags } from './flags.ts';
import { startMaster } from './start.ts';

const program = { table: masterFlags, name: 'mesos-master', versionLine };

async function main(args: readonly string[]): Promise<void> {
  const outcome = loadFlags(masterFlags, { args, environmentPrefix: 'MESOS_' });
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
  const broken = checkMasterFlags(values);
  if (broken !== undefined) {
    logging.exitLine('main', broken);
    process.exit(1);
  }
  log.info(flagsLine(flags.toStrings()));
  try {
    const running = await startMaster({ flags, logging });
    const stop = (signal: NodeJS.Signals): void => {
      log.info(`Received ${signal}, stopping`);
      void running.stop().finally(() => process.exit(0));
    };
    process.once('SIGTERM', stop).once('SIGINT', stop);
  } catch (error) {
    logging.exitLine('main', error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}

await main(process.argv.slice(2));
