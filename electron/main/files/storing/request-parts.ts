import type { Instant, PartnerId, RequestId } from '../../../../shared/domain/ids.ts';
import type { ConditionRow } from '../../desk/store/conditions.queries.ts';
import type { ItemRow } from '../../desk/store/items.queries.ts';
import type { LoanRow } from '../../desk/store/loans.queries.ts';
import { receivedAtOf } from '../../desk/store/known-dates.ts';
import { type NoteRow, listNotes } from '../../desk/store/notes.queries.ts';
import type { CheckedRequest } from '../checking/check-request.ts';
import type { TurnInFile } from '../checking/library-shape.ts';
import { itemsWanted } from './items-of-file.ts';
import type { ResolvedLife } from './life-of-file.ts';
import type { ResolvedRequest } from './resolve-request.ts';
import type { FileRow } from './source-values.ts';
import type { Sent } from './turns-of-file.ts';
import type { Writing } from './writing.ts';

/** The fields of a request's parts that a file can set. */
export type FileNote = Pick<NoteRow, 'author' | 'body' | 'active' | 'createdAt'>;
export type FileCondition = Pick<ConditionRow, 'reason' | 'note' | 'replyBy'> & {
  /** The position of its turn, from 1; null: the active turn. */
  readonly turn: number | null;
};
export type FileItem = Pick<
  ItemRow,
  | 'barcode'
  | 'status'
  | 'statusAt'
  | 'deskId'
  | 'destinationDeskId'
  | 'receivedAt'
  | 'receivedUnknown'
  | 'broughtBack'
  | 'shelvedAt'
>;
export type FileLoan = Pick<LoanRow, 'loanedOn' | 'beginUnknown' | 'dueOn' | 'endedOn'>;

/** A request with its parts after a file. */
export type Wanted = {
  readonly row: FileRow;
  readonly rota: readonly (PartnerId | null)[];
  readonly turns: readonly TurnInFile[] | null;
  /** Undefined: unchanged. */
  readonly notes: readonly FileNote[] | undefined;
  readonly conditions: readonly FileCondition[] | undefined;
  readonly items: readonly WantedItem[] | undefined;
  readonly inFile: ResolvedLife | null;
  readonly word: string | null;
};

/** `own`: facts in the file about the volume itself. */
export type WantedItem = {
  readonly item: FileItem;
  readonly own: Partial<Pick<ItemRow, 'dueOn' | 'label' | 'use' | 'returnedAt' | 'checkIn'>>;
  readonly sent: Sent;
  readonly loan: FileLoan | null;
};

/** Combines the file and the stored request. @throws RowFault. */
export const toWanted = (
  writing: Writing,
  request: CheckedRequest,
  { row, rota, turns, itemDesks, itemPartners, inFile, word }: ResolvedRequest,
  storedId: RequestId | null,
): Wanted => {
  const fallback = row.createdAt ?? writing.at;
  return {
    row,
    rota,
    turns,
    notes: request.notes && toNotes(writing, request.notes, storedId, fallback),
    conditions: turns ? conditionsOfTurns(turns) : conditionOf(request),
    items: itemsWanted(writing, request, { row, itemDesks, itemPartners, storedId }),
    inFile,
    word,
  };
};

/** The condition of the active partner; undefined: unchanged. */
const conditionOf = ({ condition }: CheckedRequest): readonly FileCondition[] | undefined =>
  condition === undefined ? undefined : condition === null ? [] : [{ ...condition, turn: null }];

const conditionsOfTurns = (turns: readonly TurnInFile[]): readonly FileCondition[] =>
  turns.flatMap(({ condition }, place) => (condition ? [{ ...condition, turn: place + 1 }] : []));

/** Whether a note came from a file rather than from an operator here. */
export const isFromFile = ({ operatorName }: NoteRow): boolean => operatorName === '';

/** If the file has no moment, a note keeps its stored one. */
const toNotes = (
  { db }: Writing,
  notes: NonNullable<CheckedRequest['notes']>,
  storedId: RequestId | null,
  fallback: Instant,
): readonly FileNote[] => {
  const before = storedId === null ? [] : listNotes(db, storedId).filter(isFromFile);
  // A note that staff have dismissed does not become active again because the file still has it.
  const dealtWith = new Set(before.filter(({ dismissedAt }) => dismissedAt !== null).map(({ body }) => body));
  return notes.map(({ from, text, active, createdAt }, index) => ({
    author: from,
    body: text,
    active: active && !dealtWith.has(text) ? 1 : 0,
    createdAt: createdAt ?? (before[index]?.body === text ? before[index].createdAt : fallback),
  }));
};

/** Returns the latest moment in a new request; lists that show how long something has waited use it. */
export const lastMoment = ({ row, turns, notes, items }: Wanted, now: Instant): Instant => {
  let last: Instant | '' = row.createdAt ?? '';
  for (const { at } of turns ?? []) if (at !== null && at > last) last = at;
  for (const { createdAt } of notes ?? []) if (createdAt > last) last = createdAt;
  for (const { item } of items ?? []) {
    const receivedAt = receivedAtOf(item);
    if (receivedAt !== null && receivedAt > last) last = receivedAt;
  }
  return last === '' || last > now ? now : last;
};
