import { cancellationStates, endStates, parcelStates } from '../../../../shared/domain/life/life.ts';
import { demandStates, renewalStates, reportStates } from '../../../../shared/domain/life/volumes.ts';
import { noticeKinds } from '../../../../shared/domain/letters/all-letters.ts';
import { rotaEnds } from '../../../../shared/domain/rota.ts';
import { t } from '../../../../shared/words/words.ts';
import type { ConditionRow } from '../../desk/store/conditions.queries.ts';
import type { FileConflict } from '../../desk/store/file-conflicts.queries.ts';
import type { ItemRow } from '../../desk/store/items.queries.ts';
import type { LoanRow } from '../../desk/store/loans.queries.ts';
import type { NoteRow } from '../../desk/store/notes.queries.ts';
import type { StoredNotice } from '../../desk/store/notices.queries.ts';
import type { RequestRow } from '../../desk/store/requests.queries.ts';
import type { RotaRow } from '../../desk/store/rota.queries.ts';
import type { Field } from './fields.ts';
import * as f from './fields.ts';
import type { CodedRow, Shape } from './shapes.ts';
import * as s from './shapes.ts';

const { limits } = f;
const missing = t('checking.itIsMissing');

// The rows of a request as the store has them. In a file they stand under `stored`; what is empty, none or 0 is left out.

type Columns<R> = { readonly [C in keyof R & string]?: Field };
const number = f.count(0, 1_000_000);
const neededMoment = f.needed(f.moment, missing);
const storedDay = f.needed(f.day, missing);
const note = f.text(limits.note);
const short = f.text(limits.short);
const words = f.text(limits.word);

/** Of the request itself, beside the fields that every file may bring. */
export const requestColumns = {
  madeAtLibraryId: f.reference('library'),
  supply: words,
  cancellation: f.word(cancellationStates, 'none'),
  cancellationAt: f.moment,
  cancelledFor: f.word(['patron', 'staff']),
  parcel: f.word(parcelStates, 'none'),
  parcelAt: f.moment,
  endedAs: f.word(endStates),
  receivingOpen: f.flag,
  cancelReason: short,
  cancelNote: note,
  cancelNotify: f.flag,
  updatedAt: neededMoment,
  workedOn: f.flag,
  patronErasedAt: f.moment,
} as const satisfies Columns<RequestRow>;

export const itemColumns = {
  barcode: f.code,
  volume: f.needed(number, missing),
  status: words,
  deskId: f.reference('desk'),
  owningDeskId: f.reference('desk'),
  destinationDeskId: f.reference('desk'),
  goingBack: f.flag,
  receivedAt: neededMoment,
  shelvedAt: f.moment,
  holdUntil: f.day,
  broughtBack: f.flag,
  partnerId: f.reference('partner'),
  dueOn: f.day,
  label: short,
  renewal: f.word(renewalStates, 'none'),
  renewalAt: f.moment,
  renewalUntil: f.day,
  demand: f.word(demandStates, 'none'),
  demandAt: f.moment,
  backBy: f.day,
  report: f.word(reportStates, 'none'),
  reportAt: f.moment,
  returnedAt: f.moment,
  leftShelfSince: f.moment,
  leftShelfAt: f.moment,
  leftShelfAs: f.text(limits.word, null),
} as const satisfies Columns<ItemRow>;

export const loanColumns = {
  /** None, once the patron was forgotten. */
  patronId: f.reference('patron'),
  loanedOn: storedDay,
  dueOn: storedDay,
  endedOn: f.day,
  periodDays: number,
  renewals: number,
  renewalDueOn: f.day,
} as const satisfies Columns<LoanRow>;

/** The lists of rows beside the items. */
export const partColumns = {
  rota: {
    position: f.needed(number, missing),
    partnerId: f.needed(f.reference('partner'), missing),
    ended: f.word(rotaEnds),
    endedAt: f.moment,
    askedAt: f.moment,
    shippedAt: f.moment,
  } as const satisfies Columns<RotaRow>,
  notes: {
    author: f.word(['partner', 'staff'], 'staff'),
    body: note,
    active: f.flag,
    createdAt: neededMoment,
    operatorName: f.text(limits.name),
    dismissedAt: f.moment,
  } as const satisfies Columns<NoteRow>,
  conditions: {
    partnerId: f.reference('partner'),
    reason: short,
    note,
    replyBy: f.day,
    setAt: f.moment,
    answer: f.word(['yes', 'no']),
    answerNote: note,
    answeredAt: f.moment,
    endedAt: f.moment,
  } as const satisfies Columns<ConditionRow>,
  /** What the clock wrote to a patron, so that it is written once. */
  notices: {
    barcode: f.code,
    patronId: f.needed(f.reference('patron'), missing),
    kind: f.word(noticeKinds),
    day: storedDay,
    stage: number,
    at: neededMoment,
  } as const satisfies Columns<StoredNotice>,
  /** Fields of which a file and this desk differ; `note` is its place among the notes, from 1. */
  conflicts: {
    source: words,
    field: words,
    before: f.text(limits.title, null),
    here: f.text(limits.title, null),
    there: f.text(limits.title, null),
    note: number,
    fileName: f.text(limits.name),
    foundAt: neededMoment,
    settledAt: f.moment,
  } as const satisfies Columns<FileConflict & Record<'note' | 'foundAt' | 'settledAt', unknown>>,
};

const storedList = (columns: Shape): Field<readonly CodedRow[]> => f.or(s.list(s.storedRow(columns)), []);

const storedItem = s.storedRow(itemColumns);
const itemLoans = s.row({ loans: storedList(loanColumns) });

/** What another source of files said of a request the last time. */
const sourceValues = s.row({
  source: f.needed(words),
  digest: f.needed(words),
  at: neededMoment,
  fields: s.recordOf(f.textOrNumber(limits.title)),
  parts: s.recordOf(f.needed(words)),
});

const storedLists = s.row({
  rota: storedList(partColumns.rota),
  notes: storedList(partColumns.notes),
  conditions: storedList(partColumns.conditions),
  notices: storedList(partColumns.notices),
  conflicts: storedList(partColumns.conflicts),
  items: f.or(
    s.list(
      f.field((value, timeZone) => ({
        item: storedItem.read(value, timeZone),
        ...itemLoans.read(value, timeZone),
      })),
    ),
    [],
  ),
  said: f.or(s.list(sourceValues), []),
});
const storedRequest = s.storedRow(requestColumns);

/** A request with all its rows, as another program of ours had stored it; people, places and requests are codes still. */
export type StoredInFile = { readonly request: CodedRow } & ReturnType<typeof storedLists.read>;

export const stored: Field<StoredInFile | undefined> = f.field((value, timeZone) =>
  value === undefined || value === null
    ? undefined
    : { request: storedRequest.read(value, timeZone), ...storedLists.read(value, timeZone) },
);
