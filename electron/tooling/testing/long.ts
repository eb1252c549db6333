/** A test that looks longer when a variable of the environment says so. */
export type LongLook = {
  /** What is done so often, for the person at the terminal. */
  readonly about: string;
  readonly variable: string;
  readonly times: number;
  /** Parts of the paths of its test files. */
  readonly files: readonly string[];
};

/** What `npm run test:long` looks at. `npm test` does the same, less often. */
export const longLooks: readonly LongLook[] = [
  {
    about: 'faults that are planted in sharing, all of them',
    variable: 'PLANTED_FAULTS',
    times: 100,
    files: ['tests/electron/desk/hub/planted-faults'],
  },
  ...(
    [
      // A million steps: a day has about 75.
      ['days of several workstations that share their requests, by lot', 'SIMULATION_SEEDS', 13_500],
      ['things that happen in such days', 'SIMULATION_EVENTS', 120],
      ['workstations that share them, at most', 'SIMULATION_DESKS', 8],
    ] as const
  ).map(([about, variable, times]) => ({
    about,
    variable,
    times,
    files: ['tests/electron/desk/hub/simulation'],
  })),
  ...(
    [
      ['workstations in processes of their own on a real server', 'SHARING_PROCESSES', 50],
      ['kills of such processes, at the awaits of sharing', 'SHARING_KILLS', 400],
      ['kills of the server around its commits', 'SERVER_KILLS', 40],
    ] as const
  ).map(([about, variable, times]) => ({
    about,
    variable,
    times,
    files: ['tests/electron/connections/hub/many-processes'],
  })),
  {
    about: 'days on which the hub itself is put back from a backup',
    variable: 'HUB_RESTORED_SEEDS',
    times: 1_000,
    files: ['tests/electron/desk/hub/hub-restored'],
  },
  {
    about: 'steps in the order of the hub that were changed in any way',
    variable: 'HOSTILE_STEPS',
    times: 5_000,
    files: ['tests/electron/desk/hub/hostile-steps'],
  },
  {
    about: 'days on which steps come that no workstation can write',
    variable: 'HOSTILE_DAYS',
    times: 1_000,
    files: ['tests/electron/desk/hub/hostile-workstation'],
  },
  {
    about: 'calls of all channels',
    variable: 'FUZZ_CALLS',
    times: 1_000_000,
    files: ['tests/attack/every-channel'],
  },
  {
    about: 'megabytes of what is too long in hostile files',
    variable: 'HOSTILE_MEGABYTES',
    times: 600,
    files: ['tests/attack/memory-of-files'],
  },
  {
    about: 'faults of files and folders',
    variable: 'FAULTS',
    times: 1_000,
    files: ['tests/attack/faults-while-running'],
  },
  {
    about: 'kills while receiving',
    variable: 'RECEIVE_KILLS',
    times: 1_000,
    files: ['tests/electron/desk/circulation/receiving/crash'],
  },
  {
    about: 'kills in all kinds of steps, undo too',
    variable: 'STEP_KILLS',
    times: 1_000,
    files: ['tests/electron/desk/history/crash'],
  },
  {
    about: 'letters that waited for a network',
    variable: 'LETTERS',
    times: 500,
    files: ['tests/electron/desk/output/letters/many-letters'],
  },
  {
    about: 'files of rows made by chance',
    variable: 'ROW_FILES',
    times: 600,
    files: ['tests/electron/desk/exchange/hostile-rows'],
  },
  {
    about: 'letters driven through servers, clocks and undo',
    variable: 'LETTER_LIVES',
    times: 1_000,
    files: ['tests/electron/desk/output/letters/letters.property'],
  },
  {
    about: 'requests in files whose import is cancelled or killed',
    variable: 'IMPORT_ROWS',
    times: 60_000,
    files: ['tests/electron/desk/exchange/library-file.service'],
  },
  {
    about: 'files that are imported and taken back, by lot',
    variable: 'TAKE_BACK_RUNS',
    times: 400,
    files: ['tests/electron/desk/exchange/taking-back/take-back-import'],
  },
  {
    about: 'the sums of reports under files that come in and are taken back, by lot',
    variable: 'REPORT_FILE_RUNS',
    times: 400,
    files: ['tests/electron/desk/reports/kept-sums-of-files'],
  },
  {
    about: 'requests of an import that is taken back beside steps',
    variable: 'TAKE_BACK_ROWS',
    times: 50_000,
    files: ['tests/electron/desk/exchange/taking-back/imports.service'],
  },
  {
    about: 'random files that are stored in bulk and row by row',
    variable: 'BULK_LOTS',
    times: 400,
    files: ['tests/electron/desk/exchange/in-bulk/both-ways'],
  },
  {
    about: 'megabytes of a file that is read in a stream',
    variable: 'IMPORT_MEGABYTES',
    times: 200,
    files: ['tests/electron/desk/exchange/reading/json-outline'],
  },
  {
    about: 'random lives of requests',
    variable: 'LIFE_RUNS',
    times: 3_000,
    files: [
      'tests/electron/desk/circulation.property',
      'tests/electron/desk/history/undo',
      'tests/electron/desk/lifecycle/decisions/decisions.property',
      'tests/electron/desk/reports/kept-sums',
      'tests/electron/desk/requests/due-counts',
      'tests/electron/desk/whole-life',
    ],
  },
];

/**
 * Which of them are meant: all, or those whose variable or files hold one of the words.
 *
 * @throws when a word fits none, rather than run nothing
 */
export function chosenLooks(words: readonly string[]): readonly LongLook[] {
  const fits = ({ variable, files }: LongLook, word: string): boolean =>
    variable === word || files.some((file) => file.includes(word));
  const unknown = words.find((word) => !longLooks.some((look) => fits(look, word)));
  if (unknown !== undefined)
    throw new Error(
      `npm run test:long knows ${longLooks.map(({ variable }) => variable).join(', ')}, not ${unknown}.`,
    );
  return words.length === 0 ? longLooks : longLooks.filter((look) => words.some((word) => fits(look, word)));
}
