import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Real key strokes: what they measure must not depend on what runs beside them.
const alone = ['tests/electron/devices/scanner/scanner.test.ts'];
// Parts of pages, in a document that is none of a browser.
const components = ['tests/components/**/*.{test,spec}.tsx'];

export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..'),
    globalSetup: [join(import.meta.dirname, 'global-setup.ts')],
    // Real files and real programs on small machines: five seconds are too few.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    allowOnly: false,
    // Not more than processors: some tests measure how long a clerk would wait.
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: 'plain',
          include: ['tests/**/*.{test,spec}.{ts,tsx}'],
          // The end-to-end tests are Playwright's.
          exclude: ['tests/e2e/**', ...alone, ...components],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'components',
          include: components,
          environment: 'happy-dom',
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: alone,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
