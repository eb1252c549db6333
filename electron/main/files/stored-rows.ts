import { cancellationStates, endStates, parcelStates } from '../../../shared/domain/life/life.ts';
import { demandStates, renewalStates, reportStates } from '../../../shared/domain/life/volumes.ts';
import { noticeKinds } from '../../../shared/domain/letters/all-letters.ts';
import { rotaEnds } from '../../../shared/domain/rota.ts';
import type { Code } from '../../../shared/domain/ids.ts';
import type { ConditionRow } from '../desk/store/conditions.queries.ts';
import type { FileConflict } from '../desk/store/file-conflicts.queries.ts';
import type { ItemRow } from '../desk/store/items.queries.ts';
import type { LoanRow } from '../desk/store/loans.queries.ts';
import type { NoteRow } from '../desk/store/notes.queries.ts';
import type { StoredNotice } from '../desk/store/notices.queries.ts';
import type { RequestRow } from '../desk/store/requests.queries.ts';
import type { RotaRow } from '../desk/store/rota.queries.ts';
import { limits } from './checking/row-fields.ts';

// How the rows of a request stand in a library file of ours, under `stored`: what goes out and what comes in are made from these
// lists. What is empty, none or 0 is left out. People, places and requests are named by their codes.

/** What a field refers to. */
export type Reference = 'library' | 'desk' | 'partner' | 'patron' | 'request';

export type Field =
  /** Left out it is empty, or null. */
  | { readonly kind: 'text'; readonly longest: number; readonly none: '' | null }
  | { readonly kind: 'code' | 'flag' | 'count' | 'day' | 'moment'; readonly isNeeded?: boolean }
  /** Left out it is `none`. */
  | { readonly kind: 'word'; readonly words: readonly string[]; readonly none: string | null }
  | { readonly kind: 'reference'; readonly to: Reference; readonly isNeeded?: boolean };

type Needable = Exclude<Field, { readonly none: unknown }>;

/** A row by the names that its fields have in a file, and the fields of the store behind them. */
export type StoredFields<R extends object = object> = { readonly [F in keyof R & string]?: Field };

export type Value = string | number | null;
/** A row of which references are codes still. */
export type CodedRow = Readonly<Record<string, Value>>;

const text = (longest: number, none: '' | null = ''): Field => ({ kind: 'text', longest, none });
const code: Needable = { kind: 'code' };
const flag: Needable = { kind: 'flag' };
const count: Needable = { kind: 'count' };
const day: Needable = { kind: 'day' };
const moment: Needable = { kind: 'moment' };
const needed = (field: Needable): Field => ({ ...field, isNeeded: true });
const to = (reference: Reference): Needable => ({ kind: 'reference', to: reference });
const word = (words: readonly string[], none: string | null = null): Field => ({ kind: 'word', words, none });

export const longestWord = 64;

/** What stands in the request itself, beside the fields that every file may bring. */
export const requestFields = {
  madeAtLibraryId: to('library'),
  supply: text(longestWord),
  cancellation: word(cancellationStates, 'none'),
  cancellationAt: moment,
  cancelledFor: word(['patron', 'staff']),
  parcel: word(parcelStates, 'none'),
  parcelAt: moment,
  endedAs: word(endStates),
  receivingOpen: flag,
  cancelReason: text(limits.short),
  cancelNote: text(limits.note),
  cancelNotify: flag,
  updatedAt: needed(moment),
  workedOn: flag,
  patronForgottenAt: moment,
} as const satisfies StoredFields<RequestRow>;

export const rotaFields = {
  position: needed(count),
  partnerId: needed(to('partner')),
  ended: word(rotaEnds),
  endedAt: moment,
  askedAt: moment,
  shippedAt: moment,
} as const satisfies StoredFields<RotaRow>;

export const noteFields = {
  author: word(['partner', 'staff'], 'staff'),
  body: text(limits.note),
  active: flag,
  createdAt: needed(moment),
  operatorName: text(limits.name),
  dismissedAt: moment,
} as const satisfies StoredFields<NoteRow>;

export const conditionFields = {
  partnerId: to('partner'),
  reason: text(limits.short),
  note: text(limits.note),
  replyBy: day,
  setAt: moment,
  answer: word(['yes', 'no']),
  answerNote: text(limits.note),
  answeredAt: moment,
  endedAt: moment,
} as const satisfies StoredFields<ConditionRow>;

export const itemFields = {
  barcode: code,
  volume: needed(count),
  status: text(longestWord),
  deskId: to('desk'),
  owningDeskId: to('desk'),
  destinationDeskId: to('desk'),
  goingBack: flag,
  receivedAt: needed(moment),
  shelvedAt: moment,
  holdUntil: day,
  broughtBack: flag,
  partnerId: to('partner'),
  dueOn: day,
  label: text(limits.short),
  renewal: word(renewalStates, 'none'),
  renewalAt: moment,
  renewalUntil: day,
  demand: word(demandStates, 'none'),
  demandAt: moment,
  backBy: day,
  report: word(reportStates, 'none'),
  reportAt: moment,
  returnedAt: moment,
  leftShelfSince: moment,
  leftShelfAt: moment,
  leftShelfAs: text(longestWord, null),
} as const satisfies StoredFields<ItemRow>;

