import { citationOf } from '../../../../shared/domain/citation.ts';
import type { PatronId, RequestId } from '../../../../shared/domain/ids.ts';
import { wasAsked } from '../../../../shared/domain/life/turn.ts';
import { plainTexts } from '../../../../shared/domain/request-fields.ts';
import type { ReadableDB } from '../../db/types.ts';
import { type StoredCondition, listConditions } from '../../desk/store/conditions.queries.ts';
import { type StoredConflict, listConflicts } from '../../desk/store/file-conflicts.queries.ts';
import { listFileSaid } from '../../desk/store/file-said.queries.ts';
import { type StoredItem, listItems } from '../../desk/store/items.queries.ts';
import { type LoanRow, listLoansOfRequest } from '../../desk/store/loans.queries.ts';
import { loanedOnOf, receivedAtOf } from '../../desk/store/known-dates.ts';
import { type NoteRow, listNotes } from '../../desk/store/notes.queries.ts';
import { listNotices } from '../../desk/store/notices.queries.ts';
import { findPlace } from '../../desk/store/places.queries.ts';
import { type RequestRow, findRequestRow } from '../../desk/store/requests.queries.ts';
import { listTurns, type StoredTurn } from '../../desk/store/turns.queries.ts';
import type { CodeOf } from '../checking/fields.ts';
import { writeFields } from '../checking/shapes.ts';
import { itemColumns, loanColumns, partColumns, requestColumns } from '../checking/stored-shape.ts';
import { conflictWith, valuesWith } from '../storing/references-in-values.ts';
import type { SourceValues } from '../storing/source-values.ts';

/** A patron as exported to a file. */
type ExportedPatron = { readonly barcode: string; readonly name: string; readonly email: string };

/** The context for writing requests: codes for references, and patrons as this file shows them. */
export type ExportContext = {
  readonly db: ReadableDB;
  readonly codeOf: CodeOf;
  readonly patronOf: (id: PatronId, stored: ExportedPatron) => ExportedPatron;
  readonly withoutPatrons: boolean;
};

/** A patron without name, barcode and address. The number is the same in the whole file and in every export of the library. */
const numbered = (id: PatronId): ExportedPatron => ({
  barcode: `PATRON-${id}`,
  name: `Patron ${id}`,
  email: '',
});

/** The most codes cached; then the cache is cleared. */
const maxCodes = 20_000;

/** @param withoutPatrons replaces patrons with numbers, and leaves out what names them. */
export const openExport = (db: ReadableDB, withoutPatrons = false): ExportContext => {
  const known = new Map<string, string>();
  const find: CodeOf = (to, id) => {
    if (to === 'request') return findRequestRow(db, id as RequestId)?.externalId ?? '';
    if (to === 'patron')
      return withoutPatrons ? numbered(id as PatronId).barcode : (findPlace(db, 'patron', id)?.barcode ?? '');
    return findPlace(db, to, id)?.code ?? '';
  };
  return {
    db,
    withoutPatrons,
    patronOf: (id, stored) => (withoutPatrons ? numbered(id) : stored),
    codeOf: (to, id) => {
      const key = `${to} ${id}`;
      const code = known.get(key) ?? find(to, id);
      if (known.size >= maxCodes) known.clear();
      known.set(key, code);
      return code;
    },
  };
};

/** The parts of a request that come from other tables. */
type Parts = {
  readonly turns: readonly StoredTurn[];
  readonly items: readonly StoredItem[];
  readonly loans: readonly LoanRow[];
  readonly notes: readonly NoteRow[];
  readonly conditions: readonly StoredCondition[];
  readonly conflicts: readonly StoredConflict[];
};

