/** How long one test took. */
export type Timed = { readonly seconds: number; readonly file: string; readonly title: string };

type VitestReport = {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly title: string; readonly duration?: number | null }[];
  }[];
};

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

type PlaywrightSuite = {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly file: string;
    readonly tests: readonly { readonly results: readonly { readonly duration: number }[] }[];
  }[];
};

/** The times in what Playwright's JSON reporter wrote. */
export function playwrightTimes(report: string): readonly Timed[] {
  return timesIn(JSON.parse(report) as PlaywrightSuite);
}

function timesIn({ suites = [], specs = [] }: PlaywrightSuite): readonly Timed[] {
  return [
    ...suites.flatMap(timesIn),
    ...specs.map(({ title, file, tests }) => ({
      seconds:
        tests.flatMap(({ results }) => results).reduce((sum, { duration }) => sum + duration, 0) / 1_000,
      file: shortened(file),
      title,
    })),
  ];
}

/** The slowest tests, slowest first, one line each. */
export function slowestLines(times: readonly Timed[], count = 10): readonly string[] {
  return times
    .toSorted((one, other) => other.seconds - one.seconds)
    .slice(0, count)
    .map(({ seconds, file, title }) => `${seconds.toFixed(1).padStart(7)} s  ${file}: ${title}`);
}

// The file alone tells where to look; its folders would push the title out of the window.
function shortened(path: string): string {
  return path.split(/[\\/]/u).at(-1) ?? path;
}
