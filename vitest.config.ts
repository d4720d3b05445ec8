/**
 * Which tests run is a matter of the folder: `vitest run --dir src` (or test/house, …), see
 * scripts/lib/suites.mjs. Timeouts only catch what hangs; no test asserts a duration.
 */
import { defineConfig } from 'vitest/config';

const generousTimeoutMs = 120_000;

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**', '.altiplano/**'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: generousTimeoutMs,
    hookTimeout: generousTimeoutMs,
  },
});
