import { recordRefusal } from '../../../../../shared/domain/administration.ts';
import type { LibraryId, PartnerId } from '../../../../../shared/domain/ids.ts';
import { completedStatuses } from '../../../../../shared/domain/request-status.ts';
import type { PlaceKind } from '../../../../../shared/ipc/calls/places.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { Session } from '../../kernel/context.ts';
import { unfit } from './place-values.ts';
import { findPlaceLibrary, listPartnerLibraries } from './places.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** The library that a record belongs to; null for what all libraries share. */
export type Home = { readonly id: LibraryId; readonly name: string } | null;

/** The refusal for a record that is not there any more. */
export const gone = (kind: PlaceKind): Result<never> =>
  refuse('record-unknown', t('places.thisIsNotInTheList', { kind }));

/**
 * The libraries that a stored record belongs to: its own; of a partner, every one that has open requests with it, so that nobody
 * turns another library's parcels to another address. Refused: `record-unknown`.
 */
export const homesOf = (db: ReadableDB, kind: PlaceKind, id: number): Result<readonly Home[]> => {
  if (kind === 'partner') return ok(listPartnerLibraries(db, id as PartnerId, completedStatuses));
  const found = findPlaceLibrary(db, kind, id);
  if (!found) return gone(kind);
  return ok([found.id === null ? null : { id: found.id, name: found.name }]);
};

/** The library that a record is to belong to. Refused: `record-unfit`. */
export const wantedHome = (db: ReadableDB, id: LibraryId | null): Result<Home> => {
  if (id === null) return ok(null);
  const found = findPlaceLibrary(db, 'library', id);
  return found ? ok({ id, name: found.name }) : unfit('libraryId', t('places.thatLibraryIsNotInThe'));
};

/** Whether who works here may change records of this kind in each of these libraries. The rule: shared/domain/administration.ts. */
export const checkHomes = (session: Session, kind: PlaceKind, homes: readonly Home[]): Result<null> => {
  const refusal = recordRefusal(kind, session.operator(), session.operators(), homes);
  return refusal === null ? ok(null) : refuse('role-missing', refusal);
};
