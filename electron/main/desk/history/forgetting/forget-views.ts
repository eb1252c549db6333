import { searchWords } from '../../../../../shared/domain/search-words.ts';
import type { PatronId } from '../../../../../shared/domain/ids.ts';
import type { WritableDB } from '../../../db/types.ts';
import { deleteViewById, isAnotherPatronWith, listAllViews } from '../../store/forget-patron.queries.ts';

/** Shorter words stand for anything. */
const shortestWord = 3;
/** A name that was typed to here is found by it. */
const shortestBeginning = 5;

const folded = (text: string): string[] =>
  searchWords(text.normalize('NFD').replace(/\p{M}/gu, '')).map((word) => word.toLowerCase());

/**
 * Deletes the saved views that seek a patron, or are called after them, of whichever operator. A view whose words are those of another
 * patron too stays. Call it while the patron is still recorded.
 * @param texts by which the patron is known: name, card, address.
 * @returns how many went.
 */
export const forgetViewsOf = (db: WritableDB, id: PatronId, texts: readonly string[]): number => {
  const known = texts.flatMap(folded).filter((word) => word.length >= shortestWord);
  const isKnown = (word: string): boolean =>
    known.some((one) => one === word || (word.length >= shortestBeginning && one.startsWith(word)));
  const naming = listAllViews(db).filter(({ name, text }) => {
    const words = [...new Set(folded(`${name} ${text}`).filter(isKnown))];
    return words.length > 0 && !isAnotherPatronWith(db, id, words);
  });
  for (const view of naming) deleteViewById(db, view.id);
  return naming.length;
};
