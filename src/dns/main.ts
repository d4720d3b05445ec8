/** mesos-dns: a configuration in, a running server out. */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { Logging } from '../foundation/logging/logging.ts';
import { nameProcess } from '../foundation/process-name.ts';
import { exitProgram, runService } from '../foundation/program.ts';
import { failure, type Result } from '../foundation/result.ts';
import { readArguments, usage } from './config/arguments.ts';
import { localResolvers } from './config/machine.ts';
import { type ReadConfig, readConfig } from './config/read.ts';
import { startDns } from './start.ts';
import { dnsVersion } from './version.ts';

const name = 'mesos-dns';
/** As programs of Go end when they do not understand their options. */
const badUsage = 2;

async function main(args: readonly string[]): Promise<void> {
  nameProcess(name);
  const asked = readArguments(args);
  if (!asked.ok) {
    process.stderr.write(`${asked.error}\n${usage}`);
    process.exitCode = badUsage;
  } else if (asked.value.kind === 'run') {
    await run(asked.value);
  } else {
    process.stdout.write(asked.value.kind === 'version' ? `${dnsVersion}\n` : usage);
  }
}

async function run({
  configPath,
  verbosity,
}: {
  readonly configPath: string;
  readonly verbosity: number;
}): Promise<void> {
  const logging = new Logging({ program: name, verboseLevel: verbosity });
  logging.flushAtExit();
  const path = resolve(configPath.replace(/^~\//, `${homedir()}/`));
  const read = readFile(path);
  if (!read.ok) {
    const why = `Failed to use the configuration '${path}': ${read.error}`;
    return exitProgram(logging, { status: 1, why });
  }
  const { config, warnings } = read.value;
  const exit = (why: string): void => exitProgram(logging, { status: 1, why });
  await runService({
    flags: { warnings, toStrings: () => ({ config: path, version: dnsVersion }) },
    fault: undefined,
    logging,
    start: () => startDns({ config, path, log: (label) => logging.createLog(label), exit }),
    stopping: 'stopping',
  });
}

function readFile(path: string): Result<ReadConfig> {
  try {
    return readConfig(readFileSync(path, 'utf8'), localResolvers);
  } catch (error) {
    return failure((error as Error).message);
  }
}

await main(process.argv.slice(2));
