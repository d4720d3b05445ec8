/** The log of a process at /files, where operators and the web pages look for it. */
import type { Logging } from '../foundation/logging/logging.ts';
import { Files } from './files.ts';

/** @param externalLogFile of `--external_log_file`: shown instead of the file of --log_dir */
export function filesWithLog(
  name: string,
  logging: Logging,
  externalLogFile: string | undefined,
): Files {
  const files = new Files();
  const logFile = externalLogFile ?? logging.findLogFile();
  if (logFile !== undefined) files.attach(logFile, name);
  return files;
}
