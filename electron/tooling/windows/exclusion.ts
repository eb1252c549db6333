import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { projectFolder } from '../lib/paths.ts';
import type { Test } from '../testing/outcome.ts';
import { excluded, type Excluded } from './excluded.ts';

/** The variable of the environment that says that tests run under Wine. */
export const underWine = 'BORROW_DESK_UNDER_WINE';

/** What is excluded where this process runs: nothing but on Windows. */
export const excludedHere = (): readonly Excluded[] => {
  if (process.platform !== 'win32') return [];
  return process.env[underWine] === '1' ? excluded : excluded.filter((entry) => !entry.onlyUnderWine);
};

const isNamed = ({ tests = {} }: Excluded, file: string, title: string): boolean =>
  Object.entries(tests).some(
    ([path, titles]) => basename(path) === basename(file) && titles.some((start) => title.startsWith(start)),
  );

/** @returns why a test is excluded here; undefined if it is not. @param file its path, or its name alone */
export const whyExcluded = (file: string, title: string): string | undefined =>
  excludedHere().find((entry) => isNamed(entry, file, title))?.reason;

const filesOf = (patterns: readonly string[]): readonly string[] =>
  globSync([...patterns], { cwd: projectFolder });

/** Each reason with the number of tests and files that it excluded, for the end of a run. */
export const excludedLines = (entries: readonly Excluded[], tests: readonly Test[]): readonly string[] =>
  entries.flatMap((entry) => {
    const { reason, files = [] } = entry;
    const count = tests.filter(
      ({ state, file, title }) => state === 'excluded' && isNamed(entry, file, title),
    ).length;
    const parts = [
      ...(files.length > 0 ? [`${filesOf(files).length} files`] : []),
      ...(count > 0 ? [`${count} tests`] : []),
    ];
    return parts.length === 0 ? [] : [`  ${parts.join(' and ')}: ${reason}`];
  });

/** Returns entries for files and tests that no longer exist under these names, as failures: they would hide that nothing is excluded. */
export const entriesOfNothing = (tests: readonly Test[]): readonly Test[] => {
  const left = tests.filter(({ state }) => state === 'excluded');
  const files = excluded
    .flatMap((entry) => entry.files ?? [])
    .filter((pattern) => filesOf([pattern]).length === 0)
    .map((file) => ({ file, title: 'no such file' }));
  const named = excluded
    .flatMap((entry) => Object.entries(entry.tests ?? {}))
    .flatMap(([path, titles]) => titles.map((title) => ({ file: basename(path), title })))
    .filter((entry) => !left.some(({ file, title }) => file === entry.file && title.startsWith(entry.title)));
  return [...files, ...named].map((entry) => ({
    ...entry,
    state: 'failed',
    seconds: 0,
    errors: ['electron/tooling/windows/excluded.ts names it, but nothing of that name was excluded.'],
  }));
};
