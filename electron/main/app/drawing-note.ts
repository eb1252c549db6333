import { join } from 'node:path';
import { t } from '../../../shared/words/words.ts';

/** What a run leaves to the next ones when its graphics process died again and again. */
export type DrawingNote = {
  /** The version of the program that it happened to: the next one tries the graphics card anew. */
  readonly version: string;
  /** When it happened. */
  readonly at: string;
  /** Staff have been told. */
  readonly told: boolean;
};

/** The note's place in the data folder. */
export const drawingNoteOf = (dataDir: string): string => join(dataDir, 'software-drawing.json');

/** So often the graphics process dies in one run before the next run does without it. Once may be chance. */
export const deathsUntilNoted = 2;
/** So long the program does without the graphics card; then it is tried anew, because drivers are mended. */
export const daysWithout = 30;
const msPerDay = 86_400_000;

/** The note in a file's text, if it still holds; null: draw as usual. */
export const noteThatHolds = (text: string, version: string, now: Date): DrawingNote | null => {
  const note = parse(text);
  if (note?.version !== version) return null;
  const ageMs = now.getTime() - Date.parse(note.at);
  // A note from the future comes from a clock that was wrong.
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

/** Counts deaths of the graphics process. @returns a function that is told of one, and says whether it is the one to be noted. */
export const countDeaths = (): ((reason: string) => boolean) => {
  let deaths = 0;
  return (reason) => {
    if (reason === 'clean-exit') return false;
    deaths += 1;
    return deaths === deathsUntilNoted;
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
