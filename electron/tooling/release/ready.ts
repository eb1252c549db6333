import { lastWholeRun, type Checkout, type TestCommand, type WholeRun } from '../testing/whole-run.ts';
import type { Section } from './notes.ts';

/** The whole runs that a release needs. Wine is on Linux only; on Windows the tests themselves run there. */
export const neededRuns = (platform: NodeJS.Platform = process.platform): readonly TestCommand[] =>
  platform === 'linux' ? ['npm test', 'npm run test:windows'] : ['npm test'];

type State = {
  readonly checkout: Checkout;
  readonly section: Section;
  readonly runs: readonly (readonly [TestCommand, WholeRun | null])[];
};

const missingIn = (command: TestCommand, run: WholeRun | null, commit: string): string | null => {
  if (run === null)
    return `${command} has not run as a whole on a commit without further changes. Run it, and then this again.`;
  if (run.commit !== commit) return `${command} last ran on another commit (${run.commit.slice(0, 12)}).`;
  if (run.failed > 0 || run.passed === 0)
    return `${command} did not pass: ${run.passed} passed, ${run.failed} failed.`;
  return null;
};

/** Returns why there can be no release, a sentence for each reason. */
export const reasonsAgainst = ({ checkout, section, runs }: State): readonly string[] => [
  ...(checkout.isClean ? [] : ['There are files that are not committed (git status).']),
  ...runs.flatMap(([command, run]) => missingIn(command, run, checkout.commit) ?? []),
  ...(section.isDated
    ? []
    : [`The section of CHANGELOG.md has no day: "${section.heading}". Write the day of the release there.`]),
];

/** The whole runs that were recorded here. */
export const recordedRuns = (): State['runs'] =>
  neededRuns().map((command) => [command, lastWholeRun(command)] as const);
