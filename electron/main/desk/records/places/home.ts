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
  if (kind === 'partner') return ok(listPartnerLibraries(db, id as PartnerId));
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

/** A number for a sentence: `n` chooses the plural, `shown` is how it is written. */
export type Shown = { readonly n: number; readonly shown: string };
export const shownAs = (n: number): Shown => ({ n, shown: n.toLocaleString(locale) });

const counted = (n: number, words: (shown: Shown) => string): string | null =>
  n === 0 ? null : words(shownAs(n));

/** `2 items and 1 request`; empty when there is nothing. */
const together = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null).join(t('common.and'));

const inUse = (message: string): Result<never> => refuse('record-in-use', message);

/** Why a desk cannot be closed or deleted by who is there; null when it can. */
export const hereRefusal = (session: Session, id: DeskId): Result<never> | null =>
  session.desk().id === id ? inUse(t('places.youAreAtThisDeskNow')) : null;

/** Why a record cannot be deleted, with how much refers to it; null when it can. */
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
        counted(desks, (shown) => t('counts.desk', shown)),
        counted(patrons, (shown) => t('counts.patron', shown)),
        counted(requests, (shown) => t('counts.request', shown)),
      );
      return uses === '' ? null : inUse(t('places.thisLibraryHasSoItCannot', { uses }));
    }
    case 'desk':
      return deskRefusal(db, id, session);
    case 'partner': {
      const uses = counted(countPartnerUses(db, id as PartnerId), (shown) => t('counts.request', shown));
      return uses === null ? null : inUse(t('places.nameThisPartnerSoItCannot', { uses }));
    }
    case 'patron': {
      const { requests, loans } = countPatronUses(db, id as PatronId);
      const uses = together(
        counted(requests, (shown) => t('counts.request', shown)),
        counted(loans, (shown) => t('counts.loan', shown)),
      );
      return uses === '' ? null : inUse(t('places.thisPatronHasSoTheyCannot', { uses }));
    }
  }
};

const deskRefusal = (db: ReadableDB, id: number, session: Session): Result<never> | null => {
  const here = hereRefusal(session, id as DeskId);
  if (here) return here;
  const { items, requests, steps } = countDeskUses(db, id as DeskId);
  const uses = together(
    counted(items, (shown) => t('counts.item', shown)),
    counted(requests, (shown) => t('counts.request', shown)),
    counted(steps, (shown) => t('counts.stepOfStaff', shown)),
  );
  return uses === '' ? null : inUse(t('places.belongToThisDeskPastOnes', { uses }));
};
