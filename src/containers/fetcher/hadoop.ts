/**
 * URIs that neither the agent nor its machine knows by itself (hdfs, s3a, …) are brought by the
 * Hadoop client, if there is one, as the task's user.
 */
import { join } from 'node:path';
import type { HeldDirectory, Owner } from '../../foundation/directories/held-directory.ts';
import { runAs } from './run-as.ts';

export interface HadoopRun {
  /** --hadoop_home; absent: what HADOOP_HOME says, or whatever is found on the PATH. */
  readonly home: string | undefined;
  readonly owner: Owner | undefined;
  readonly signal: AbortSignal;
  readonly cwd: HeldDirectory;
}

/** Puts it at `name` in the directory `run.cwd`, where nothing may be by that name. */
export async function copyToLocal(uri: string, name: string, run: HadoopRun): Promise<void> {
  await hadoop(['fs', '-copyToLocal', uri, `./${name}`], run);
}

/** Throws when the client cannot tell. */
export async function hadoopSize(uri: string, run: HadoopRun): Promise<number> {
  const answer = await hadoop(['fs', '-du', uri], run);
  const size = /^\s*(\d+)\s/u.exec(answer)?.[1];
  if (size === undefined) throw new Error(`the Hadoop client does not tell the size of '${uri}'`);
  return Number(size);
}

async function hadoop(words: readonly string[], run: HadoopRun): Promise<string> {
  const home = run.home ?? process.env['HADOOP_HOME'];
  const program = home === undefined ? 'hadoop' : join(home, 'bin', 'hadoop');
  try {
    return await runAs([program, ...words], { ...run, environment: clientEnvironment(home) });
  } catch (error) {
    const { message } = error as Error;
    if (!message.includes('ENOENT')) throw error;
    throw new Error(
      `this scheme is for a Hadoop client, and there is none at '${program}' (--hadoop_home)`,
      { cause: error },
    );
  }
}

/** @compat The client has its settings from the agent's environment (JAVA_HOME, HADOOP_CONF_DIR, …). */
function clientEnvironment(home: string | undefined): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (value !== undefined && !/^(MESOS|LIBPROCESS)_/u.test(name)) environment[name] = value;
  }
  if (home !== undefined) environment['HADOOP_HOME'] = home;
  return environment;
}
