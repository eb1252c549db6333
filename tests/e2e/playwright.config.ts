import { defineConfig } from '@playwright/test';

// One worker: the tests share one display, whose keyboard goes to the window in front. No retries: a test that passes
// the second time has found something.
export default defineConfig({
  testDir: '.',
  testMatch: '**/*.{e2e,spec,test}.ts',
  outputDir: '../../test-results/e2e',
  globalSetup: './global-setup.ts',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: '../../test-results/e2e.json' }]],
});
