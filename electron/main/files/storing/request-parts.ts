import { calendarDateIn, daysBetween } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, DeskId, Instant, PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
import { volumeOfWord } from '../intake/life-from-status.ts';
import type { Volume } from '../../../../shared/domain/life/volumes.ts';
import { shelfDay } from '../../desk/records/calendar/shelf-day.ts';
import {
  type ConditionRow,
  insertCondition,
  listConditions,
  unanswered,
} from '../../desk/store/conditions.queries.ts';
import { type ItemRow, insertItem, listItems, unmarked } from '../../desk/store/items.queries.ts';
import { type LoanRow, insertLoan, listLoansOfRequest } from '../../desk/store/loans.queries.ts';
import { type NoteRow, insertNote, listNotes } from '../../desk/store/notes.queries.ts';
import { insertRotaLine } from '../../desk/store/rota.queries.ts';
import type { CheckedItem, CheckedRequest } from '../checking/check-request.ts';
import { RowFault } from '../row-fault.ts';
import { type ResolvedLife, datesInFile } from './life-of-file.ts';
import type { ResolvedRequest } from './resolve-request.ts';
import type { FileRow } from './source-values.ts';
import type { Writing } from './writing.ts';
import { t } from '../../../../shared/words/words.ts';

/** The fields of the parts of a request that a file can set. */
type FileNote = Pick<NoteRow, 'author' | 'body' | 'active' | 'createdAt'>;
type FileCondition = Pick<ConditionRow, 'reason' | 'note' | 'replyBy'>;
type FileItem = Pick<
  ItemRow,
  'barcode' | 'status' | 'deskId' | 'destinationDeskId' | 'receivedAt' | 'broughtBack'
>;
type FileLoan = Pick<LoanRow, 'loanedOn' | 'dueOn' | 'endedOn'>;

/** A request with its parts as a file wants them. */
export type Wanted = {
  readonly row: FileRow;
  readonly rota: readonly PartnerId[];
  /** Undefined: as it is. */
  readonly notes: readonly FileNote[] | undefined;
  readonly condition: FileCondition | null | undefined;
  readonly items: readonly WantedItem[] | undefined;
  readonly inFile: ResolvedLife | null;
  readonly word: string | null;
};

/** `own`: what the file says of the volume where it differs from its request. */
export type WantedItem = {
  readonly item: FileItem;
  readonly own: Partial<Pick<ItemRow, 'partnerId' | 'dueOn' | 'label'>>;
  readonly loan: FileLoan | null;
};

/** What a file wants of a request, out of what it says and what is stored. @throws RowFault. */
export const toWanted = (
  writing: Writing,
  request: CheckedRequest,
  { row, rota, itemDesks, itemPartners, inFile, word }: ResolvedRequest,
  storedId: RequestId | null,
): Wanted => {
  const fallback = row.createdAt ?? writing.at;
  return {
    row,
    rota,
    notes: request.notes && toNotes(writing, request.notes, storedId, fallback),
    condition: request.condition,
    items: itemsWanted(writing, request, { row, itemDesks, itemPartners, storedId, fallback }),
    inFile,
    word,
  };
};

type AboutItems = {
  readonly row: FileRow;
  readonly itemDesks: ReadonlyMap<string, DeskId>;
  readonly itemPartners: ReadonlyMap<string, PartnerId>;
  readonly storedId: RequestId | null;
  readonly fallback: Instant;
};

/** The items that a file names; where it names none, the one that its status speaks of, which nobody has scanned. */
const itemsWanted = (
  writing: Writing,
  { items }: CheckedRequest,
  about: AboutItems,
): readonly WantedItem[] | undefined => {
  if (items && items.length > 0) return toItems(writing, items, about);
  const { row, storedId, fallback } = about;
  const stored = storedId === null ? [] : listItems(writing.db, storedId);
  if (!items && stored.some(({ barcode }) => barcode !== '')) return undefined;
  const volume = volumeOfWord(row.status, 0);
  if (volume === null) return items || stored.length > 0 ? [] : undefined;
  const item = {
    barcode: '',
    status: volume.status,
    deskId: row.pickupDeskId,
    destinationDeskId: null,
    receivedAt: stored[0]?.receivedAt ?? fallback,
    broughtBack: volume.broughtBack ? 1 : 0,
  };
  return [{ item, own: {}, loan: null }];
};

/** Whether a note came with a file: what somebody wrote here is theirs. */
const isOfFile = ({ operatorName }: NoteRow): boolean => operatorName === '';

/** Where a file does not say when, a note keeps the moment that it has. */
const toNotes = (
  { db }: Writing,
  notes: NonNullable<CheckedRequest['notes']>,
  storedId: RequestId | null,
  fallback: Instant,
): readonly FileNote[] => {
  const before = storedId === null ? [] : listNotes(db, storedId).filter(isOfFile);
  // What somebody dealt with here does not wait again because the file still has it.
  const dealtWith = new Set(before.filter(({ dismissedAt }) => dismissedAt !== null).map(({ body }) => body));
  return notes.map(({ from, text, active, createdAt }, index) => ({
    author: from,
    body: text,
    active: active && !dealtWith.has(text) ? 1 : 0,
    createdAt: createdAt ?? (before[index]?.body === text ? before[index].createdAt : fallback),
  }));
};

