import { closedItemStatuses } from '../../../../../shared/domain/item-status.ts';
import { holdUntil } from '../../../../../shared/domain/hold-shelf.ts';
import type { CalendarDate, Instant } from '../../../../../shared/domain/ids.ts';
import type { CheckedItem, CheckedNote, CheckedRequest } from '../checking/check-request.ts';
import * as queries from './request-rows.queries.ts';
import { bringsNewcomers, resolvePickup, resolveRequest } from './resolve-request.ts';
import type { ResolvedRequest } from './resolve-request.ts';
import { RowFault } from '../row-fault.ts';
import { applySelfRenewal } from './self-renewals.ts';
import { homeOfStored } from './home-of-stored.ts';
import type { Newcomers } from '../sections.ts';
import type { Outcome, Writing } from './write-places.ts';
import { markOnce } from './write-places.ts';

type Wanted = {
  readonly row: queries.RequestRow;
  readonly rota: readonly number[];
  /** Undefined: as it is. */
  readonly notes: readonly queries.NoteRow[] | undefined;
  readonly condition: queries.ConditionRow | null | undefined;
  readonly items: readonly WantedItem[] | undefined;
};

type WantedItem = { readonly item: queries.ItemRow; readonly loan: queries.LoanRow | null };

/**
 * Adds a request or brings the stored one up to date. One that was worked on at a desk stays as it is, but
 * for what its patron renewed.
 * @throws RowFault before anything was written. Source: product.md §5.
 */
export const writeRequest = (
  writing: Writing,
  request: CheckedRequest,
  newcomers: Newcomers | undefined,
): Outcome => {
  const stored = queries.findRequest(writing.db, request.externalId);
  if (stored) markOnce(writing, 'requests', stored.id, 'externalId', request.externalId);
  if (stored?.workedOn) return applySelfRenewal(writing, request, stored);
  refuseTakenBarcodes(writing, request, stored?.id ?? 0);
  const pickupDeskId = resolvePickup(writing, request, stored);
  const authorize = (): void => authorizeRequest(writing, stored, pickupDeskId);
  // A row that changes nothing needs no rights, and that shows only at the end; but newcomers are added on the way.
  if (!stored || bringsNewcomers(writing, request, newcomers)) authorize();
  const resolved = resolveRequest(writing, request, stored, newcomers);
  const wanted = toWanted(writing, request, resolved, stored?.id ?? null);
  if (!stored) {
    const updatedAt = lastMoment(wanted, writing.at);
    const id = queries.insertRequest(
      writing.db,
      request.externalId,
      wanted.row,
      writing.rights.importer.desk.libraryId,
      updatedAt,
    );
    writing.references.mark('requests', id);
    wanted.rota.forEach((partnerId, index) => queries.insertRotaLine(writing.db, id, index + 1, partnerId));
    putParts(writing, id, wanted);
    return 'added';
  }
  return update(writing, stored, wanted, authorize) ? 'updated' : 'skipped';
};

