/**
 * How a process is called by those who look at it: `ps`, `pgrep`, `killall`, `netstat -p`. All of
 * our programs are run by node and would be called so. There are two names on Linux: the command
 * (`ps -C`, `killall`, `ss`), which each thread has for itself, and the command line (`ps`,
 * `netstat`), of which the first word is the name. A system that does not let us keeps the old ones.
 */
import { closeSync, openSync, readFileSync, readSync, readdirSync } from 'node:fs';
import { writeFileSync, writeSync } from 'node:fs';
import { basename } from 'node:path';

/** Which of its names a program was started by; the first, when it was by none of them. */
export function startedAs(name: string, ...otherNames: readonly string[]): string {
  const started = basename(process.argv[1] ?? '');
  return otherNames.includes(started) ? started : name;
}

/** From now on this process is called `name`, with the arguments that it was started with. */
export function nameProcess(name: string): void {
  if (process.platform !== 'linux' || !showCommandLine([name, ...process.argv.slice(2)])) {
    process.title = name;
  }
  nameThreads(name);
}

/** Threads inherit the name of the one that starts them; those that exist have node's. */
function nameThreads(name: string): void {
  try {
    for (const thread of readdirSync('/proc/self/task')) {
      const path = `/proc/self/task/${thread}/comm`;
      // Those that have been given a name of their own keep it.
      if (readFileSync(path, 'utf8').trim() === 'node') writeFileSync(path, name);
    }
  } catch {
    // No /proc, or not for us.
  }
}

/**
 * Puts words where the kernel finds the command line. `process.title` writes to the same place but
 * takes one word only: "mesos-agent --work_dir=/var/lib/mesos" is "mesos" to netstat.
 */
function showCommandLine(words: readonly string[]): boolean {
  try {
    const place = findCommandLine();
    const text = Buffer.from(`${words.join('\0')}\0`);
    const memory = openSync('/proc/self/mem', 'r+');
    try {
      const found = Buffer.alloc(place.length);
      readSync(memory, found, 0, found.length, place.start);
      // Written only where what is shown really stands, and where there is room for it.
      if (!found.equals(readFileSync('/proc/self/cmdline')) || text.length > found.length) {
        return false;
      }
      found.fill(0).set(text);
      return writeSync(memory, found, 0, found.length, place.start) === found.length;
    } finally {
      closeSync(memory);
    }
  } catch {
    return false;
  }
}

/** The fields `arg_start` and `arg_end` of proc(5), the 48th and 49th; the 3rd follows the name. */
function findCommandLine(): { readonly start: number; readonly length: number } {
  const stat = readFileSync('/proc/self/stat', 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [start, end] = [Number(fields[45]), Number(fields[46])];
  return { start, length: end - start };
}
