import { basename } from 'node:path';
import { tallyOf, type Tally, type Test } from '../testing/outcome.ts';

/** Tests that cannot run in a Windows build of Node under Wine, and why. The output of `npm run test:windows` counts them. */
export type Excluded = {
  readonly reason: string;
  /** Whole files, as paths in the project. */
  readonly files?: readonly string[];
  /** Tests of a file, by the beginnings of their titles. */
  readonly tests?: Readonly<Record<string, readonly string[]>>;
};

export const excluded: readonly Excluded[] = [];

/** The variable of the environment that says that tests run under Wine. */
export const underWine = 'BORROW_DESK_UNDER_WINE';

export const excludedFiles = (): readonly string[] => excluded.flatMap(({ files = [] }) => files);

/** @returns why a test is excluded; undefined if it is not. @param file its path, or its name alone */
export const reasonToExclude = (file: string, title: string): string | undefined =>
  excluded.find(({ tests = {} }) =>
    Object.entries(tests).some(
      ([path, titles]) => basename(path) === basename(file) && titles.some((start) => title.startsWith(start)),
    ),
  )?.reason;

/** What a run under Wine came to, and the tests that the list excluded: they count neither as passed nor as failed. */
export type WineOutcome = { readonly tally: Tally; readonly left: readonly Test[] };

/**
 * Counts a run under Wine. A test that skips itself counts as failed unless it is in the list.
 *
 * @param isWhole whether all tests ran: then an entry of the list that excluded nothing counts as failed
 */
export function outcomeUnderWine(
  tests: readonly Test[],
  { exitCode, isWhole }: { readonly exitCode: number; readonly isWhole: boolean },
): WineOutcome {
  const isLeft = ({ state, file, title }: Test): boolean =>
    state === 'skipped' && reasonToExclude(file, title) !== undefined;
  const left = tests.filter(isLeft);
  const others = tests.filter((test) => !isLeft(test));
  return { tally: tallyOf([...others, ...(isWhole ? entriesOfNothing(left) : [])], exitCode), left };
}

// An entry for a test that has another name by now would hide that nobody excludes it any longer.
const entriesOfNothing = (left: readonly Test[]): readonly Test[] =>
  excluded
    .flatMap(({ tests = {} }) => Object.entries(tests))
    .flatMap(([path, titles]) => titles.map((title) => ({ file: basename(path), title })))
    .filter(
      (entry) => !left.some(({ file, title }) => file === entry.file && title.startsWith(entry.title)),
    )
    .map((entry) => ({
      ...entry,
      state: 'failed',
      seconds: 0,
      errors: ['electron/tooling/windows/excluded.ts names it, but no such test was excluded.'],
    }));

/** Each reason with the number of tests and files that it excluded, for the end of a run. */
export const excludedLines = (left: readonly Test[]): readonly string[] =>
  excluded.map(({ reason, files = [] }) => {
    const count = left.filter(({ file, title }) => reasonToExclude(file, title) === reason).length;
    const parts = [
      ...(files.length > 0 ? [`${files.length} files`] : []),
      ...(count > 0 ? [`${count} tests`] : []),
    ];
    return `  ${parts.join(' and ')}: ${reason}`;
  });