export const loanFields = {
  /** Nobody, once the patron was forgotten. */
  patronId: to('patron'),
  loanedOn: needed(day),
  dueOn: needed(day),
  endedOn: day,
  periodDays: count,
  renewals: count,
  renewalDueOn: day,
} as const satisfies StoredFields<LoanRow>;

/** What the clock told a patron, so that it is told once. */
export const noticeFields = {
  barcode: code,
  patronId: needed(to('patron')),
  kind: word(noticeKinds),
  day: needed(day),
  stage: count,
  at: needed(moment),
} as const satisfies StoredFields<StoredNotice>;

/** A field of which a file and this desk say different things; `note` is its place among the notes, from 1. */
export const conflictFields = {
  source: text(longestWord),
  field: text(longestWord),
  before: text(limits.title, null),
  here: text(limits.title, null),
  there: text(limits.title, null),
  note: count,
  fileName: text(limits.name),
  foundAt: needed(moment),
  settledAt: moment,
} as const satisfies StoredFields<FileConflict & Record<'note' | 'foundAt' | 'settledAt', unknown>>;

/** The lists of rows under `stored`, beside its items. */
export const partFields = {
  rota: rotaFields,
  notes: noteFields,
  conditions: conditionFields,
  notices: noticeFields,
  conflicts: conflictFields,
} as const;

/** A name in the file: what it refers to stands there by its code, so it bears no `Id`. */
export const nameOf = (field: string): string => field.replace(/Id$/, '');

/** The value that is left out of a file. */
export const emptyOf = (field: Field): Value => {
  if (field.kind === 'text' || field.kind === 'word') return field.none;
  if (field.kind === 'code') return '';
  return field.kind === 'flag' || field.kind === 'count' ? 0 : null;
};

/** A row as it goes into a file. @param codeOf the code of what a reference names. */
export const asWritten = (
  fields: StoredFields,
  row: object,
  codeOf: (to: Reference, id: number) => string,
): Record<string, string | number | boolean> => {
  const written: Record<string, string | number | boolean> = {};
  for (const [name, field] of Object.entries<Field>(fields)) {
    const value = Reflect.get(row, name) as Value;
    if (value === null || value === emptyOf(field)) continue;
    if (field.kind === 'reference') written[nameOf(name)] = codeOf(field.to, Number(value));
    else written[nameOf(name)] = field.kind === 'flag' ? value === 1 : value;
  }
  return written;
};

/** What another source of files said of a request the last time; its fields as in a file of ours. */
export type CodedSaid = {
  readonly source: string;
  readonly digest: string;
  readonly at: string;
  readonly fields: CodedRow;
  readonly parts: Readonly<Record<string, string>>;
};

/** A request with all its rows, as another program of ours had stored it; people, places and requests are codes still. */
export type StoredInFile = Readonly<Record<keyof typeof partFields, readonly CodedRow[]>> & {
  readonly request: CodedRow;
  readonly items: readonly { readonly item: CodedRow; readonly loans: readonly CodedRow[] }[];
  readonly said: readonly CodedSaid[];
};

/** Which of the fields that a source said, and of conflicts, name something by its number here. */
const referencesOfSaid: Readonly<Record<string, Reference>> = {
  patronId: 'patron',
  pickupDeskId: 'desk',
  activePartnerId: 'partner',
  againOf: 'request',
};

type Rename = (to: Reference, value: string | number) => string | number;

/** What a source said, with other names for what its fields refer to: codes for numbers, or numbers for codes. */
export const renamedSaid = (fields: CodedRow, rename: Rename): CodedRow =>
  Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      const to = referencesOfSaid[field];
      return [field, to === undefined || value === null ? value : rename(to, value)];
    }),
  );

/** The same for a conflict, whose values are texts. */
export const renamedConflict = <C extends Pick<FileConflict, 'field' | 'before' | 'here' | 'there'>>(
  conflict: C,
  rename: Rename,
): C => {
  const to = referencesOfSaid[conflict.field];
  if (to === undefined) return conflict;
  const renamed = (value: string | null): string | null =>
    value === null ? null : String(rename(to, value));
  return {
    ...conflict,
    before: renamed(conflict.before),
    here: renamed(conflict.here),
    there: renamed(conflict.there),
  };
};

/**
 * A row with numbers in the place of codes.
 * @param idOf the number of what a code stands for. @throws RowFault where there is none.
 */
export const withIds = (
  fields: StoredFields,
  row: CodedRow,
  idOf: (to: Reference, code: Code, name: string) => number,
): CodedRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const field = (fields as Readonly<Record<string, Field>>)[name];
      return field?.kind === 'reference' && value !== null
        ? [name, idOf(field.to, value as Code, nameOf(name))]
        : [name, value];
    }),
  );
