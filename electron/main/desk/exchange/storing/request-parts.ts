import { daysBetween } from '../../../../../shared/domain/dates.ts';
import { holdUntil } from '../../../../../shared/domain/hold-shelf.ts';
import type {
  CalendarDate,
  DeskId,
  Instant,
  PartnerId,
  RequestId,
} from '../../../../../shared/domain/ids.ts';
import type { ConditionRow } from '../../store/conditions.queries.ts';
import { findCondition, putCondition, unanswered } from '../../store/conditions.queries.ts';
import type { ItemRow } from '../../store/items.queries.ts';
import { insertItem, listItems } from '../../store/items.queries.ts';
import type { LoanRow } from '../../store/loans.queries.ts';
import { insertLoan, listLoansOfRequest } from '../../store/loans.queries.ts';
import type { NoteRow } from '../../store/notes.queries.ts';
import { insertNote, listNotes } from '../../store/notes.queries.ts';
import { insertRotaLine } from '../../store/rota.queries.ts';
import type { CheckedItem, CheckedNote, CheckedRequest } from '../checking/check-request.ts';
import { RowFault } from '../row-fault.ts';
import type { FileRow, ResolvedRequest } from './resolve-request.ts';
import type { Writing } from './write-places.ts';

/** The fields of the parts of a request that a file can set. */
type FileNote = Pick<NoteRow, 'author' | 'body' | 'active' | 'createdAt'>;
type FileCondition = Pick<ConditionRow, 'reason' | 'note' | 'replyBy'>;
type FileItem = Pick<ItemRow, 'barcode' | 'status' | 'deskId' | 'destinationDeskId' | 'receivedAt'>;
type FileLoan = Pick<LoanRow, 'loanedOn' | 'dueOn' | 'endedOn'>;

/** A request with its parts as a file wants them. */
export type Wanted = {
  readonly row: FileRow;
  readonly rota: readonly PartnerId[];
  /** Undefined: as it is. */
  readonly notes: readonly FileNote[] | undefined;
  readonly condition: FileCondition | null | undefined;
  readonly items: readonly WantedItem[] | undefined;
};

type WantedItem = { readonly item: FileItem; readonly loan: FileLoan | null };

/** What a file wants of a request, out of what it says and what is stored. @throws RowFault. */
export const toWanted = (
  writing: Writing,
  request: CheckedRequest,
  { row, rota, itemDesks }: ResolvedRequest,
  storedId: RequestId | null,
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
  storedId: RequestId | null,
  fallback: Instant,
): readonly FileNote[] => {
  const before = storedId === null || notes.every((note) => note.createdAt) ? [] : listNotes(db, storedId);
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
    readonly row: FileRow;
    readonly itemDesks: ReadonlyMap<string, DeskId>;
    readonly storedId: RequestId | null;
    readonly fallback: Instant;
  },
): readonly WantedItem[] => {
  const { row, itemDesks, storedId, fallback } = about;
  const before = storedId === null || items.every((item) => item.receivedAt) ? [] : listItems(db, storedId);
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
      loan: loan && { loanedOn: loan.loanedOn, dueOn: loan.dueOn, endedOn: loan.endedOn },
    };
  });
};

/** The latest moment that a new request tells of: lists that ask how long something has waited go by it. */
export const lastMoment = ({ row, notes, items }: Wanted, now: Instant): Instant => {
  let last: Instant | '' = row.createdAt ?? '';
  for (const { createdAt } of notes ?? []) if (createdAt > last) last = createdAt;
  for (const { item } of items ?? []) if (item.receivedAt > last) last = item.receivedAt;
  return last === '' || last > now ? now : last;
};

/** Until when an item waits that stands on its hold shelf already: as if it had come there when it was received. */
const holdUntilOf = (
  item: FileItem,
  dueOn: CalendarDate | null,
  days: Writing['days'],
): CalendarDate | null =>
  item.status === 'on-hold-shelf'
    ? holdUntil({
        today: item.receivedAt.slice(0, 10) as CalendarDate,
        dueOn,
        ...days,
      })
    : null;

/** Stores the lines of a rota. */
export const putRota = ({ db }: Writing, requestId: RequestId, partnerIds: readonly PartnerId[]): void =>
  partnerIds.forEach((partnerId, index) => insertRotaLine(db, { requestId, position: index + 1, partnerId }));

/** Stores what a file says of notes, condition and items. */
export const putParts = (writing: Writing, requestId: RequestId, wanted: Wanted): void => {
  const { db, at } = writing;
  wanted.notes?.forEach((note) => insertNote(db, { requestId, ...note, operatorName: '' }));
  if (wanted.condition)
    putCondition(db, requestId, {
      ...wanted.condition,
      partnerId: wanted.row.activePartnerId,
      // Files tell no moment from which its age would count: it is the latest moment of the request.
      setAt: lastMoment(wanted, at),
      ...unanswered,
    });
  wanted.items?.forEach((item, index) => putItem(writing, requestId, index + 1, item, wanted.row));
};

const putItem = (
  { db, days }: Writing,
  requestId: RequestId,
  volume: number,
  { item, loan }: WantedItem,
  { dueOn, patronId }: FileRow,
): void => {
  const itemId = insertItem(db, {
    requestId,
    volume,
    ...item,
    owningDeskId: item.deskId,
    goingBack: 0,
    shelvedAt: item.status === 'on-hold-shelf' ? item.receivedAt : null,
    holdUntil: holdUntilOf(item, dueOn, days),
  });
  if (!loan || patronId === null) return;
  const periodDays = Math.max(0, daysBetween(loan.loanedOn, loan.dueOn));
  insertLoan(db, { itemId, patronId, ...loan, periodDays, renewals: 0, renewalDueOn: null });
};

// As a file says it, field by field in the order of what is wanted.
export const storedNotes = ({ db }: Writing, id: RequestId): readonly FileNote[] =>
  listNotes(db, id).map(({ author, body, active, createdAt }) => ({ author, body, active, createdAt }));

export const storedCondition = ({ db }: Writing, id: RequestId): FileCondition | null => {
  const stored = findCondition(db, id);
  return stored ? { reason: stored.reason, note: stored.note, replyBy: stored.replyBy } : null;
};

export const storedItems = ({ db }: Writing, id: RequestId): readonly WantedItem[] => {
  const loans = listLoansOfRequest(db, id);
  return listItems(db, id).map((item) => {
    const loan = loans.find(({ itemId }) => itemId === item.id);
    return {
      item: {
        barcode: item.barcode,
        status: item.status,
        deskId: item.deskId,
        destinationDeskId: item.destinationDeskId,
        receivedAt: item.receivedAt,
      },
      loan: loan ? { loanedOn: loan.loanedOn, dueOn: loan.dueOn, endedOn: loan.endedOn } : null,
    };
  });
};
