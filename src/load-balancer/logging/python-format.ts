/**
 * Lines of the log in the format that --log-format says, which is that of Python's logging:
 * `%(asctime)-15s %(name)s: %(message)s`. Of its fields those are known that mean something here.
 */

/** From the most to the least; what is less than the level that is asked for is left out. */
export const logLevels = ['NOTSET', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface LogRecord {
  readonly level: LogLevel;
  readonly name: string;
  readonly message: string;
  readonly atMs: number;
  /** "steering.ts:12" */
  readonly place: string;
}

const levelNumbers: Readonly<Record<LogLevel, number>> = {
  NOTSET: 0,
  DEBUG: 10,
  INFO: 20,
  WARNING: 30,
  ERROR: 40,
  CRITICAL: 50,
};

const fields: Readonly<Record<string, (record: LogRecord) => string | number>> = {
  asctime: ({ atMs }) => timeText(new Date(atMs)),
  created: ({ atMs }) => atMs / 1000,
  msecs: ({ atMs }) => atMs % 1000,
  name: ({ name }) => name,
  levelname: ({ level }) => level,
  levelno: ({ level }) => levelNumbers[level],
  message: ({ message }) => message,
  process: () => process.pid,
  processName: () => 'MainProcess',
  threadName: () => 'MainThread',
  filename: ({ place }) => place.split(':')[0] ?? '',
  lineno: ({ place }) => Number(place.split(':')[1] ?? 0),
  module: ({ place }) => place.replace(/\.ts(:\d+)?$/, ''),
};

const directive = /%(?:%|\((\w+)\)([-0]?)(\d*)(?:\.(\d+))?([sdf]))/g;

/** What is wrong with a format, if anything. */
export function findFormatFault(format: string): string | undefined {
  const unknown = [...format.matchAll(directive)]
    .map(([, name]) => name)
    .find((name) => name !== undefined && !Object.hasOwn(fields, name));
  if (unknown !== undefined) {
    return `unknown field '${unknown}'; known are ${Object.keys(fields).join(', ')}`;
  }
  return format.replaceAll(directive, '').includes('%')
    ? 'fields are written %(name)s; a percent sign is %%'
    : undefined;
}

export function formatRecord(format: string, record: LogRecord): string {
  return format.replaceAll(
    directive,
    (whole, name?: string, flags = '', width = '', precision?: string, type = 's') => {
      if (name === undefined) return whole === '%%' ? '%' : whole;
      return pad(valueText(fields[name]!(record), type, precision), flags, Number(width));
    },
  );
}

function valueText(value: string | number, type: string, precision: string | undefined): string {
  if (type === 'f') return Number(value).toFixed(precision === undefined ? 6 : Number(precision));
  if (type === 'd') return String(Math.trunc(Number(value)));
  const text = String(value);
  return precision === undefined ? text : text.slice(0, Number(precision));
}

function pad(text: string, flags: string, width: number): string {
  if (flags === '-') return text.padEnd(width);
  return text.padStart(width, flags === '0' ? '0' : ' ');
}

/** "2026-11-30 02:03:04,005", local time. */
function timeText(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day} ${time},${String(date.getMilliseconds()).padStart(3, '0')}`;
}
