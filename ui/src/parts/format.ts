/** Numbers and times as people read them. */
import type { Say } from '../texts/texts.ts';

/** Made once each: making one takes longer than a hundred uses of it. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${language} ${options.unit ?? ''} ${options.maximumFractionDigits ?? ''}`;
  let format = formats.get(key);
  if (format === undefined) formats.set(key, (format = new Intl.NumberFormat(language, options)));
  return format;
}

function digits(value: number, maximumFractionDigits: number): string {
  return formatOf('en', { maximumFractionDigits }).format(value);
}

/** 0.5, 12, 1,024 */
export function amountText(value: number): string {
  return digits(value, value < 10 ? 2 : 1);
}

const units = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'];

export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${digits(value, value < 10 ? 1 : 0)} ${units[unit]!}`;
}

/** Memory and disk are told in MB. */
export function megabytesText(megabytes: number): string {
  return bytesText(megabytes * 1024 * 1024);
}

const spans: readonly (readonly [ms: number, unit: Intl.NumberFormatOptions['unit']])[] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
];

/** "3 minutes" */
export function durationText(ms: number, language: string): string {
  const [size, unit] = spans.find(([each]) => ms >= each) ?? spans.at(-1)!;
  const count = Math.max(0, Math.floor(ms / size));
  return formatOf(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

export function agoText(atMs: number, nowMs: number, say: Say, language: string): string {
  const ms = nowMs - atMs;
  if (Math.abs(ms) < 2_000) return say('justNow');
  const time = durationText(Math.abs(ms), language);
  return say(ms > 0 ? 'ago' : 'in', { time });
}

/** Of the reader's own zone. */
export function isoText(atMs: number): string {
  const date = new Date(atMs);
  const pad = (value: number, width = 2): string => String(value).padStart(width, '0');
  const offset = -date.getTimezoneOffset();
  const zone =
    offset === 0
      ? 'Z'
      : `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60))}:${pad(Math.abs(offset) % 60)}`;
  return (
    `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}` +
    `T${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}${zone}`
  );
}

/** "0f3c…-S12": the beginning and the end tell most. */
export function shortId(id: string): string {
  return id.length <= 24 ? id : `${id.slice(0, 8)}…${id.slice(-12)}`;
}
