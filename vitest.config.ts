/**
 * Tests start processes and search spaces: a busy machine must not make them fail. On two
 * cores vitest would leave one idle.
 */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    testTimeout: 60_000,
    maxWorkers: '100%',
    exclude: ['**/node_modules/**', '**/out/**', 'dist/**'],
  },
});
