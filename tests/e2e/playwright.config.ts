import { availableParallelism } from 'node:os';
import { defineConfig } from '@playwright/test';
import { triesAgain } from '../../electron/tooling/testing/outcome.ts';

// Each worker has a display of its own (tests/support/e2e-test.ts). A third one would only make the others slow: each program keeps
// a processor busy.
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.{e2e,spec,test}.ts',
  outputDir: '../../test-results/e2e',
  globalSetup: './global-setup.ts',
  workers: Math.min(2, availableParallelism()),
  fullyParallel: false,
  retries: triesAgain(),
  forbidOnly: true,
  // They go on beside the unit tests: what never comes is waited for as long as there.
  timeout: 120_000,
  // What rounding differs by from machine to machine; a control that moved or a colour that changed is more (gallery.e2e.ts).
  expect: { timeout: 20_000, toHaveScreenshot: { maxDiffPixels: 40, threshold: 0.01 } },
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  // What has no picture yet fails: it is taken on purpose (tests/README.md).
  updateSnapshots: process.env['UPDATE_PICTURES'] === '1' ? 'all' : 'none',
  reporter: [['list'], ['../../electron/tooling/testing/playwright-reporter.ts']],
});
