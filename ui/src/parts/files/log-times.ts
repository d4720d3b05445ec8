/**
 * When lines of a log were written, and which of them tell of an error, read from what loggers write at
 * the beginning of lines. A line without a time (of a stack trace) belongs to the one before it. What is not
 * recognised is not guessed: such a log has no times.
 */
import type { LineRing } from '../../live/line-ring.ts';
import { plainText } from './ansi.ts';

/** Beyond that there is no line's own time. */
const lookedAtCharacters = 200;
const months = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** 2026-11-30T10:12:13.123Z, also with a space, a comma, an offset, or within JSON. */
const iso =
  /\b(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)?/;
/** I1130 10:12:13.123456: of glog, which Mesos writes. */
const glog = /^[IWEF](\d\d)(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? /;
/** 30/Nov/2026:10:12:13 +0000: of web servers. */
const web = /\[(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-]\d{4})\]/;
/** Nov 30 10:12:13: of syslog. */
const syslog = /^([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d)/;

const fatal =
  /^[EF]\d{4} |\b(?:ERROR|FATAL|CRITICAL|SEVERE|PANIC|EMERG|ALERT)\b|\blevel"?[=:] ?"?(?:error|fatal|critical|panic)\b|^(?:Traceback |panic: |(?:[\w$]+\.)+\w*(?:Exception|Error)\b)/;

/** Milliseconds since the epoch. Where no zone stands, it is the reader's to know: UTC is as good as any. */
export function timeOfLine(line: string, year: number): number | undefined {
  const text = line.slice(0, lookedAtCharacters);
  const found = fromIso(text) ?? fromGlog(text, year) ?? fromWeb(text) ?? fromSyslog(text, year);
  return found === undefined || Number.isNaN(found) ? undefined : found;
}

export function tellsOfError(line: string): boolean {
  return fatal.test(line.slice(0, lookedAtCharacters));
}

function fromIso(text: string): number | undefined {
  const [, year, month, day, hour, minute, second, fraction = '', zone] = iso.exec(text) ?? [];
  if (year === undefined) return undefined;
  const date = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  return Date.parse(`${date}.${fraction.padEnd(3, '0').slice(0, 3)}${zone ?? 'Z'}`);
}

function fromGlog(text: string, year: number): number | undefined {
  const [, month, day, hour, minute, second, fraction = ''] = glog.exec(text) ?? [];
  if (month === undefined) return undefined;
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
  return Date.UTC(year, Number(month) - 1, Number(day), +hour!, +minute!, +second!, ms);
}

function fromWeb(text: string): number | undefined {
  const [, day, month, year, hour, minute, second, zone] = web.exec(text) ?? [];
  if (day === undefined) return undefined;
  const monthNumber = String(monthOf(month!) + 1).padStart(2, '0');
  return Date.parse(`${year}-${monthNumber}-${day}T${hour}:${minute}:${second}${zone}`);
}

function fromSyslog(text: string, year: number): number | undefined {
  const [, month, day, hour, minute, second] = syslog.exec(text) ?? [];
  if (month === undefined) return undefined;
  return Date.UTC(year, monthOf(month), Number(day), +hour!, +minute!, +second!);
}

function monthOf(name: string): number {
  const at = months.indexOf(name);
  return at < 0 || at % 3 !== 0 ? Number.NaN : at / 3;
}

interface Known {
  /** Of the line itself or of the one before that has one. */
  readonly atMs: number | undefined;
  readonly isOwn: boolean;
  readonly isError: boolean;
}

/** Kept up while lines come at both ends and go: none is read twice, but the last, which may still grow. */
export class LineTimes {
  #known: Known[] = [];
  #first = 0;
  readonly #year: number;

  constructor(year: number) {
    this.#year = year;
  }

  get first(): number {
    return this.#first;
  }

  get known(): readonly Known[] {
    return this.#known;
  }

  update(ring: LineRing): void {
    const end = this.#first + this.#known.length;
    if (ring.first < this.#first || end <= ring.first) {
      this.#known = [];
    } else {
      this.#known.splice(0, ring.first - this.#first);
      this.#known.pop();
    }
    this.#first = ring.first;
    for (let i = this.#first + this.#known.length; i < ring.end; i++) {
      const text = plainText(ring.lineAt(i)!.text);
      const own = timeOfLine(text, this.#year);
      const atMs = own ?? this.#known.at(-1)?.atMs;
      this.#known.push({ atMs, isOwn: own !== undefined, isError: tellsOfError(text) });
    }
  }
}

export interface Bucket {
  readonly fromMs: number;
  readonly lines: number;
  readonly errors: number;
  /** The number of its first line. */
  readonly first: number;
}

export interface Volume {
  readonly widthMs: number;
  readonly buckets: readonly Bucket[];
}

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
const widthsMs = [
  ...[1, 2, 5, 10, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 30].map((count) => count * minute),
  ...[1, 3, 6, 12].map((count) => count * hour),
  ...[1, 7, 30, 365].map((count) => count * day),
];
const mostBuckets = 60;
const fewestLines = 10;
/** Of the lines that are no rest of another: where fewer have a time, it is not a log with times. */
const fewestShare = 0.1;

/** Undefined: too few lines have times, or all the same. */
export function volumeOf({ known, first }: LineTimes): Volume | undefined {
  const owners = known.reduce((count, { isOwn }) => count + Number(isOwn), 0);
  if (owners < fewestLines || owners < known.length * fewestShare) return undefined;
  let [fromMs, toMs] = [Infinity, -Infinity];
  for (const { atMs } of known) {
    if (atMs === undefined) continue;
    fromMs = Math.min(fromMs, atMs);
    toMs = Math.max(toMs, atMs);
  }
  const widthMs = widthsMs.find((width) => countOf(fromMs, toMs, width) <= mostBuckets);
  if (widthMs === undefined || countOf(fromMs, toMs, widthMs) < 2) return undefined;
  const start = Math.floor(fromMs / widthMs);
  const buckets = Array.from({ length: countOf(fromMs, toMs, widthMs) }, (_, i) => ({
    ...{ fromMs: (start + i) * widthMs, lines: 0, errors: 0, first: -1 },
  }));
  for (const [i, { atMs, isError }] of known.entries()) {
    if (atMs === undefined) continue;
    const bucket = buckets[Math.floor(atMs / widthMs) - start]!;
    bucket.lines++;
    bucket.errors += Number(isError);
    if (bucket.first < 0) bucket.first = first + i;
  }
  return { widthMs, buckets };
}

function countOf(fromMs: number, toMs: number, widthMs: number): number {
  return Math.floor(toMs / widthMs) - Math.floor(fromMs / widthMs) + 1;
}
