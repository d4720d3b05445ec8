/** Use beside its limit: what the agent enforces, else what the definition asks for. */
import { amountText, bytesText } from '../../parts/format.ts';
import type { Use } from './uses.ts';

const mebibyte = 1024 * 1024;

export function cpuText(use: Use | undefined, asked: number): string {
  return `${textOr(use?.cpus, amountText)} / ${amountText(use?.cpusLimit ?? asked)}`;
}

export function memText(use: Use | undefined, askedMb: number): string {
  return `${textOr(use?.memBytes, bytesText)} / ${bytesText(use?.memLimitBytes ?? askedMb * mebibyte)}`;
}

function textOr(value: number | null | undefined, text: (value: number) => string): string {
  return value === null || value === undefined ? '–' : text(value);
}
