/** The log of a process at /files, where operators and the web pages look for it. */
import type { Logging } from '../foundation/logging/logging.ts';
import type { Authorizer } from '../security/authorization.ts';
import { Files } from './files.ts';

interface LogSources {
  readonly logging: Logging;
  /** --external_log_file: shown instead of the file of --log_dir. */
  readonly externalLogFile: string | undefined;
}

export function filesWithLog(
  name: string,
  { logging, externalLogFile }: LogSources,
  authorizer: Authorizer,
): Files {
  const files = new Files(authorizer);
  const logFile = externalLogFile ?? logging.findLogFile();
  if (logFile !== undefined) {
    files.attach(name, { realPath: logFile, demand: { action: 'ACCESS_MESOS_LOG' } });
  }
  return files;
}