/** @throws RowFault unless the importer may change requests of the libraries that this one belongs to, before and after. */
const authorizeRequest = (
  writing: Writing,
  stored: queries.StoredRequest | undefined,
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

const refuseTakenBarcodes = (writing: Writing, { items }: CheckedRequest, requestId: number): void => {
  if (!items) return;
  items.forEach(({ barcode, status }, index) => {
    if ((closedItemStatuses as readonly string[]).includes(status)) return;
    const field = `items[${index}].barcode`;
    const twin = items.findIndex(
      (other) =>
        other.barcode === barcode && !(closedItemStatuses as readonly string[]).includes(other.status),
    );
    if (twin !== index)
      throw new RowFault(
        field,
        `The barcode “${barcode}” stands twice in this request. Correct one of the two.`,
      );
    const holder = queries.findBarcodeHolder(writing.db, barcode, requestId);
    if (holder !== undefined)
      throw new RowFault(
        field,
        `The barcode “${barcode}” is in use on the open request ${holder}. Correct it, or return that item first.`,
      );
  });
};

const toWanted = (
  writing: Writing,
  request: CheckedRequest,
  { row, rota, itemDesks }: ResolvedRequest,
  storedId: number | null,
): Wanted => {
  const fallback = row.createdAt ?? writing.at;
  return {
    row,
    rota,
    notes: request.notes && toNotes(writing, request.notes, storedId, fallback),
    condition: request.condition,
    items: request.items && toItems(writing, request.items, { row, itemDesks, storedId, fallback }),
  };
};

/** Where a file does not say when, a note keeps the moment that it has. */
const toNotes = (
  { db }: Writing,
  notes: readonly CheckedNote[],
  storedId: number | null,
  fallback: string,
): readonly queries.NoteRow[] => {
  const before =
    storedId === null || notes.every((note) => note.createdAt) ? [] : queries.listNotes(db, storedId);
  return notes.map(({ from, text, active, createdAt }, index) => ({
    author: from,
    body: text,
    active: active ? 1 : 0,
    createdAt: createdAt ?? (before[index]?.body === text ? before[index].createdAt : fallback),
  }));
};

const toItems = (
  { db }: Writing,
  items: readonly CheckedItem[],
  about: {
    readonly row: queries.RequestRow;
    readonly itemDesks: ReadonlyMap<string, number>;
    readonly storedId: number | null;
    readonly fallback: string;
  },
): readonly WantedItem[] => {
  const { row, itemDesks, storedId, fallback } = about;
  const before =
    storedId === null || items.every((item) => item.receivedAt) ? [] : queries.listItems(db, storedId);
  return items.map(({ barcode, status, receivedAt, desk, loan }, index) => {
    if (loan && row.patronId === null)
      throw new RowFault(
        `items[${index}].loan`,
        'The item is lent, but the request names no patron. Add the patron or leave the loan out.',
      );
    const known = before.find((item) => item.barcode === barcode)?.receivedAt;
    return {
      item: {
        barcode,
        status,
        deskId: desk === null ? null : (itemDesks.get(desk) ?? null),
        destinationDeskId: status === 'in-transit' ? row.pickupDeskId : null,
        receivedAt: receivedAt ?? known ?? fallback,
      },
      loan: loan && { loanedOn: loan.loanedOn, loanDueOn: loan.dueOn, endedOn: loan.endedOn },
    };
  });
};

/** The latest moment that a new request tells of: lists that ask how long something has waited go by it. */
const lastMoment = ({ row, notes, items }: Wanted, now: Instant): string => {
  let last = row.createdAt ?? '';
  for (const { createdAt } of notes ?? []) if (createdAt > last) last = createdAt;
  for (const { item } of items ?? []) if (item.receivedAt > last) last = item.receivedAt;
  return last === '' || last > now ? now : last;
};

/** Until when an item waits that stands on its hold shelf already: as if it had come there when it was received. */
const holdUntilOf = (
  item: queries.ItemRow,
  dueOn: string | null,
  days: Writing['days'],
): CalendarDate | null =>
  item.status === 'on-hold-shelf'
    ? holdUntil({
        today: item.receivedAt.slice(0, 10) as CalendarDate,
        dueOn: dueOn as CalendarDate | null,
        ...days,
      })
    : null;

const putParts = ({ db, at, days }: Writing, requestId: number, wanted: Wanted): void => {
  wanted.notes?.forEach((note) => queries.insertNote(db, requestId, note));
  if (wanted.condition)
    queries.insertCondition(db, requestId, {
      ...wanted.condition,
      partnerId: wanted.row.activePartnerId,
      setAt: lastMoment(wanted, at),
    });
  wanted.items?.forEach(({ item, loan }, index) => {
    const itemId = queries.insertItem(db, requestId, index + 1, {
      ...item,
      holdUntil: holdUntilOf(item, wanted.row.dueOn, days),
    });
    if (loan && wanted.row.patronId !== null) queries.insertLoan(db, itemId, wanted.row.patronId, loan);
  });
};

/** Writes what differs. Returns whether anything did. @param authorize asked before. @throws RowFault where it does. */
const update = (
  writing: Writing,
  stored: queries.StoredRequest,
  wanted: Wanted,
  authorize: () => void,
): boolean => {
  const { db } = writing;
  const { id } = stored;
  const differs = {
    row: (Object.keys(wanted.row) as (keyof queries.RequestRow)[]).some(
      (key) => stored[key] !== wanted.row[key],
    ),
    rota: !same(queries.listRota(db, id), wanted.rota),
    notes: wanted.notes !== undefined && !same(queries.listNotes(db, id), wanted.notes),
    condition:
      wanted.condition !== undefined && !same(queries.findCondition(db, id) ?? null, wanted.condition),
    items: wanted.items !== undefined && !sameItems(queries.listItems(db, id), wanted.items),
  };
  if (!Object.values(differs).includes(true)) return false;
  authorize();
  if (differs.rota) {
    queries.deleteRota(db, id);
    wanted.rota.forEach((partnerId, index) => queries.insertRotaLine(db, id, index + 1, partnerId));
  }
  if (differs.notes) queries.deleteNotes(db, id);
  if (differs.condition) queries.deleteCondition(db, id);
  if (differs.items) queries.deleteItems(db, id);
  queries.updateRequest(db, id, wanted.row, homeOfStored(writing, stored), writing.at);
  if (wanted.row.patronId !== null && wanted.row.patronId !== stored.patronId)
    queries.moveLoans(db, id, wanted.row.patronId);
  putParts(writing, id, {
    ...wanted,
    notes: differs.notes ? wanted.notes : undefined,
    condition: differs.condition ? wanted.condition : undefined,
    items: differs.items ? wanted.items : undefined,
  });
  return true;
};

const same = (stored: unknown, wanted: unknown): boolean => JSON.stringify(stored) === JSON.stringify(wanted);

const sameItems = (stored: ReturnType<typeof queries.listItems>, wanted: readonly WantedItem[]): boolean =>
  same(
    stored,
    wanted.map(({ item, loan }) => ({
      barcode: item.barcode,
      status: item.status,
      deskId: item.deskId,
      destinationDeskId: item.destinationDeskId,
      receivedAt: item.receivedAt,
      loanedOn: loan?.loanedOn ?? null,
      loanDueOn: loan?.loanDueOn ?? null,
      endedOn: loan?.endedOn ?? null,
    })),
  );
