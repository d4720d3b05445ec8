/**
 * One log line in the shape of glog, which people's eyes, `grep` and log shippers know from Mesos:
 * `I1121 01:02:03.025014  1234 master.ts:113] message`. The place is a line of the source, which
 * the build wrote down; code that was not built (in tests) has the label of its module and line 0.
 */

const severityLetters = ['I', 'W', 'E'] as const;
/** Index into `severityLetters`: 0 INFO, 1 WARNING, 2 ERROR. */
export type Severity = 0 | 1 | 2;

/** glog cuts messages at 30000 characters too; one hostile name must not fill a disk. */
const longestMessageLength = 30_000;

/** Text from outside could otherwise forge lines or move the cursor of a terminal. */
// oxlint-disable-next-line no-control-regex
const controlCharacters = /[\u0000-\u0008\u000a-\u001f\u007f]/g;

function escapeControl(character: string): string {
  if (character === '\n') return '\\n';
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

function cleanMessage(message: string): string {
  const cut =
    message.length > longestMessageLength ? message.slice(0, longestMessageLength) : message;
  return cut.replace(controlCharacters, escapeControl);
}

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/** "20261121-010203", local time: part of the name of a log file. */
export function fileTime(date: Date): string {
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}

/** The four lines that glog writes at the top of each file. */
export function fileHeader(date: Date, hostname: string): string {
  const day = `${date.getFullYear()}/${two(date.getMonth() + 1)}/${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return (
    `Log file created at: ${day} ${time}\n` +
    `Running on machine: ${hostname}\n` +
    'Running duration (h:mm:ss): 0:00:00\n' +
    'Log line format: [IWEF]mmdd hh:mm:ss.uuuuuu threadid file:line] msg\n'
  );
}

/** Makes lines; the text of the second is kept, since most lines share it with the one before. */
export class GlogFormatter {
  readonly #threadId: string;
  #second = Number.NaN;
  #secondText = '';

  constructor(pid: number) {
    this.#threadId = String(pid).padStart(5);
  }

  line(severity: Severity, nowMs: number, place: string, message: string): string {
    const second = Math.floor(nowMs / 1000);
    if (second !== this.#second) this.#startSecond(second);
    const micros = Math.floor((nowMs - second * 1000) * 1000);
    const fraction = String(Math.min(micros, 999_999)).padStart(6, '0');
    const head = `${severityLetters[severity]}${this.#secondText}.${fraction}`;
    return `${head} ${this.#threadId} ${place}] ${cleanMessage(message)}\n`;
  }

  #startSecond(second: number): void {
    const date = new Date(second * 1000);
    const day = `${two(date.getMonth() + 1)}${two(date.getDate())}`;
    const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
    this.#second = second;
    this.#secondText = `${day} ${time}`;
  }
}
