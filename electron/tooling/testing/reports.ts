/** What vitest's JSON reporter writes, as far as it is read here. */
export type VitestReport = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    /** The path of the file. */
    readonly name: string;
    readonly status: string;
    /** Why the file could not be loaded, or ended badly. */
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      /** Milliseconds. */
      readonly duration?: number | null;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
};

type PlaywrightError = { readonly message?: string };

export type PlaywrightResult = {
  /** Milliseconds. */
  readonly duration: number;
  readonly errors?: readonly PlaywrightError[];
};

export type PlaywrightSpec = {
  readonly title: string;
  readonly file: string;
  readonly tests: readonly { readonly status: string; readonly results: readonly PlaywrightResult[] }[];
};

type PlaywrightSuite = {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly PlaywrightSpec[];
};

/** What Playwright's JSON reporter writes, as far as it is read here. */
export type PlaywrightReport = PlaywrightSuite & {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  /** What failed that is no test. */
  readonly errors?: readonly PlaywrightError[];
};

/** The tests of a suite and of the suites in it. */
export function specsIn({ suites = [], specs = [] }: PlaywrightSuite): readonly PlaywrightSpec[] {
  return [...suites.flatMap(specsIn), ...specs];
}

/** The file alone: it tells where to look, and its folders would push the title out of the window. */
export function shortened(path: string): string {
  return path.split(/[\\/]/u).at(-1) ?? path;
}
