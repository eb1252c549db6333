import { offAtStart } from '../../../../../shared/domain/messages.ts';
import type { WritableDB } from '../../../db/types.ts';
import { moveCommandsOfDesk } from '../../store/command-log.queries.ts';
import { deletePlace, insertPlace } from '../../store/places.queries.ts';
import { moveRequestsMadeAt } from '../../store/requests.queries.ts';
import { findOtherDesk, findUnusedFirstDesk } from './session.queries.ts';

/** Adds the first library and its desk, for a database that has none. */
export const insertFirstDesk = (db: WritableDB): void => {
  const libraryId = insertPlace(db, 'library', {
    code: 'LIBRARY',
    name: 'My Library',
    address: '[]',
    email: '',
    phone: '',
    barcodePrefix: '',
    lettersOff: JSON.stringify(offAtStart),
    editedAt: null,
  });
  insertPlace(db, 'desk', {
    code: 'DESK',
    name: 'Circulation Desk',
    libraryId,
    holdShelf: 1,
    receives: 1,
    active: 1,
    editedAt: null,
  });
};

/**
 * Removes the desk and library of the first start, if nobody ever worked there. Says whether it did. What files brought in while
 * somebody stood there, and the lines of those imports, go to the first other desk.
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
