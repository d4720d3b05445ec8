/** marathon-lb: options in, a running load balancer out. */
import { nameProcess } from '../foundation/process-name.ts';
import { exitProgram } from '../foundation/program.ts';
import { loadFlags, type LoadedFlags } from '../foundation/flags/load.ts';
import { flagsLine } from '../foundation/flags/help.ts';
import { checkPorts, setKernelParameters } from './container-environment.ts';
import { findCredentials } from './credentials.ts';
import { modeOf, readArguments, type Mode } from './flags/arguments.ts';
import { balancerHelp, longHelp } from './flags/help.ts';
import { balancerFlags, checkBalancerFlags } from './flags/table.ts';
import { BalancerLogging } from './logging/logging.ts';
import type { LogLevel } from './logging/python-format.ts';
import { printConfiguration, writeOnce } from './once.ts';
import { makePlaces, placesOf } from './places.ts';
import { startBalancer, type BalancerStart } from './start.ts';
import { balancerVersion } from './version.ts';

const name = 'marathon-lb';
/** @compat Of the script that starts the container, and of Python's parser of arguments. */
const exitCodes = { badWord: 1, failed: 1, badOption: 2 } as const;

async function main(args: readonly string[]): Promise<void> {
  nameProcess(name);
  const mode = modeOf(args);
  if (mode === undefined) {
    return say(
      `Unknown mode ${args[0] ?? ''}. Synopsis: ${name} poll|sse [options]; see ${name} --help\n`,
      exitCodes.badWord,
    );
  }
  const isWord = args[0] === mode;
  const read = readArguments(balancerFlags, isWord ? args.slice(1) : args);
  const outcome = read.ok
    ? loadFlags(balancerFlags, { args: read.value })
    : { kind: 'refused' as const, error: read.error };
  if (outcome.kind === 'help') return void process.stdout.write(balancerHelp());
  if (outcome.kind === 'version') return void process.stdout.write(`${name} ${balancerVersion}\n`);
  if (outcome.kind === 'refused') return refuse(outcome.error);
  if (outcome.flags.values.longhelp) return void process.stdout.write(longHelp());
  const fault = checkBalancerFlags(outcome.flags.values);
  if (fault !== undefined) return refuse(fault);
  await run(outcome.flags, outcome.flags.values.sse ? 'sse' : mode, isWord);
}

function refuse(why: string): void {
  say(
    `usage: ${name} sse|poll [options]; see ${name} --help\n${name}: error: ${why}\n`,
    exitCodes.badOption,
  );
}

function say(text: string, status: number): void {
  process.stderr.write(text);
  process.exitCode = status;
}

async function run(
  flags: LoadedFlags<typeof balancerFlags>,
  mode: Mode,
  isWord: boolean,
): Promise<void> {
  const { values } = flags;
  const { env: variables } = process;
  const usualSyslog = isWord ? (variables['SYSLOG_SOCKET'] ?? '/dev/null') : '/dev/log';
  const logging = new BalancerLogging({
    format: values.log_format,
    level: values.log_level.toUpperCase() as LogLevel,
    syslogSocket: values.syslog_socket ?? usualSyslog,
  });
  const log = logging.createLog('main');
  for (const warning of flags.warnings) log.warning(warning);
  const refused = checkPorts(variables);
  if (refused !== undefined) exitProgram(logging, { status: exitCodes.failed, why: refused });
  if (variables['PORTS'] !== undefined) log.info(`PORTS: ${variables['PORTS']}`);
  log.info(flagsLine(flags.toStrings()).replaceAll(/--\w+/g, (flag) => flag.replaceAll('_', '-')));
  const fail = (error: unknown): never =>
    exitProgram(logging, {
      status: exitCodes.failed,
      why: error instanceof Error ? error.message : String(error),
    });
  const credentials = await findCredentials(values, variables);
  if (!credentials.ok) return fail(credentials.error);
  const start: BalancerStart = {
    ...{ values, mode, variables, logging },
    credentials: credentials.value,
  };
  const made = makePlaces(placesOf(values));
  if (!made.ok) return fail(made.error);
  const kernel = await setKernelParameters(variables);
  if (!kernel.ok) return fail(kernel.error);
  try {
    if (values.dry) await printConfiguration(start);
    else if (mode === 'once') await writeOnce(start);
    else await stay(start);
  } catch (error) {
    fail(error);
  }
}

async function stay(start: BalancerStart): Promise<void> {
  const log = start.logging.createLog('main');
  const running = await startBalancer(start);
  process.on('SIGHUP', () => {
    log.info('Received SIGHUP, asking Marathon for all apps');
    running.askForAll();
  });
  process.on('SIGUSR1', () => {
    log.info('Received SIGUSR1, reloading HAProxy');
    running.reload();
  });
  const stop = (signal: NodeJS.Signals): void => {
    log.info(`Received ${signal}, connections may end`);
    void running.stop().finally(() => process.exit(0));
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
}

await main(process.argv.slice(2));
