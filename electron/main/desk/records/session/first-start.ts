import type { DeskId, LibraryId } from '../../../../../shared/domain/ids.ts';
import { offByDefault } from '../../../../../shared/domain/letters/all-letters.ts';
import { firstDesk } from '../../../../../shared/domain/set-up.ts';
import { language } from '../../../../../shared/words/language.ts';
import type { WritableDB } from '../../../db/types.ts';
import { moveCommandsOfDesk } from '../../store/command-log.queries.ts';
import { deletePlace, findPlaceByCode, insertPlace } from '../../store/places.queries.ts';
import { moveRequestsMadeAt } from '../../store/requests.queries.ts';
import { findLibrarySetting, putLibrarySetting } from '../../store/settings.queries.ts';
import {
  findOtherDesk,
  findUnnamedFirstDesk,
  findUnusedFirstDesk,
  listLibraryIds,
} from './session.queries.ts';

/** A code that no record of its kind has: desks that are not in use keep theirs. */
export const freeCode = (db: WritableDB, kind: 'library' | 'desk', code: string): string => {
  for (let n = 1; ; n += 1) {
    const free = n === 1 ? code : `${code}-${n}`;
    if (findPlaceByCode(db, kind, free) === undefined) return free;
  }
};

/** Inserts the first library and its desk into a database that has none in use. */
export const insertFirstDesk = (db: WritableDB): void => {
  const libraryId = insertPlace(db, 'library', {
    code: freeCode(db, 'library', 'LIBRARY'),
    name: 'My Library',
    address: '[]',
    email: '',
    phone: '',
    barcodePrefix: '',
    lettersOff: JSON.stringify(offByDefault),
    editedAt: null,
  });
  insertPlace(db, 'desk', {
    code: freeCode(db, 'desk', firstDesk.code),
    name: firstDesk.name,
    libraryId,
    holdShelf: 1,
    receives: 1,
    active: 1,
    editedAt: null,
  });
};

/**
 * Removes the desk and library of the first start if they were never used. Returns whether it did. Requests imported there, and the log
 * lines of those imports, go to the first other desk.
 */
export const removeUnusedFirstDesk = (db: WritableDB): boolean => {
  const first = findUnusedFirstDesk(db);
  const other = first && findOtherDesk(db, first.deskId);
  if (!first || !other) return false;
  moveRequestsMadeAt(db, first.libraryId, other.libraryId);
  moveCommandsOfDesk(db, first.deskId, other.deskId);
  deletePlace(db, 'desk', first.deskId);
  deletePlace(db, 'library', first.libraryId);
  return true;
};

/** Removes the desk of the first start if this workstation is another one: what was logged there, such as an import, goes to that one. */
export const replaceFirstDesk = (db: WritableDB, by: DeskId): void => {
  const first = findUnnamedFirstDesk(db);
  if (first === undefined || first === by) return;
  moveCommandsOfDesk(db, first, by);
  deletePlace(db, 'desk', first);
};

/** Sets the language of a new library's letters to that of this workstation, until another one is chosen. */
export const putLanguageOfLetters = (db: WritableDB, libraryId: LibraryId): void =>
  putLibrarySetting(db, libraryId, 'letters', JSON.stringify({ language }));

/**
 * The same for every library whose file does not set it. The library of the first start follows the workstation's language until it is
 * used: the first thing that staff choose may be their language.
 */
export const noteLanguageOfLetters = (db: WritableDB): void => {
  const unused = findUnusedFirstDesk(db)?.libraryId;
  for (const id of listLibraryIds(db)) {
    const stored = findLibrarySetting(db, id, 'letters');
    const follows = id === unused && stored !== JSON.stringify({ language });
    if (stored === undefined || follows) putLanguageOfLetters(db, id);
  }
};
