import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { triesAgain } from '../electron/tooling/testing/outcome.ts';
import { excludedHere } from '../electron/tooling/windows/exclusion.ts';

// Real key strokes: what they measure must not depend on what runs beside them.
const alone = ['tests/electron/devices/scanner/scanner.test.ts'];
// Parts of pages, in a document that is none of a browser.
const components = ['tests/components/**/*.{test,spec}.tsx'];
// Packages and installers, for all systems: they take minutes and all processors.
const packaging = ['tests/electron/tooling/packaging/**/*.test.ts'];
// Put a desk under the page before it is loaded: each has a page for itself.
const withDesk = [
  'tests/components/{connections,data-settings,hub-tasks,import-in-background,import-window,joining-files,mail-settings,patron-suggestions,queue-pane,reports,set-aside,still-missing,sync-settings,thread,welcome}.test.tsx',
];
// The whole page before the services: it is loaded anew for each test, what it is made of once for all.
const program = ['tests/program/**/*.test.tsx'];
const inDocument = {
  environment: 'happy-dom',
  setupFiles: [join(import.meta.dirname, 'components/setup.ts')],
  sequence: { groupOrder: 1 },
};
// Start programs, on a display of their own, change what a whole process has, or measure its memory: each has a process for itself,
// which costs more than most files that need none.
const apart = [
  'tests/attack/**/*.test.ts',
  'tests/electron/app/policy/registry.test.ts',
  'tests/electron/app/{failed-starts,private-files,shell,software-drawing,start-windows,ways-out}.test.ts',
  'tests/electron/devices/printing/{crash,layout,pdf,printing*}.test.ts',
  'tests/electron/devices/scanner/{scanner,serial-scanner,wedge*}.test.ts',
  'tests/electron/tooling/{outcome,planted,processes,program}.test.ts',
  'tests/electron/tooling/offline/**/*.test.ts',
  'tests/electron/files/files-that-are-none.test.ts',
  'tests/electron/partners/days-of-outages*.test.ts',
  'tests/electron/files/reading/**/*.test.ts',
  'tests/renderer/scanner/erase-scan.test.ts',
];

// What is random, kills, or starts servers and programs is left to a whole run by `npm test -- --changed`.
const isQuick = process.env['QUICK_TESTS'] === '1';
const leftToWholeRuns = [
  'tests/electron/db/hub-rows.test.ts',
  'tests/electron/sync/**',
  'tests/**/{crash,whole-life,*.property}.test.ts',
];

const here =
  process.platform === 'win32'
    ? {
        setupFiles: [join(import.meta.dirname, 'support/on-windows.ts')],
        exclude: excludedHere().flatMap(({ files = [] }) => files),
      }
    : {};

export default defineConfig({
  test: {
    root: join(import.meta.dirname, '..'),
    globalSetup: [join(import.meta.dirname, 'global-setup.ts')],
    ...here,
    // Real files and real programs on small machines, beside the end-to-end tests: five seconds are too few.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // As long as any wait for something that other programs do.
    expect: { poll: { timeout: 20_000 } },
    allowOnly: false,
    // A fault that a random test found is found again: the values follow from the commit.
    retry: triesAgain(),
    // Not more than processors: some tests measure how long a clerk would wait.
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: 'plain',
          include: ['tests/**/*.{test,spec}.{ts,tsx}'],
          // The end-to-end tests are Playwright's.
          exclude: [
            'tests/e2e/**',
            ...apart,
            ...components,
            ...program,
            ...packaging,
            ...(isQuick ? leftToWholeRuns : []),
          ],
          // Files that come one after the other in a process load the program once: that takes longer than most of them.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'apart',
          include: apart,
          exclude: isQuick ? apart : alone,
          // They wait for programs that start and for paper that comes out: one more fills that time, and so do the end-to-end tests
          // that go on beside them. What only reckons comes after both.
          maxWorkers: availableParallelism() + 1,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'components',
          include: components,
          exclude: withDesk,
          isolate: false,
          ...inDocument,
        },
      },
      { extends: true, test: { name: 'components with a desk', include: withDesk, ...inDocument } },
      { extends: true, test: { name: 'program', include: program, isolate: false, ...inDocument } },
      {
        extends: true,
        test: {
          name: 'packaging',
          include: packaging,
          exclude: isQuick ? packaging : [],
          testTimeout: 240_000,
          hookTimeout: 240_000,
          // Wine's registry and Debian's list of packages are one for the machine.
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: 'alone',
          include: alone,
          exclude: isQuick ? alone : [],
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
