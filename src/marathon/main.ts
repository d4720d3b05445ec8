/** marathon: flags in, a running Marathon out. */
import { SystemClock } from '../foundation/clock.ts';
import { boundHeapGrowth } from '../foundation/heap-growth.ts';
import { nameProcess } from '../foundation/process-name.ts';
import { exitProgram, runService } from '../foundation/program.ts';
import { loadFlags } from '../foundation/flags/load.ts';
import { exitCodes } from './exit-codes.ts';
import { readArguments } from './flags/arguments.ts';
import { marathonHelp } from './flags/help.ts';
import { checkMarathonFlags, marathonFlags } from './flags/table.ts';
import { LevelledLogging } from './levelled-logging.ts';
import { StartFault } from './listen.ts';
import { levelOfFlag, LogLevels } from './log-levels.ts';
import { migrateFrom } from './migrate/migrate.ts';
import { startMarathon, type MarathonStart, type RunningMarathon } from './start.ts';
import { marathonVersion } from './version.ts';

const name = 'marathon';
/** Before the flags: what is to be taken over, once, instead of running. */
const migrateWord = 'migrate-from';

/** Ten thousand apps are some 50 MB. */
const heapGrowthPercent = 100;

async function main(args: readonly string[]): Promise<void> {
  nameProcess(name);
  boundHeapGrowth(heapGrowthPercent);
  const [word, source = ''] = args;
  const isMigration = word === migrateWord;
  const read = readArguments(marathonFlags, isMigration ? args.slice(2) : args, process.env);
  const outcome = read.ok
    ? loadFlags(marathonFlags, { args: read.value })
    : { kind: 'refused' as const, error: read.error };
  if (outcome.kind === 'refused') {
    process.stderr.write(`${outcome.error}\n\nSee \`${name} --help\` for what there is.\n`);
    process.exitCode = exitCodes.badFlag;
    return;
  }
  if (outcome.kind !== 'loaded') {
    const text =
      outcome.kind === 'help' ? marathonHelp(marathonFlags) : `${name} ${marathonVersion}\n`;
    process.stdout.write(text);
    return;
  }
  const { flags } = outcome;
  const level = levelOfFlag(flags.values.logging_level) ?? 'INFO';
  const logging = new LevelledLogging(name, new LogLevels(new SystemClock(), level));
  const fault = checkMarathonFlags(flags.values);
  if (fault !== undefined) exitProgram(logging, { status: exitCodes.badFlag, why: fault });
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
    start: () => start({ flags, logging }),
    stopping: 'stopping; tasks go on',
  });
}

async function start(parts: MarathonStart): Promise<RunningMarathon> {
  try {
    return await startMarathon(parts);
  } catch (error) {
    if (!(error instanceof StartFault)) throw error;
    return exitProgram(parts.logging, { status: error.status, why: error.message });
  }
}

await main(process.argv.slice(2));
