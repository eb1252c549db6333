import { cancelWishes, endStates } from '../../../../shared/domain/life/request.machine.ts';
import { turnCancellations, turnParcels, turnStates } from '../../../../shared/domain/life/turn.ts';
import { demandStates, renewalStates, reportStates } from '../../../../shared/domain/life/volume.ts';
import { noticeKinds } from '../../../../shared/domain/letters/all-letters.ts';
import { t } from '../../../../shared/words/words.ts';
import type { ConditionRow } from '../../desk/store/conditions.queries.ts';
import type { FileConflict } from '../../desk/store/file-conflicts.queries.ts';
import type { ItemRow } from '../../desk/store/items.queries.ts';
import type { LoanRow } from '../../desk/store/loans.queries.ts';
import type { NoteRow } from '../../desk/store/notes.queries.ts';
import type { StoredNotice } from '../../desk/store/notices.queries.ts';
import type { RequestRow } from '../../desk/store/requests.queries.ts';
import type { TurnRow } from '../../desk/store/turns.queries.ts';
import type { Field } from './fields.ts';
import * as f from './fields.ts';
import type { CodedRow, Shape } from './shapes.ts';
import * as s from './shapes.ts';

const { limits } = f;
const missing = t('Missing');

// The rows of a request as the database holds them. A file has them under `stored`, without values that are empty, null or 0.

type Columns<R> = { readonly [C in keyof R & string]?: Field };
const number = f.count(0, 1_000_000);
const requiredMoment = f.required(f.moment, missing);
const storedDay = f.required(f.day, missing);
const note = f.text(limits.note);
const short = f.text(limits.short);
const words = f.text(limits.word);

/** Columns of the request itself, beyond the fields that any file may have. */
export const requestColumns = {
  madeAtLibraryId: f.reference('library'),
  cancelWish: f.word(cancelWishes),
  cancelWishAt: f.moment,
  endedAs: f.word(endStates),
  receivingOpen: f.flag,
  cancelReason: short,
  cancelNote: note,
  cancelNotify: f.flag,
  updatedAt: requiredMoment,
  assumedMoments: note,
  workedOn: f.flag,
  neededByKept: f.dayText,
  costKept: short,
  pickupAt: f.moment,
  statusAt: f.moment,
  overCostAt: f.moment,
  patronErasedAt: f.moment,
} as const satisfies Columns<RequestRow>;

/** The position of its turn in the list of turns, from 1. */
const turn = f.required(number, missing);

export const itemColumns = {
  turn,
  barcode: f.code,
  volume: f.required(number, missing),
  status: words,
  statusAt: f.moment,
  deskId: f.reference('desk'),
  owningDeskId: f.reference('desk'),
  destinationDeskId: f.reference('desk'),
  goingBack: f.flag,
  receivedAt: requiredMoment,
  receivedUnknown: f.flag,
  shelvedAt: f.moment,
  holdUntil: f.day,
  broughtBack: f.flag,
  dueOn: f.day,
  receiptTold: f.flag,
  use: f.word(['for-patron', 'goes-back'], 'for-patron'),
  useAt: f.moment,
  label: short,
  renewal: f.word(renewalStates, 'none'),
  renewalAt: f.moment,
  renewalUntil: f.day,
  demand: f.word(demandStates, 'none'),
  demandAt: f.moment,
  backBy: f.day,
  report: f.word(reportStates, 'none'),
  reportAt: f.moment,
  checkIn: f.word(['none', 'checked-in', 'missed'], 'none'),
  checkInAt: f.moment,
  returnedAt: f.moment,
  leftShelfSince: f.moment,
  leftShelfAt: f.moment,
  leftShelfAs: f.text(limits.word, null),
} as const satisfies Columns<Omit<ItemRow, 'turnId'> & Record<'turn', unknown>>;

export const loanColumns = {
  /** Null after the patron was erased. */
  patronId: f.reference('patron'),
  loanedOn: storedDay,
  beginUnknown: f.flag,
  dueOn: storedDay,
  endedOn: f.day,
  periodDays: number,
  renewals: number,
  renewalDueOn: f.day,
} as const satisfies Columns<LoanRow>;

/** The lists of rows other than items. */
export const partColumns = {
  turns: {
    partnerId: f.reference('partner'),
    state: f.word(turnStates, 'waiting'),
    stateAt: f.moment,
    outsideWord: f.text(limits.word, null),
    askedAt: f.moment,
    shippedAt: f.moment,
    askedFor: { ...f.count(1, 10_000), none: null },
    heard: f.flag,
    knowsEnd: f.flag,
    knowsRest: f.flag,
    cancellation: f.word(turnCancellations, 'none'),
    cancellationAt: f.moment,
    parcel: f.word(turnParcels, 'none'),
    parcelAt: f.moment,
    demand: f.word(demandStates, 'none'),
    demandAt: f.moment,
    backBy: f.day,
    dueOn: f.day,
    cost: short,
  } as const satisfies Columns<TurnRow>,
  notes: {
    author: f.word(['partner', 'staff'], 'staff'),
    body: note,
    active: f.flag,
    createdAt: requiredMoment,
    operatorName: f.text(limits.name),
    dismissedAt: f.moment,
  } as const satisfies Columns<NoteRow>,
  conditions: {
    turn,
    reason: short,
    note,
    replyBy: f.day,
    setAt: f.moment,
    answer: f.word(['yes', 'no']),
    answerNote: note,
    answeredAt: f.moment,
    endedAt: f.moment,
  } as const satisfies Columns<Omit<ConditionRow, 'turnId'> & Record<'turn', unknown>>,
  /** Notices that were already written to a patron, so that each is written only once. */
  notices: {
    barcode: f.code,
    patronId: f.required(f.reference('patron'), missing),
    kind: f.word(noticeKinds),
    day: storedDay,
    stage: number,
    at: requiredMoment,
  } as const satisfies Columns<StoredNotice>,
  /** Fields whose values differ between a file and this desk. `note` is the position in the list of notes, from 1. */
  conflicts: {
    source: words,
    field: words,
    before: f.text(limits.title, null),
    here: f.text(limits.title, null),
    there: f.text(limits.title, null),
    note: number,
    fileName: f.text(limits.name),
    foundAt: requiredMoment,
    settledAt: f.moment,
  } as const satisfies Columns<FileConflict & Record<'note' | 'foundAt' | 'settledAt', unknown>>,
};

const storedList = (columns: Shape): Field<readonly CodedRow[]> => f.or(s.list(s.storedRow(columns)), []);

const storedItem = s.storedRow(itemColumns);
const itemLoans = s.row({ loans: storedList(loanColumns) });

/** The values that another file source last had for a request. */
const sourceValues = s.row({
  source: f.required(words),
  digest: f.required(words),
  at: requiredMoment,
  fields: s.recordOf(f.textOrNumber(limits.title)),
  parts: s.recordOf(f.required(words)),
});

const storedLists = s.row({
  turns: storedList(partColumns.turns),
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

/**
 * A request with all its rows, as another copy of Borrow Desk stored it; people, places and requests are still codes. Undefined for a
 * request without turns (version 2): then the other fields are read.
 */
export type StoredInFile = { readonly request: CodedRow } & ReturnType<typeof storedLists.read>;

export const stored: Field<StoredInFile | undefined> = f.field((value, timeZone) =>
  value === undefined || value === null || (s.anyRow.read(value, timeZone)['turns'] ?? null) === null
    ? undefined
    : { request: storedRequest.read(value, timeZone), ...storedLists.read(value, timeZone) },
);
