import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..'),
    include: ['tests/**/*.{test,spec}.{ts,tsx}'],
    // Playwright's own.
    exclude: ['tests/e2e/**'],
    allowOnly: false,
    // Real files and real programs on small machines: five seconds are too few.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
