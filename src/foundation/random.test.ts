import { describe, expect, it } from 'vitest';
import { SystemRandom, uuidText } from './random.ts';

describe("the machine's randomness", () => {
  it('gives uuids of version 4, none twice, and none that changes afterwards', () => {
    const random = new SystemRandom();
    const uuids = Array.from({ length: 1_000 }, () => random.uuidBytes());
    const texts = uuids.map(uuidText);
    expect(new Set(texts).size).toBe(texts.length);
    for (const text of texts) {
      expect(text).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    for (let i = 0; i < 1_000; i++) random.uuidBytes();
    expect(uuids.map(uuidText)).toEqual(texts);
  });
});
