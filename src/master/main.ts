/** mesos-master: flags in, a running master out. */
import { nameProcess } from '../foundation/process-name.ts';
import { flagsOrAnswer, runService, startLogging } from '../foundation/program.ts';
import { checkMasterFlags, masterFlags } from './flags.ts';
import { startMaster } from './start.ts';

const program = { table: masterFlags, name: 'mesos-master' };

async function main(args: readonly string[]): Promise<void> {
  nameProcess(program.name);
  const flags = flagsOrAnswer(program, args);
  if (flags === undefined) return;
  const logging = startLogging(program.name, flags.values);
  await runService({
    flags,
    fault: checkMasterFlags(flags.values),
    logging,
    start: () => startMaster({ flags, logging }),
    stopping: 'stopping',
  });
}

await main(process.argv.slice(2));
