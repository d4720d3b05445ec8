import { expect, it } from 'vitest';
import { cpuText, memText } from './use-text.ts';

it('use stands beside the limit, or what was asked for', () => {
  const use = { cpus: 0.25, cpusLimit: 2, memBytes: 5 * 1024 * 1024, memLimitBytes: null };
  expect(cpuText(use, 1)).toBe('0.25 / 2');
  expect(memText(use, 32)).toBe('5 MB / 32 MB');
  expect(cpuText({ ...use, cpus: null, cpusLimit: null }, 0.5)).toBe('– / 0.5');
  expect(memText(undefined, 64)).toBe('– / 64 MB');
});
