import { describe, expect, it } from 'vitest';
import { persistently } from './later.ts';

describe('a part that is fetched later', () => {
  const failing = (times: number) => {
    let tries = 0;
    return () => (++tries > times ? Promise.resolve(tries) : Promise.reject(new Error('away')));
  };

  it('is asked for again while the server is away, at growing distances', async () => {
    const pauses: number[] = [];
    const wait = (ms: number): Promise<void> => Promise.resolve(void pauses.push(ms));
    expect(await persistently(failing(7), wait)).toBe(8);
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  });

  it('is given up in the end', async () => {
    let pauses = 0;
    const wait = (): Promise<void> => Promise.resolve(void pauses++);
    await expect(persistently(failing(Infinity), wait)).rejects.toThrow('away');
    expect(pauses).toBe(19);
  });
});
