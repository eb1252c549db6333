import { join } from 'node:path';
import { t } from '../../../shared/words/words.ts';

/** What a run records for the next ones if its graphics process crashed repeatedly. */
export type DrawingNote = {
  /** The version of the program in which it happened: the next version tries the graphics card again. */
  readonly version: string;
  /** When it happened. */
  readonly at: string;
  /** Whether staff have been told. */
  readonly told: boolean;
};

/** Returns the path of the note in the data folder. */
export const drawingNoteOf = (dataDir: string): string => join(dataDir, 'software-drawing.json');

/** After this many crashes of the graphics process in one run, the next run does without it. A single crash may be chance. */
const crashLimit = 2;
/** For this many days the program does without the graphics card; then it tries again, because drivers get fixed. */
const daysWithout = 30;
const msPerDay = 86_400_000;

/** Parses the text of a note; null if it no longer applies, so that the graphics card is used. */
export const noteThatHolds = (text: string, version: string, now: Date): DrawingNote | null => {
  const note = parse(text);
  if (note?.version !== version) return null;
  const ageMs = now.getTime() - Date.parse(note.at);
  // A note from the future was written with a wrong clock.
  return ageMs >= 0 && ageMs < daysWithout * msPerDay ? note : null;
};

const isNote = (kept: unknown): kept is DrawingNote =>
  typeof kept === 'object' &&
  kept !== null &&
  'version' in kept &&
  typeof kept.version === 'string' &&
  'at' in kept &&
  typeof kept.at === 'string' &&
  'told' in kept &&
  typeof kept.told === 'boolean';

const parse = (text: string): DrawingNote | null => {
  try {
    const kept = JSON.parse(text) as unknown;
    return isNote(kept) ? kept : null;
  } catch {
    return null;
  }
};

/** Counts crashes of the graphics process. @returns a function to call with each one, which says whether it must be recorded. */
export const countCrashes = (): ((reason: string) => boolean) => {
  let deaths = 0;
  return (reason) => {
    if (reason === 'clean-exit') return false;
    deaths += 1;
    return deaths === crashLimit;
  };
};

/** What staff are told, once. */
export const drawingWords = {
  message: t('Borrow Desk is working without the graphics card for now'),
  detail: t(
    'This computer’s graphics failed several times. Everything still works, but long lists may scroll less smoothly. Borrow Desk tries the graphics card again after {daysWithout} days or with its next version. To try it now, quit Borrow Desk, delete the file named below and start it again. A newer graphics driver often helps.',
    { daysWithout },
  ),
};
