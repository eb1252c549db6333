import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { hasCommands } from '../../store/command-log.queries.ts';
import { deleteCondition } from '../../store/conditions.queries.ts';
import { deleteItems, findBarcodeHolder } from '../../store/items.queries.ts';
import { deleteLoans, moveLoans } from '../../store/loans.queries.ts';
import { deleteNotes } from '../../store/notes.queries.ts';
import type { RequestRow } from '../../store/requests.queries.ts';
import {
  findRequestRowByExternalId,
  insertRequest,
  notCancelled,
  updateRequest,
} from '../../store/requests.queries.ts';
import { deleteRota, listRota } from '../../store/rota.queries.ts';
import type { CheckedRequest } from '../checking/check-request.ts';
import { RowFault } from '../row-fault.ts';
import type { Newcomers } from '../sections.ts';
import { homeOfStored } from './home-of-stored.ts';
import type { Wanted } from './request-parts.ts';
import {
  lastMoment,
  putParts,
  putRota,
  storedCondition,
  storedItems,
  storedNotes,
  toWanted,
} from './request-parts.ts';
import type { FileRow } from './resolve-request.ts';
import { bringsNewcomers, resolvePickup, resolveRequest } from './resolve-request.ts';
import { applySelfRenewal } from './self-renewals.ts';
import type { Outcome, Writing } from './write-places.ts';
import { markOnce } from './write-places.ts';

/**
 * Adds a request or brings the stored one up to date. One that was worked on at a desk stays as it is, but
 * for what its patron renewed.
 * @throws RowFault before anything was written.
 */
export const writeRequest = (
  writing: Writing,
  request: CheckedRequest,
  newcomers: Newcomers | undefined,
): Outcome => {
  const stored = findRequestRowByExternalId(writing.db, request.externalId);
  if (stored) markOnce(writing, 'requests', stored.id, 'externalId', request.externalId);
  if (stored && isWorkedOn(writing, stored)) return applySelfRenewal(writing, request, stored);
  refuseTakenBarcodes(writing, request, stored?.id ?? noRequest);
  const pickupDeskId = resolvePickup(writing, request, stored);
  const authorize = (): void => authorizeRequest(writing, stored, pickupDeskId);
  // A row that changes nothing needs no rights, and that shows only at the end; but newcomers are added on the way.
  if (!stored || bringsNewcomers(writing, request, newcomers)) authorize();
  const resolved = resolveRequest(writing, request, stored, newcomers);
  const wanted = toWanted(writing, request, resolved, stored?.id ?? null);
  if (!stored) {
    const id = insertRequest(writing.db, {
      ...wanted.row,
      externalId: request.externalId,
      madeAtLibraryId: writing.rights.importer.desk.libraryId,
      receivingOpen: 0,
      ...notCancelled,
      updatedAt: lastMoment(wanted, writing.at),
      workedOn: 0,
    });
    writing.references.mark('requests', id);
    putRota(writing, id, wanted.rota);
    putParts(writing, id, wanted);
    return 'added';
  }
  return update(writing, stored, wanted, authorize) ? 'updated' : 'skipped';
};

/** No request has this number. */
const noRequest = 0 as RequestId;

/** Whether a person has worked on a request: files leave it alone. */
const isWorkedOn = ({ db }: Writing, { id, workedOn }: RequestRow): boolean =>
  workedOn === 1 || hasCommands(db, id);

/** @throws RowFault unless the importer may change requests of the libraries that this one belongs to, before and after. */
const authorizeRequest = (
  writing: Writing,
  stored: RequestRow | undefined,
  pickupDeskId: number | null,
): void => {
  const { references, rights } = writing;
  const madeAt = stored ? stored.madeAtLibraryId : rights.importer.desk.libraryId;
  rights.authorize(
    'request',
    'pickup',
    stored ? [homeOfStored(writing, stored)] : null,
    references.libraryOfDesk(pickupDeskId) ?? madeAt,
  );
};

const refuseTakenBarcodes = (writing: Writing, { items }: CheckedRequest, requestId: RequestId): void => {
  if (!items) return;
  items.forEach(({ barcode, status }, index) => {
    if (!isItemOut(status)) return;
    const field = `items[${index}].barcode`;
    const twin = items.findIndex((other) => other.barcode === barcode && isItemOut(other.status));
    if (twin !== index)
      throw new RowFault(
        field,
        `The barcode “${barcode}” stands twice in this request. Correct one of the two.`,
      );
    const holder = findBarcodeHolder(writing.db, barcode, { thanRequest: requestId });
    if (holder !== undefined)
      throw new RowFault(
        field,
        `The barcode “${barcode}” is in use on the open request ${holder}. Correct it, or return that item first.`,
      );
  });
};

/** Writes what differs. Returns whether anything did. @param authorize asked before. @throws RowFault where it does. */
const update = (writing: Writing, stored: RequestRow, wanted: Wanted, authorize: () => void): boolean => {
  const { db } = writing;
  const { id } = stored;
  const differs = {
    row: (Object.keys(wanted.row) as (keyof FileRow)[]).some((key) => stored[key] !== wanted.row[key]),
    rota: !same(
      listRota(db, id).map(({ partnerId }) => partnerId),
      wanted.rota,
    ),
    notes: wanted.notes !== undefined && !same(storedNotes(writing, id), wanted.notes),
    condition: wanted.condition !== undefined && !same(storedCondition(writing, id), wanted.condition),
    items: wanted.items !== undefined && !same(storedItems(writing, id), wanted.items),
  };
  if (!Object.values(differs).includes(true)) return false;
  authorize();
  if (differs.rota) {
    deleteRota(db, id);
    putRota(writing, id, wanted.rota);
  }
  if (differs.notes) deleteNotes(db, id);
  if (differs.condition) deleteCondition(db, id);
  if (differs.items) {
    deleteLoans(db, id);
    deleteItems(db, id);
  }
  updateRequest(db, id, {
    ...wanted.row,
    updatedAt: writing.at,
    // It stays in its library where the row says neither desk nor library.
    madeAtLibraryId: stored.madeAtLibraryId ?? homeOfStored(writing, stored),
  });
  if (wanted.row.patronId !== null && wanted.row.patronId !== stored.patronId)
    moveLoans(db, id, wanted.row.patronId);
  putParts(writing, id, {
    ...wanted,
    notes: differs.notes ? wanted.notes : undefined,
    condition: differs.condition ? wanted.condition : undefined,
    items: differs.items ? wanted.items : undefined,
  });
  return true;
};

const same = (stored: unknown, wanted: unknown): boolean => JSON.stringify(stored) === JSON.stringify(wanted);
