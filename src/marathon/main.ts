/** marathon: flags in, a running Marathon out. */
import { nameProcess } from '../foundation/process-name.ts';
import { exitProgram, runService, startLogging } from '../foundation/program.ts';
import { answerOf } from '../foundation/flags/help.ts';
import { loadFlags } from '../foundation/flags/load.ts';
import { versionLine } from '../foundation/version.ts';
import { readArguments } from './flags/arguments.ts';
import { checkMarathonFlags, marathonFlags } from './flags/table.ts';
import { migrateFrom } from './migrate/migrate.ts';
import { startMarathon } from './start.ts';

const name = 'marathon';
/** @compat A flag that is wrong. */
const badFlagCode = 112;
/** Before the flags: what is to be taken over, once, instead of running. */
const migrateWord = 'migrate-from';

async function main(args: readonly string[]): Promise<void> {
  nameProcess(name);
  const [word, source = ''] = args;
  const isMigration = word === migrateWord;
  const read = readArguments(marathonFlags, isMigration ? args.slice(2) : args, process.env);
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
  if (isMigration) {
    const migrated = await migrateFrom(source, flags.values, logging.createLog(migrateWord));
    if (migrated.ok) process.stdout.write(`${migrated.value}\n`);
    else process.stderr.write(`${migrated.error}\n`);
    process.exitCode = migrated.ok ? 0 : 1;
    return;
  }
  await runService({
    flags,
    fault: undefined,
    logging,
    start: () => startMarathon({ flags, logging }),
    stopping: 'stopping; tasks go on',
  });
}

await main(process.argv.slice(2));
