/** zdd: blue/green deployments through marathon-lb, without a request that fails. */
import { readFileSync } from 'node:fs';
import { helpText } from '../../foundation/flags/help.ts';
import { loadFlags } from '../../foundation/flags/load.ts';
import { nameProcess } from '../../foundation/process-name.ts';
import { failure, ok, type Result } from '../../foundation/result.ts';
import { findCredentials } from '../credentials.ts';
import { readArguments } from '../flags/arguments.ts';
import { withDashes } from '../flags/help.ts';
import { BalancerLogging } from '../logging/logging.ts';
import type { LogLevel } from '../logging/python-format.ts';
import { asObject } from '../model/fields.ts';
import { balancerVersion } from '../version.ts';
import type { Definition } from './definition.ts';
import { deploy } from './deploy.ts';
import { exitCodes, type Failure } from './failure.ts';
import { checkZddFlags, zddFlags, zddShortNames, type ZddFlags } from './flags.ts';
import { HttpClient } from './http-client.ts';
import { realWorld } from './world.ts';

const name = 'zdd';
/** @compat Of Python's parser of arguments. */
const badOption = 2;

async function main(args: readonly string[]): Promise<void> {
  nameProcess(name);
  const read = readArguments(zddFlags, args, zddShortNames);
  const outcome = read.ok
    ? loadFlags(zddFlags, { args: read.value })
    : { kind: 'refused' as const, error: read.error };
  if (outcome.kind === 'version') {
    process.stdout.write(`${name} ${balancerVersion}\n`);
  } else if (
    outcome.kind === 'help' ||
    (outcome.kind === 'loaded' && outcome.flags.values.longhelp)
  ) {
    process.stdout.write(withDashes(helpText(zddFlags, name)));
  } else if (outcome.kind === 'refused') {
    refuse(outcome.error);
  } else {
    const fault = checkZddFlags(outcome.flags.values);
    if (fault === undefined) await run(outcome.flags.values);
    else refuse(fault);
  }
}

function refuse(why: string): void {
  process.stderr.write(`usage: ${name} [options]; see ${name} --help\n${name}: error: ${why}\n`);
  process.exitCode = badOption;
}

async function run(values: ZddFlags): Promise<void> {
  const logging = new BalancerLogging({
    format: values.log_format,
    level: values.log_level.toUpperCase() as LogLevel,
    syslogSocket: values.syslog_socket,
  });
  const log = logging.createLog(name);
  const outcome = await deployWith(values, log);
  if (!outcome.ok) log.error(outcome.error.text);
  // Connections that are kept, and a terminal that still waits, do not hold the program.
  process.exit(outcome.ok ? (outcome.value ? 0 : exitCodes.notConfirmed) : outcome.error.exitCode);
}

async function deployWith(
  values: ZddFlags,
  log: ReturnType<BalancerLogging['createLog']>,
): Promise<Result<boolean, Failure>> {
  const other = (text: string) => failure({ exitCode: exitCodes.other, text });
  const app = readDefinition(values.json ?? '');
  if (!app.ok) return other(app.error);
  const credentials = await findCredentials(values, process.env);
  if (!credentials.ok) return other(credentials.error);
  const caCertificate = readText(values.marathon_ca_cert);
  if (!caCertificate.ok) return other(caCertificate.error);
  const client = new HttpClient({
    ...(credentials.value === undefined ? {} : { credentials: credentials.value }),
    ...(caCertificate.value === undefined ? {} : { caCertificate: caCertificate.value }),
  });
  const world = realWorld({
    marathon: values.marathon ?? '',
    balancers: values.marathon_lb ?? '',
    hook: values.pre_kill_hook,
    client,
    log,
  });
  const done = await deploy(
    app.value,
    {
      isDryRun: values.dry_run,
      isForced: values.force,
      stepDelayMs: values.step_delay * 1000,
      maxWaitMs: values.max_wait * 1000,
      initialInstances: values.initial_instances,
      linearIncrease: values.linear_increase,
      newInstances: values.new_instances,
      resumes: values.resume,
      completesCurrent: values.complete_cur,
      completesPrevious: values.complete_prev,
    },
    world,
  );
  client.close();
  return done;
}

function readDefinition(path: string): Result<Definition> {
  const text = readText(path);
  if (!text.ok) return text;
  try {
    const app = asObject(JSON.parse(text.value ?? ''));
    return app === undefined ? failure(`${path} is not the definition of one app`) : ok(app);
  } catch (error) {
    return failure(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readText(path: string | undefined): Result<string | undefined> {
  if (path === undefined) return ok(undefined);
  try {
    return ok(readFileSync(path, 'utf8'));
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}

await main(process.argv.slice(2));
