import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../lib/paths.ts';
import { capture } from '../lib/processes.ts';
import type { Tally } from './outcome.ts';

/** The commands that a release asks for (`electron/tooling/release`). */
export type TestCommand = 'npm test' | 'npm run test:windows';

/** What a whole run of the tests came to, for a commit without further changes. */
export type WholeRun = {
  readonly commit: string;
  readonly passed: number;
  readonly failed: number;
};

/** What is checked out. */
export type Checkout = {
  readonly commit: string;
  /** When it was committed, in seconds since 1970. */
  readonly committedAtS: number;
  /** Whether no file differs from the commit, and no other file is there. */
  readonly isClean: boolean;
};

const results = join(projectFolder, 'test-results');
const names: Readonly<Record<TestCommand, string>> = {
  'npm test': 'whole-run.json',
  'npm run test:windows': 'whole-run-windows.json',
};

const git = (folder: string, ...args: readonly string[]): string => {
  const { code, stdout, stderr } = capture('git', args, { cwd: folder });
  if (code !== 0) throw new Error(`git ${args.join(' ')} failed: ${stderr}`);
  return stdout.trim();
};

/** @throws if the folder is no git repository with a commit */
export const checkoutOf = (folder: string = projectFolder): Checkout => ({
  commit: git(folder, 'rev-parse', 'HEAD'),
  committedAtS: Number(git(folder, 'log', '-1', '--format=%ct')),
  isClean: git(folder, 'status', '--porcelain') === '',
});

const checkoutIn = (folder: string): Checkout | null => {
  try {
    return checkoutOf(folder);
  } catch {
    // Sources without git can be tested as well.
    return null;
  }
};

type Places = { readonly folder?: string; readonly results?: string };

/**
 * Starts the record of a whole run, and forgets the last one.
 *
 * @returns writes the record; nothing is written if a file was changed during the run, or was not committed
 */
export function beginWholeRun(command: TestCommand, places: Places = {}): (tally: Tally) => void {
  const { folder = projectFolder, results: into = results } = places;
  const file = join(into, names[command]);
  rmSync(file, { force: true });
  const before = checkoutIn(folder);
  return ({ passed, failed }) => {
    const after = checkoutIn(folder);
    if (!before?.isClean || !after?.isClean || before.commit !== after.commit) return;
    mkdirSync(into, { recursive: true });
    const run: WholeRun = { commit: after.commit, passed, failed };
    writeFileSync(file, `${JSON.stringify(run)}\n`);
  };
}

/** The last whole run of a command that was recorded; null if there is none. */
export const lastWholeRun = (command: TestCommand, from: string = results): WholeRun | null => {
  const file = join(from, names[command]);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as WholeRun) : null;
};
