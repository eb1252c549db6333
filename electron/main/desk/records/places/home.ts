import { recordRefusal } from '../../../../../shared/domain/administration.ts';
import type { DeskId, LibraryId, PartnerId, PatronId } from '../../../../../shared/domain/ids.ts';
import type { PlaceKind } from '../../../../../shared/ipc/calls/places.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import { locale } from '../../../../../shared/words/language.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { Session } from '../../context.ts';
import { unfit } from './place-values.ts';
import {
  countDeskUses,
  countLibraryUses,
  countPartnerUses,
  countPatronUses,
  findPlaceLibrary,
  listPartnerLibraries,
} from './places.queries.ts';

/** The library that a record belongs to; null if all libraries share it. */
export type Home = { readonly id: LibraryId; readonly name: string } | null;

/** Returns the refusal for a record that no longer exists. */
export const gone = (kind: PlaceKind): Result<never> =>
  refuse(
    'record-unknown',
    t(
      '{kind, select, library {This library} desk {This desk} partner {This partner} other {This patron}} is no longer in the list. Someone deleted it.',
      { kind },
    ),
  );

/**
 * Returns the libraries that a stored record belongs to: its own; for a partner, every one that has open requests with it, so that no
 * library can redirect another one's parcels. Refused: `record-unknown`.
 */
export const homesOf = (db: ReadableDB, kind: PlaceKind, id: number): Result<readonly Home[]> => {
  if (kind === 'partner') return ok(listPartnerLibraries(db, id as PartnerId));
  const found = findPlaceLibrary(db, kind, id);
  if (!found) return gone(kind);
  return ok([found.id === null ? null : { id: found.id, name: found.name }]);
};

/** Returns the new library of a record. Refused: `record-unfit`. */
export const wantedHome = (db: ReadableDB, id: LibraryId | null): Result<Home> => {
  if (id === null) return ok(null);
  const found = findPlaceLibrary(db, 'library', id);
  return found
    ? ok({ id, name: found.name })
    : unfit('libraryId', t('That library is no longer in the list. Choose another one.'));
};

/** Whether the current operator may change records of this kind in each of these libraries. The rule: shared/domain/administration.ts. */
export const checkHomes = (session: Session, kind: PlaceKind, homes: readonly Home[]): Result<null> => {
  const refusal = recordRefusal(kind, session.operator(), session.operators(), homes);
  return refusal === null ? ok(null) : refuse('role-missing', refusal);
};

/** A number for a sentence: `n` selects the plural, `shown` is the formatted number. */
export type Shown = { readonly n: number; readonly shown: string };
export const shownAs = (n: number): Shown => ({ n, shown: n.toLocaleString(locale) });

const counted = (n: number, words: (shown: Shown) => string): string | null =>
  n === 0 ? null : words(shownAs(n));

/** `2 items and 1 request`; empty if there are none. */
const together = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null).join(t(' and '));

const inUse = (message: string): Result<never> => refuse('record-in-use', message);

/** Refuses to close or delete the desk where the operator is; null if it is another one. */
export const hereRefusal = (session: Session, id: DeskId): Result<never> | null =>
  session.desk().id === id
    ? inUse(t('You are currently at this desk. Choose another one under “Currently at” first.'))
    : null;

/** Returns why a record cannot be deleted, with the number of references to it; null if it can. */
export const removalRefusal = (
  db: ReadableDB,
  kind: PlaceKind,
  id: number,
  session: Session,
): Result<never> | null => {
  switch (kind) {
    case 'library': {
      const { desks, patrons, requests } = countLibraryUses(db, id as LibraryId);
      const uses = together(
        counted(desks, (shown) => t('{shown} {n, plural, one {desk} other {desks}}', shown)),
        counted(patrons, (shown) => t('{shown} {n, plural, one {patron} other {patrons}}', shown)),
        counted(requests, (shown) => t('{shown} {n, plural, one {request} other {requests}}', shown)),
      );
      return uses === ''
        ? null
        : inUse(
            t(
              'This library cannot be deleted because it has {uses}. {requests, plural, =0 {Move them to another library first.} other {Requests stay with the library that created them.}}',
              {
                uses,
                requests,
              },
            ),
          );
    }
    case 'desk':
      return deskRefusal(db, id, session);
    case 'partner': {
      const uses = counted(countPartnerUses(db, id as PartnerId), (shown) =>
        t('{shown} {n, plural, one {request} other {requests}}', shown),
      );
      return uses === null
        ? null
        : inUse(
            t(
              'This partner cannot be deleted because it appears in {uses}. Uncheck “In use” instead, so that it is no longer offered or asked.',
              { uses },
            ),
          );
    }
    case 'patron': {
      const { requests, loans } = countPatronUses(db, id as PatronId);
      const uses = together(
        counted(requests, (shown) => t('{shown} {n, plural, one {request} other {requests}}', shown)),
        counted(loans, (shown) => t('{shown} {n, plural, one {loan} other {loans}}', shown)),
      );
      return uses === ''
        ? null
        : inUse(t('This patron cannot be deleted because they have {uses}.', { uses }));
    }
  }
};

const deskRefusal = (db: ReadableDB, id: number, session: Session): Result<never> | null => {
  const here = hereRefusal(session, id as DeskId);
  if (here) return here;
  const { items, requests, steps } = countDeskUses(db, id as DeskId);
  const uses = together(
    counted(items, (shown) => t('{shown} {n, plural, one {item} other {items}}', shown)),
    counted(requests, (shown) => t('{shown} {n, plural, one {request} other {requests}}', shown)),
    counted(steps, (shown) => t('{shown} {n, plural, one {recorded step} other {recorded steps}}', shown)),
  );
  return uses === ''
    ? null
    : inUse(
        t(
          'This desk cannot be deleted because it has {uses}, including past ones. Uncheck “In use” instead, so that it is no longer offered.',
          { uses },
        ),
      );
};