const toItems = (
  { db }: Writing,
  items: readonly CheckedItem[],
  about: AboutItems,
): readonly WantedItem[] => {
  const { row, itemDesks, itemPartners, storedId, fallback } = about;
  const before = storedId === null || items.every((item) => item.receivedAt) ? [] : listItems(db, storedId);
  return items.map(({ barcode, status, receivedAt, desk, loan, partner, dueOn, volume }, index) => {
    if (loan && row.patronId === null)
      throw new RowFault(`items[${index}].loan`, t('storing.theItemIsLentButThe'));
    const known = before.find((item) => item.barcode === barcode)?.receivedAt;
    return {
      item: {
        barcode,
        status,
        deskId: desk === null ? null : (itemDesks.get(desk) ?? null),
        destinationDeskId: status === 'in-transit' ? row.pickupDeskId : null,
        receivedAt: receivedAt ?? known ?? fallback,
        broughtBack: status === 'returned-by-patron' ? 1 : 0,
      },
      own: {
        ...(partner && { partnerId: itemPartners.get(partner) ?? null }),
        ...(dueOn && { dueOn }),
        ...(volume !== undefined && { label: volume }),
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
  { db, clock, references }: Writing,
  item: FileItem,
  dueOn: CalendarDate | null,
): CalendarDate | null => {
  if (item.status !== 'on-hold-shelf') return null;
  return shelfDay(db, {
    shelvedOn: calendarDateIn(new Date(item.receivedAt), clock.timeZone()),
    dueOn,
    libraryId: references.libraryOfDesk(item.deskId),
  });
};

/** Stores the lines of a rota. */
export const putRota = ({ db }: Writing, requestId: RequestId, partnerIds: readonly PartnerId[]): void =>
  partnerIds.forEach((partnerId, index) => insertRotaLine(db, { requestId, position: index + 1, partnerId }));

/** Stores what a file says of notes, condition and items. @param volumes the items as the life of the request has them. */
export const putParts = (
  writing: Writing,
  requestId: RequestId,
  wanted: Wanted,
  volumes: readonly Volume[],
): void => {
  const { db, at } = writing;
  wanted.notes?.forEach((note) => insertNote(db, { requestId, ...note, operatorName: '' }));
  if (wanted.condition)
    insertCondition(db, requestId, {
      ...wanted.condition,
      partnerId: wanted.row.activePartnerId,
      // Files tell no moment from which its age would count: it is the latest moment of the request.
      setAt: lastMoment(wanted, at),
      ...unanswered,
    });
  wanted.items?.forEach((item, index) =>
    putItem(writing, requestId, { item, volume: volumes[index] }, wanted),
  );
};

const putItem = (
  writing: Writing,
  requestId: RequestId,
  { item: { item, own, loan }, volume }: { readonly item: WantedItem; readonly volume: Volume | undefined },
  { row: { patronId }, inFile }: Wanted,
): void => {
  if (!volume) return;
  const { db, at } = writing;
  const { renewal, demand, report, partnerId, dueOn } = volume;
  const itemId = insertItem(db, {
    requestId,
    volume: Number(volume.id),
    ...item,
    owningDeskId: item.deskId,
    goingBack: 0,
    shelvedAt: item.status === 'on-hold-shelf' ? item.receivedAt : null,
    holdUntil: holdUntilOf(writing, item, dueOn),
    partnerId,
    dueOn,
    label: own.label ?? '',
    ...unmarked,
    renewal,
    renewalAt: renewal === 'none' ? null : at,
    demand,
    demandAt: demand === 'none' ? null : at,
    report,
    reportAt: report === 'none' ? null : at,
    ...datesInFile({ barcode: item.barcode, volume }, inFile),
  });
  if (!loan || patronId === null) return;
  const periodDays = Math.max(0, daysBetween(loan.loanedOn, loan.dueOn));
  insertLoan(db, { itemId, patronId, ...loan, periodDays, renewals: 0, renewalDueOn: null });
};

// As a file says it, field by field in the order of what is wanted.
export const storedNotes = ({ db }: Writing, id: RequestId): readonly FileNote[] =>
  listNotes(db, id)
    .filter(isOfFile)
    .map(({ author, body, active, createdAt }) => ({ author, body, active, createdAt }));

export const storedCondition = ({ db }: Writing, id: RequestId): FileCondition | null => {
  const stored = listConditions(db, id).at(-1);
  return stored ? { reason: stored.reason, note: stored.note, replyBy: stored.replyBy } : null;
};

/** @param wanted of its own facts of a volume only those are compared that the file says. */
export const storedItems = (
  { db }: Writing,
  id: RequestId,
  wanted: readonly WantedItem[],
): readonly WantedItem[] => {
  const loans = listLoansOfRequest(db, id);
  return listItems(db, id).map((item, index) => {
    const loan = loans.find(({ itemId }) => itemId === item.id);
    return {
      item: {
        barcode: item.barcode,
        status: item.status,
        deskId: item.deskId,
        destinationDeskId: item.destinationDeskId,
        receivedAt: item.receivedAt,
        broughtBack: item.broughtBack,
      },
      own: ownAsStored(item, wanted[index]?.own ?? {}),
      loan: loan ? { loanedOn: loan.loanedOn, dueOn: loan.dueOn, endedOn: loan.endedOn } : null,
    };
  });
};

const ownAsStored = (item: ItemRow, wanted: WantedItem['own']): WantedItem['own'] =>
  Object.fromEntries(
    (Object.keys(wanted) as (keyof WantedItem['own'])[]).map((field) => [field, item[field]]),
  );
