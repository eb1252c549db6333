import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { triesAgain } from '../../electron/tooling/testing/outcome.ts';

// Each worker has its own display (tests/support/e2e-test.ts). A third worker would only slow down the others: each program keeps a
// processor busy.
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.{e2e,spec,test}.ts',
  outputDir: '../../test-results/e2e',
  globalSetup: './global-setup.ts',
  workers: Math.min(2, availableParallelism()),
  fullyParallel: false,
  retries: triesAgain(),
  forbidOnly: true,
  // They run beside the unit tests, with the same timeout.
  timeout: 120_000,
  // The tolerance for rounding differences between machines; a moved control or a changed colour exceeds it (gallery.e2e.ts).
  expect: { timeout: 20_000, toHaveScreenshot: { maxDiffPixels: 40, threshold: 0.01 } },
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  // A missing screenshot fails: screenshots are only created deliberately (tests/README.md).
  updateSnapshots: process.env['UPDATE_PICTURES'] === '1' ? 'all' : 'none',
  reporter: [['list'], ['../../electron/tooling/testing/playwright-reporter.ts']],
});