/** Returns a request for a library file of version 3: fields for any reader, and all of its rows under `stored`. */
export const requestForFile = (out: ExportContext, row: RequestRow): object => {
  const { db } = out;
  const parts: Parts = {
    turns: turnsFor(out, row),
    items: listItems(db, row.id),
    loans: listLoansOfRequest(db, row.id),
    notes: notesOut(out, row),
    conditions: listConditions(db, row.id).map((condition) => ({
      ...condition,
      note: discreet(out, row, condition.note),
      answerNote: discreet(out, row, condition.answerNote),
    })),
    conflicts: out.withoutPatrons ? [] : listConflicts(db, row.id),
  };
  return withoutNothing({
    externalId: row.externalId,
    title: row.title,
    author: row.author,
    format: row.format,
    patron: row.patronId && out.codeOf('patron', row.patronId),
    pickup: row.pickupDeskId && out.codeOf('desk', row.pickupDeskId),
    turns: turnsOut(out, parts),
    status: row.status,
    dueOn: row.dueOn,
    createdAt: row.createdAt,
    volumes: row.volumesExpected,
    ...Object.fromEntries(plainTexts.map(([name]) => [name, discreet(out, row, row[name])])),
    againOf: row.againOf && out.codeOf('request', row.againOf),
    citation: filled({ ...citationOf(row), partnerNote: discreet(out, row, row.partnerNote) }),
    ...partsOut(out, row, parts),
    stored: storedOut(out, row, parts),
  });
};

const withoutNothing = (fields: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  );

const filled = (fields: object): object | null => {
  const found = withoutNothing({ ...fields });
  return Object.keys(found).length === 0 ? null : found;
};

/** The turns of a request. A file holds no letters, so a partner that was asked counts as informed. */
const turnsFor = ({ db }: ExportContext, { id }: RequestRow): readonly StoredTurn[] =>
  listTurns(db, id).map((turn) => (wasAsked(turn) ? { ...turn, heard: 1 } : turn));

/** A state and since when; null if there is none. */
const sinceOut = (state: string, at: string | null, more: object = {}): object | null =>
  state === 'none' ? null : withoutNothing({ state, at, ...more });

/** The turns in rota order. */
const turnsOut = ({ codeOf }: ExportContext, { turns, items, conditions }: Parts): readonly object[] =>
  turns.map((turn) => {
    const condition = conditions.findLast(({ turnId }) => turnId === turn.id);
    // Once volumes have arrived, the demand is recorded on them.
    const demanded =
      [turn, ...items.filter(({ turnId }) => turnId === turn.id)].find(({ demand }) => demand !== 'none') ??
      turn;
    return withoutNothing({
      partner: turn.partnerId && codeOf('partner', turn.partnerId),
      state: turn.state,
      at: turn.stateAt,
      word: turn.outsideWord,
      askedAt: turn.askedAt,
      shippedAt: turn.shippedAt,
      volumes: turn.askedFor,
      told: [
        ...(turn.heard === 1 ? ['request'] : []),
        ...(turn.knowsEnd === 1 ? ['end'] : []),
        ...(turn.knowsRest === 1 ? ['rest'] : []),
      ],
      cancellation: sinceOut(turn.cancellation, turn.cancellationAt),
      parcel: sinceOut(turn.parcel, turn.parcelAt),
      demand: sinceOut(demanded.demand, demanded.demandAt, { backBy: demanded.backBy }),
      condition: condition && { reason: condition.reason, note: condition.note, replyBy: condition.replyBy },
      dueOn: turn.dueOn,
      cost: turn.cost,
    });
  });

/** In a file without patrons, replaces the name, barcode and address of the request's patron in a text. */
const discreet = ({ db, withoutPatrons }: ExportContext, { patronId }: RequestRow, text: string): string => {
  if (!withoutPatrons || patronId === null || text === '') return text;
  const patron = findPlace(db, 'patron', patronId);
  return [patron?.name, patron?.barcode, patron?.email]
    .filter((said) => said !== undefined && said !== '')
    .reduce<string>((left, said) => left.replaceAll(String(said), numbered(patronId).barcode), text);
};

/** The notes of a request. A file without patrons leaves out notes about conflicts, because they name patrons. */
const notesOut = (out: ExportContext, row: RequestRow): readonly NoteRow[] => {
  const notes = listNotes(out.db, row.id);
  if (!out.withoutPatrons) return notes;
  const ofConflicts = new Set(listConflicts(out.db, row.id).map(({ noteId }) => noteId));
  return notes
    .filter(({ id }) => !ofConflicts.has(id))
    .map((note) => ({ ...note, body: discreet(out, row, note.body) }));
};

