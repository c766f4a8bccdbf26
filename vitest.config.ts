/** Tests start processes and search spaces: a busy machine must not make them fail. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { testTimeout: 60_000, exclude: ['**/node_modules/**', '**/out/**', 'dist/**'] },
});
