import { shortened, specsIn, type PlaywrightReport, type VitestReport } from './reports.ts';

/** How long one test took. */
export type Timed = { readonly seconds: number; readonly file: string; readonly title: string };

/** The times in what vitest's JSON reporter wrote. */
export function vitestTimes(report: string): readonly Timed[] {
  return (JSON.parse(report) as VitestReport).testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ title, duration }) => ({
      seconds: (duration ?? 0) / 1_000,
      file: shortened(name),
      title,
    })),
  );
}

/** The times in what Playwright's JSON reporter wrote. */
export function playwrightTimes(report: string): readonly Timed[] {
  return specsIn(JSON.parse(report) as PlaywrightReport).map(({ title, file, tests }) => ({
    seconds: tests.flatMap(({ results }) => results).reduce((sum, { duration }) => sum + duration, 0) / 1_000,
    file: shortened(file),
    title,
  }));
}

/** The slowest tests, slowest first, one line each. */
export function slowestLines(times: readonly Timed[], count = 10): readonly string[] {
  return times
    .toSorted((one, other) => other.seconds - one.seconds)
    .slice(0, count)
    .map(({ seconds, file, title }) => `${seconds.toFixed(1).padStart(7)} s  ${file}: ${title}`);
}