/** Notes, items and the fields of `lifeShape`. */
const partsOut = (
  { codeOf }: ExportContext,
  row: RequestRow,
  { items, turns, loans, notes }: Parts,
): object => {
  // A file cannot refer to a volume without a barcode.
  const named = items.filter(({ barcode }) => barcode !== '');
  return {
    notes: notes
      .filter(({ operatorName }) => operatorName === '')
      .map(({ author, body, active, createdAt }) => ({
        from: author,
        text: body,
        active: active === 1,
        createdAt,
      })),
    items: named.map((item) => {
      const loan = loans.findLast(({ itemId }) => itemId === item.id);
      return withoutNothing({
        barcode: item.barcode,
        status: item.status,
        receivedAt: receivedAtOf(item),
        desk: item.deskId && codeOf('desk', item.deskId),
        turn: placeOf(turns, item),
        goesBack: item.use === 'goes-back' ? true : null,
        returnedAt: item.returnedAt,
        checkIn: item.checkIn === 'none' ? null : item.checkIn,
        dueOn: item.dueOn,
        volume: item.label,
        loan: loan ? { loanedOn: loanedOnOf(loan), dueOn: loan.dueOn, endedOn: loan.endedOn } : null,
      });
    }),
    ...lifeOut(row, named),
  };
};

/** The position of a row's turn among the turns, from 1. */
const placeOf = (turns: readonly StoredTurn[], { turnId }: { readonly turnId: StoredTurn['id'] }): number =>
  turns.findIndex(({ id }) => id === turnId) + 1;

/** Open renewals and reports of the volumes, the wish to cancel, and how the request ended. */
const lifeOut = (row: RequestRow, named: readonly StoredItem[]): object => ({
  cancelWish: row.cancelWish && { by: row.cancelWish, at: row.cancelWishAt },
  renewals: named
    .filter(({ renewal }) => renewal !== 'none')
    .map(({ barcode, renewal, renewalUntil }) => ({
      items: [barcode],
      state: renewal,
      until: renewalUntil,
    })),
  reports: named
    .filter(({ report }) => report !== 'none')
    .map(({ barcode, report }) => ({ item: barcode, kind: report })),
  end: row.endedAs,
});

/** All rows of a request. */
const storedOut = (
  out: ExportContext,
  row: RequestRow,
  { turns, items, loans, notes, conditions, conflicts }: Parts,
): object => {
  const { db, codeOf } = out;
  const rowsOf = (part: keyof typeof partColumns, rows: readonly object[]): object => ({
    [part]: rows.map((one) => writeFields(partColumns[part], one, codeOf)),
  });
  return {
    ...writeFields(requestColumns, { ...row, cancelNote: discreet(out, row, row.cancelNote) }, codeOf),
    ...rowsOf('turns', turns),
    ...rowsOf('notes', notes),
    ...rowsOf(
      'conditions',
      conditions.map((condition) => ({ ...condition, turn: placeOf(turns, condition) })),
    ),
    items: items.map((item) => ({
      ...writeFields(itemColumns, { ...item, turn: placeOf(turns, item) }, codeOf),
      loans: loans
        .filter(({ itemId }) => itemId === item.id)
        .map((loan) => writeFields(loanColumns, loan, codeOf)),
    })),
    ...rowsOf('notices', listNotices(db, row.id)),
    ...rowsOf(
      'conflicts',
      conflicts.map(({ noteId, ...conflict }) => ({
        // Digits in a text are an id, unless they are the code of a record that was new.
        ...conflictWith(conflict, (to, value) =>
          /^\d+$/.test(String(value)) ? codeOf(to, Number(value)) : value,
        ),
        note: notes.findIndex(({ id }) => id === noteId) + 1,
      })),
    ),
    said: sourceValuesOut(out, row.id),
  };
};

/** The last values from other systems' files. Those from library files are left out: this file replaces them. */
const sourceValuesOut = ({ db, codeOf, withoutPatrons }: ExportContext, id: RequestId): readonly object[] =>
  withoutPatrons
    ? []
    : listFileSaid(db, id)
        .filter(({ source }) => source !== librarySource)
        .map(({ said, ...source }) => {
          const { fields, parts } = JSON.parse(said) as SourceValues;
          const named = valuesWith(fields, (to, value) =>
            typeof value === 'number' ? codeOf(to, value) : value,
          );
          return { ...source, fields: named, parts };
        });

/** The source name of library files. */
export const librarySource = 'library-file';
