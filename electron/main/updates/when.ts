// When an update may be installed: pure, so that each rule is one line of a test.

/** `off`: no checks for updates; `announce`: staff decide when; `automatic`: by itself when nobody works. */
export type UpdateMode = 'off' | 'announce' | 'automatic';

/** What counts for the decision. */
export type Moment = {
  /** `staff`: somebody pressed Install now; `start`: the program has just started; `tick`: time has passed. */
  readonly occasion: 'staff' | 'start' | 'tick';
  readonly mode: UpdateMode;
  /** Whether this account may replace this installation; otherwise others install. */
  readonly installsItself: boolean;
  /** The file is here and verified. */
  readonly isReady: boolean;
  /** This version was started here before, and this program is still the older one. */
  readonly hasFailed: boolean;
  /** On the page: unsaved input, an open set, an open window, a step that is being stored. */
  readonly isAtWork: boolean;
  /** A file is being imported or exported. */
  readonly hasFileWork: boolean;
  /** A slip is being printed. */
  readonly isPrinting: boolean;
  /** The library of this desk has opening hours now. */
  readonly isOpen: boolean;
  /** Minutes since the last key, scan or mouse movement. */
  readonly idleMinutes: number;
};

/** Why an update is not installed now. */
export type Wait =
  | 'elsewhere'
  | 'off'
  | 'not-ready'
  | 'file-work'
  | 'printing'
  | 'at-work'
  | 'announced'
  | 'failed'
  | 'open'
  | 'in-use';

/** Longer than a coffee break, so that nobody comes back to another program. */
const leastIdleMinutes = 15;

/**
 * Decides whether an update is installed now.
 * @returns null if it is, otherwise the first reason why not.
 */
export const whyNotNow = (moment: Moment): Wait | null => {
  if (!moment.installsItself) return 'elsewhere';
  if (moment.mode === 'off') return 'off';
  if (!moment.isReady) return 'not-ready';
  if (moment.hasFileWork) return 'file-work';
  if (moment.isPrinting) return 'printing';
  if (moment.isAtWork) return 'at-work';
  if (moment.occasion === 'staff') return null;
  if (moment.mode === 'announce') return 'announced';
  // Otherwise a program that cannot be replaced would end at each start.
  if (moment.hasFailed) return 'failed';
  if (moment.occasion === 'start') return null;
  if (moment.isOpen) return 'open';
  return moment.idleMinutes < leastIdleMinutes ? 'in-use' : null;
};
