/**
 * By what a process is known to be of a container when nothing else says so: the sandbox that its
 * environment names, or that it works in. Pids alone prove nothing, they are given again.
 */
import { readFileSync, readlinkSync } from 'node:fs';

/** MESOS_SANDBOX of a process; undefined when it has none, is gone, or may not be looked at. */
export function readSandboxMark(pid: number): string | undefined {
  try {
    const environment = `\0${readFileSync(`/proc/${pid}/environ`, 'utf8')}`;
    return /\0MESOS_SANDBOX=([^\0]*)/u.exec(environment)?.[1];
  } catch {
    return undefined;
  }
}

/** Whether `path` is one of `directories` or below one. */
export function isWithin(path: string | undefined, directories: ReadonlySet<string>): boolean {
  for (let at = path; at !== undefined && at !== '' && at !== '/'; at = parentOf(at)) {
    if (directories.has(at)) return true;
  }
  return false;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** Does the process name or use the sandbox `directory`, or one nested in it? */
export function belongsTo(pid: number, directory: string): boolean {
  const directories = new Set([directory]);
  return (
    isWithin(readSandboxMark(pid), directories) || isWithin(workingDirectory(pid), directories)
  );
}

function workingDirectory(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}
