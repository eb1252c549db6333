import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../lib/paths.ts';
import { capture, say } from '../lib/processes.ts';
import { outcomeFile, tallyOf, type Tally, type Test } from '../testing/outcome.ts';
import { entriesOfNothing, underWine } from './exclusion.ts';
import { startPostgresOutside } from './postgres-outside.ts';
import { projectForWindows } from './project-for-windows.ts';
import { ensurePrefix, ensureWindowsNode, holdWindowsFolder, runUnderWine, windowsPath } from './wine.ts';

const results = join(projectFolder, 'test-results');
const log = join(results, 'windows.log');

/**
 * Runs the tests that need no Electron in a Windows build of Node under Wine.
 *
 * @param words only the tests in files whose path has one of them; none: all
 * @throws when Wine, Node or the packages cannot be prepared, or another run is going on
 */
export async function testUnderWine(words: readonly string[]): Promise<Tally> {
  const release = await holdWindowsFolder();
  try {
    const node = await ensureWindowsNode();
    const prefix = await ensurePrefix();
    const project = await projectForWindows();
    mkdirSync(results, { recursive: true });
    const report = join(results, 'windows.json');
    rmSync(report, { force: true });
    say(`Running the tests in a Windows build of Node under Wine; the output goes to ${log} …`);
    const config = ['--config', 'tests/vitest.config.ts'];
    const reporters = ['--reporter=default', '--reporter=./electron/tooling/testing/vitest-reporter.ts'];
    const postgres = await startPostgresOutside();
    const env = {
      [outcomeFile]: windowsPath(report),
      [underWine]: '1',
      BORROW_DESK_POSTGRES_OUTSIDE: postgres.told,
      // The copy is no repository, and Wine has no git.
      BORROW_DESK_COMMIT: capture('git', ['rev-parse', 'HEAD']).stdout.trim(),
    };
    let exitCode = 1;
    try {
      exitCode = await runUnderWine(
        [node, 'node_modules/vitest/vitest.mjs', 'run', ...config, ...reporters, ...words],
        { prefix, cwd: project, log, env },
      );
    } finally {
      await postgres.end();
    }
    if (!existsSync(report)) return tallyOf(null, exitCode);
    const tests = JSON.parse(readFileSync(report, 'utf8')) as readonly Test[];
    return tallyOf([...tests, ...(words.length === 0 ? entriesOfNothing(tests) : [])], exitCode);
  } finally {
    release();
  }
}
