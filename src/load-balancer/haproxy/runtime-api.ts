/**
 * The sockets of HAProxy: one connection for one line of commands, an answer for each, an end. Every
 * call is bounded, because a HAProxy that hangs takes connections like one that does not.
 */
import { connect } from 'node:net';
import { failure, ok, type Result } from '../../foundation/result.ts';

const callTimeoutMs = 5_000;
/** Statistics of ten thousand servers are about 5 MB. */
const mostAnswerBytes = 64 * 1024 * 1024;

export function ask(
  socketPath: string,
  line: string,
  timeoutMs = callTimeoutMs,
): Promise<Result<string>> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const socket = connect(socketPath);
    const finish = (result: Result<string>): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(
      () => finish(failure(`HAProxy did not answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    socket.on('error', (error) => finish(failure(`HAProxy cannot be asked: ${error.message}`)));
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > mostAnswerBytes) finish(failure(`the answer of HAProxy is too long`));
    });
    socket.on('end', () => finish(ok(Buffer.concat(chunks).toString('utf8'))));
    // The master answers what it passes on to a worker only to who says no more.
    socket.end(`${line}\n`);
  });
}

/** HAProxy 2.6 ends what it says to this one without the empty line, whether it could or not. */
const isAnsweredByOneLine = (command: string): boolean => command.startsWith('del server ');

/**
 * Each answer ends with an empty line, but those to `del server`; the last of all may lack it.
 * Undefined: that does not fit.
 */
export function splitAnswers(
  text: string,
  commands: readonly string[],
): readonly string[] | undefined {
  const lines = text.split('\n');
  const answers: string[] = [];
  let at = 0;
  for (const command of commands) {
    if (at >= lines.length) return undefined;
    const end = isAnsweredByOneLine(command) ? at + 1 : lines.indexOf('', at);
    answers.push(lines.slice(at, end < 0 ? lines.length : end).join('\n'));
    // Past the empty line, where there is one.
    at = isAnsweredByOneLine(command) ? end : (end < 0 ? lines.length : end) + 1;
  }
  return lines.slice(at).every((line) => line === '') ? answers : undefined;
}

/** HAProxy reads a line into a buffer of 16 KiB. */
const longestLineBytes = 12 * 1024;

/** As many lines as it takes; commands of one line are carried out together. */
export function linesOf(commands: readonly string[]): readonly (readonly string[])[] {
  const lines: string[][] = [];
  let bytes = 0;
  for (const command of commands) {
    const size = Buffer.byteLength(command) + 2;
    if (lines.length === 0 || bytes + size > longestLineBytes) {
      lines.push([]);
      bytes = 0;
    }
    lines.at(-1)!.push(command);
    bytes += size;
  }
  return lines;
}

export interface Processes {
  readonly master: number;
  readonly reloads: number;
  readonly failedReloads: number;
  /** Undefined: none serves. */
  readonly worker: number | undefined;
  /** Those that end as soon as their last connection does. */
  readonly oldWorkers: readonly number[];
}

/** What the master says to `show proc`; undefined: something else. */
export function parseProcesses(text: string): Processes | undefined {
  const master = /^(\d+)\s+master\s+(\d+) \[failed: (\d+)\]/m.exec(text);
  if (master === null) return undefined;
  const [current = '', old = ''] = text.split(/^# old workers.*$/m);
  const workers = (part: string): number[] =>
    [...part.matchAll(/^(\d+)\s+worker\b/gm)].map(([, pid]) => Number(pid));
  return {
    master: Number(master[1]),
    reloads: Number(master[2]),
    failedReloads: Number(master[3]),
    worker: workers(current)[0],
    oldWorkers: workers(old),
  };
}
