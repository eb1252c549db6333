import type { DeskId, LibraryId, PartnerId, PatronId } from '../../../../../shared/domain/ids.ts';
import { completedStatuses } from '../../../../../shared/domain/request-status.ts';
import type { PlaceKind } from '../../../../../shared/ipc/calls/places.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { refuse } from '../../../../../shared/ipc/result.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { Session } from '../../kernel/context.ts';
import { countDeskUses, countLibraryUses, countPartnerUses, countPatronUses } from './places.queries.ts';

const counted = (n: number, one: string): string | null =>
  n === 0 ? null : `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`;

/** `2 items and 1 request`; empty when there is nothing. */
const together = (...parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null).join(' and ');

const inUse = (message: string): Result<never> => refuse('record-in-use', message);

/** Why a desk cannot be set aside now; null when it can. */
export const deskSetAside = (db: ReadableDB, id: number, session: Session): Result<never> | null => {
  if (session.desk().id === id)
    return inUse('You are at this desk now. Choose another one at “Currently at” first.');
  const uses = countDeskUses(db, id as DeskId, completedStatuses);
  const open = together(counted(uses.openItems, 'item'), counted(uses.openRequests, 'open request'));
  return open === ''
    ? null
    : inUse(
        `${open} still belong to this desk, so it cannot be set aside. Send the items on and give the requests another pickup location first.`,
      );
};

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
      const uses = together(counted(desks, 'desk'), counted(patrons, 'patron'), counted(requests, 'request'));
      return uses === ''
        ? null
        : inUse(`This library has ${uses}, so it cannot be deleted. Give them to another library first.`);
    }
    case 'desk':
      return deskRefusal(db, id, session);
    case 'partner': {
      const uses = counted(countPartnerUses(db, id as PartnerId), 'request');
      return uses === null
        ? null
        : inUse(
            `${uses} name this partner, so it cannot be deleted. Take away “Offered for new requests” instead: then nobody chooses it any more.`,
          );
    }
    case 'patron': {
      const { requests, loans } = countPatronUses(db, id as PatronId);
      const uses = together(counted(requests, 'request'), counted(loans, 'loan'));
      return uses === '' ? null : inUse(`This patron has ${uses}, so they cannot be deleted.`);
    }
  }
};

const deskRefusal = (db: ReadableDB, id: number, session: Session): Result<never> | null => {
  if (session.desk().id === id)
    return inUse('You are at this desk now. Choose another one at “Currently at” first.');
  const { items, requests, steps } = countDeskUses(db, id as DeskId, completedStatuses);
  const uses = together(
    counted(items, 'item'),
    counted(requests, 'request'),
    counted(steps, 'step of staff'),
  );
  return uses === ''
    ? null
    : inUse(
        `${uses} belong to this desk, past ones included, so it cannot be deleted. Take away “Staff work here” instead: then nobody is offered it any more.`,
      );
};
