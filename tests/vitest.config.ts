import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Real key strokes, windows and printers: what they measure must not depend on what runs beside them.
const withDevices = [
  'tests/electron/{app,devices}/**/*.{test,spec}.{ts,tsx}',
  'tests/support/**/*.{test,spec}.ts',
  'tests/attack/packaged.test.ts',
];

export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..'),
    globalSetup: [join(import.meta.dirname, 'global-setup.ts')],
    // Real files and real programs on small machines: five seconds are too few.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    allowOnly: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'plain',
          include: ['tests/**/*.{test,spec}.{ts,tsx}'],
          // The end-to-end tests are Playwright's.
          exclude: ['tests/e2e/**', ...withDevices],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'devices',
          include: withDevices,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
