import type { Code, Instant, ItemId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import { insertCondition, type ConditionRow } from '../../desk/store/conditions.queries.ts';
import { putConflict, type FileConflict } from '../../desk/store/file-conflicts.queries.ts';
import { putFileSaid } from '../../desk/store/file-said.queries.ts';
import { insertItem, volumeOf, type ItemRow } from '../../desk/store/items.queries.ts';
import { insertLoan, type LoanRow } from '../../desk/store/loans.queries.ts';
import { insertNote, type NoteRow } from '../../desk/store/notes.queries.ts';
import { insertNotice, type StoredNotice } from '../../desk/store/notices.queries.ts';
import {
  type RequestRow,
  findRequestRowByExternalId,
  insertRequest,
  lifeOf,
} from '../../desk/store/requests.queries.ts';
import { insertTurn, turnOf, type TurnRow } from '../../desk/store/turns.queries.ts';
import type { CheckedRequest } from '../checking/check-request.ts';
import { RowFault } from '../row-fault.ts';
import type { Reference } from '../checking/fields.ts';
import { type CodedRow, type Shape, withIds } from '../checking/shapes.ts';
import {
  type StoredInFile,
  itemColumns,
  loanColumns,
  partColumns,
  requestColumns,
} from '../checking/stored-shape.ts';
import { conflictWith, valuesWith } from './references-in-values.ts';
import { noRequest } from './put-parts.ts';
import { resolveRequest } from './resolve-request.ts';
import { type Writing, requireId } from './writing.ts';
import { t } from '../../../../shared/words/words.ts';

/** Returns the id for a code; undefined if there is no such record. */
const findId = ({ references, db }: Writing, to: Reference, code: Code): number | undefined => {
  if (to === 'patron') return references.patronId(code);
  if (to === 'request') return findRequestRowByExternalId(db, code)?.id;
  return references.idOf(to, code);
};

/** Replaces codes in a row with ids. @throws RowFault for the first code without a record. */
const resolved = <R>(writing: Writing, fields: Shape, row: CodedRow, path: string): R =>
  withIds(fields, row, (to, code, name) => {
    if (to === 'library' || to === 'desk' || to === 'partner')
      return requireId(writing, to, code, `${path}.${name}`);
    const id = findId(writing, to, code);
    if (id === undefined)
      throw new RowFault(
        `${path}.${name}`,
        t(
          'There is no patron with the barcode “{patron}”. Add the patron to the file or correct the barcode.',
          { patron: code },
        ),
      );
    return id;
  }) as R;

/** A row that refers to its turn by position, from 1. */
type OfTurn<Row extends { readonly turnId: TurnId }> = Omit<Row, 'id' | 'requestId' | 'turnId'> & {
  readonly turn: number;
};

type RestoredItem = OfTurn<ItemRow> & {
  readonly loans: readonly Omit<LoanRow, 'id' | 'itemId'>[];
};

const itemsOf = (writing: Writing, { items, turns }: StoredInFile): readonly RestoredItem[] => {
  const places = new Set<unknown>();
  return items.map(({ item, loans }, index) => {
    const path = `stored.items[${index}]`;
    if (places.has(item['volume']) || item['volume'] === 0)
      throw new RowFault(
        `${path}.volume`,
        t('Volume {volume} appears twice or has no number. Give each volume of the request its own number.', {
          volume: String(item['volume']),
        }),
      );
    places.add(item['volume']);
    checkTurn(item, turns.length, path);
    if (item['status'] === '') throw new RowFault(`${path}.status`, t('Missing'));
    const nobodys = loans.findIndex(({ endedOn, patronId }) => endedOn === null && patronId === null);
    if (nobodys !== -1) throw new RowFault(`${path}.loans[${nobodys}].patron`, t('Missing'));
    if (loans.filter(({ endedOn }) => endedOn === null).length > 1)
      throw new RowFault(
        `${path}.loans`,
        t('The item is on loan twice at the same time. Give all but one of its loans an “endedOn”.'),
      );
    return {
      ...resolved<Omit<RestoredItem, 'loans'>>(writing, itemColumns, item, path),
      loans: loans.map((loan, at) =>
        resolved<Omit<LoanRow, 'id' | 'itemId'>>(writing, loanColumns, loan, `${path}.loans[${at}]`),
      ),
    };
  });
};

/** @throws RowFault if a row names a turn that the request does not have. */
const checkTurn = (row: CodedRow, turns: number, path: string): void => {
  const turn = Number(row['turn']);
  if (turn < 1 || turn > turns)
    throw new RowFault(
      `${path}.turn`,
      t('“turns” has no entry {turn}. Entries are numbered from 1.', { turn }),
    );
};

/** The wish to cancel and the end are part of the life. */
type OwnRow = Pick<RequestRow, keyof typeof requestColumns>;

const turnsOf = (writing: Writing, { turns }: StoredInFile): readonly TurnRow[] =>
  turns.map((turn, index) => ({
    ...resolved<Omit<TurnRow, 'id' | 'requestId' | 'position'>>(
      writing,
      partColumns.turns,
      turn,
      `stored.turns[${index}]`,
    ),
    id: (index + 1) as TurnId,
    requestId: noRequest,
    position: index + 1,
  }));

const conditionsOf = (
  writing: Writing,
  { conditions, turns }: StoredInFile,
): readonly OfTurn<ConditionRow>[] =>
  conditions.map((condition, index) => {
    const path = `stored.conditions[${index}]`;
    checkTurn(condition, turns.length, path);
    return resolved(writing, partColumns.conditions, condition, path);
  });

/**
 * Adds a request exactly as another copy of Borrow Desk stored it, with all its rows. Derived values (its status, what is open) are
 * computed again.
 * @param authorize called before anything is written, with the library of a request without a pickup location.
 * @throws RowFault before anything is written.
 */
export const restoreRequest = (
  writing: Writing,
  request: CheckedRequest,
  stored: StoredInFile,
  authorize: (madeAtLibraryId: RequestRow['madeAtLibraryId']) => void,
): RequestId => {
  const { db } = writing;
  const own = resolved<OwnRow>(writing, requestColumns, stored.request, 'stored');
  authorize(own.madeAtLibraryId);
  const items = itemsOf(writing, stored);
  const turns = turnsOf(writing, stored);
  const conditions = conditionsOf(writing, stored);
  const notices = stored.notices.map((notice, index) =>
    resolved<Omit<StoredNotice, 'requestId'>>(
      writing,
      partColumns.notices,
      notice,
      `stored.notices[${index}]`,
    ),
  );
  const {
    status: _status,
    dueOn: _dueOn,
    partnerId: _partnerId,
    ...row
  } = resolveRequest(writing, request, undefined, undefined).row;
  const { cancelWish, cancelWishAt, endedAs, statusAt, overCostAt, ...rest } = own;
  const itemsHere = items.map(({ turn, loans: _loans, ...item }, index): ItemRow => ({
    ...item,
    id: (index + 1) as ItemId,
    requestId: noRequest,
    turnId: turn as TurnId,
  }));
  const life = lifeOf({ ...row, cancelWish, endedAs }, turns.map(turnOf), itemsHere.map(volumeOf));
  const id = insertRequest(
    db,
    { ...row, ...rest, externalId: request.externalId },
    { life, turns, items: itemsHere, since: { cancelWishAt, statusAt, overCostAt } },
  );
  const turnIds = turns.map((turn) => insertTurn(db, { ...turn, requestId: id }));
  const idOf = (turn: number): TurnId => turnIds[turn - 1] as TurnId;
  for (const { turn, ...condition } of conditions)
    insertCondition(db, id, { ...condition, turnId: idOf(turn) });
  items.forEach(({ loans, turn, ...item }) => {
    const itemId = insertItem(db, { ...item, requestId: id, turnId: idOf(turn) });
    for (const loan of loans) insertLoan(db, { ...loan, itemId });
  });
  for (const notice of notices) insertNotice(db, { ...notice, requestId: id });
  insertNotesAndValues(writing, id, stored);
  return id;
};

/** Inserts the notes of a request, its conflicts, and the last values of each source. */
const insertNotesAndValues = (writing: Writing, requestId: RequestId, stored: StoredInFile): void => {
  const { db } = writing;
  // A code without a record here was new when it was stored.
  const numberOf = (to: Reference, code: string | number): string | number =>
    findId(writing, to, String(code) as Code) ?? String(code);
  const notes = stored.notes.map((note) =>
    insertNote(db, { ...(note as unknown as NoteRow), opId: '', requestId }),
  );
  for (const { note, foundAt, settledAt, ...conflict } of stored.conflicts)
    putConflict(
      db,
      {
        ...conflictWith(conflict as unknown as Omit<FileConflict, 'requestId'>, numberOf),
        requestId,
        noteId: notes[Number(note) - 1] ?? null,
      },
      foundAt as Instant,
      settledAt as Instant | null,
    );
  for (const { source, digest, at, fields, parts } of stored.said)
    putFileSaid(
      db,
      requestId,
      source,
      { digest, said: JSON.stringify({ fields: valuesWith(fields, numberOf), parts }) },
      at as Instant,
    );
};
