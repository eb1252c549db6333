import { citationOf } from '../../../../shared/domain/citation.ts';
import type { PatronId, RequestId } from '../../../../shared/domain/ids.ts';
import { plainTexts } from '../../../../shared/domain/request-fields.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { StoredCondition } from '../../desk/store/conditions.queries.ts';
import { listConditions } from '../../desk/store/conditions.queries.ts';
import type { StoredConflict } from '../../desk/store/file-conflicts.queries.ts';
import { listConflicts } from '../../desk/store/file-conflicts.queries.ts';
import { listFileSaid } from '../../desk/store/file-said.queries.ts';
import type { StoredItem } from '../../desk/store/items.queries.ts';
import { listItems } from '../../desk/store/items.queries.ts';
import type { LoanRow } from '../../desk/store/loans.queries.ts';
import { listLoansOfRequest } from '../../desk/store/loans.queries.ts';
import type { NoteRow } from '../../desk/store/notes.queries.ts';
import { listNotes } from '../../desk/store/notes.queries.ts';
import { listNotices } from '../../desk/store/notices.queries.ts';
import { findPlace } from '../../desk/store/places.queries.ts';
import type { RequestRow } from '../../desk/store/requests.queries.ts';
import { findRequestRow } from '../../desk/store/requests.queries.ts';
import { listRota } from '../../desk/store/rota.queries.ts';
import type { Reference } from '../stored-rows.ts';
import {
  asWritten,
  conditionFields,
  conflictFields,
  itemFields,
  loanFields,
  noteFields,
  noticeFields,
  renamedConflict,
  renamedSaid,
  requestFields,
  rotaFields,
} from '../stored-rows.ts';
import type { Said } from '../storing/said.ts';

/** How a patron stands in a file. */
export type PatronOut = { readonly barcode: string; readonly name: string; readonly email: string };

/** With what requests are written: names of what they refer to, and who the patrons are in this file. */
export type RequestsOut = {
  readonly db: ReadableDB;
  readonly codeOf: (to: Reference, id: number) => string;
  readonly patronOf: (id: PatronId, stored: PatronOut) => PatronOut;
  readonly withoutPatrons: boolean;
};

/** A patron without name, barcode and address: the same number in the whole file, and in the next one of the same library. */
const numbered = (id: PatronId): PatronOut => ({ barcode: `PATRON-${id}`, name: `Patron ${id}`, email: '' });

/** So many codes are remembered of each kind; others are looked up again. */
const mostCodes = 20_000;

/** @param withoutPatrons patrons get numbers, and what names them is left out. */
export const openRequestsOut = (db: ReadableDB, withoutPatrons = false): RequestsOut => {
  const known = new Map<string, string>();
  const find = (to: Reference, id: number): string => {
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
      if (known.size >= mostCodes) known.clear();
      known.set(key, code);
      return code;
    },
  };
};

/** What of a request is read from other tables. */
type Parts = {
  readonly items: readonly StoredItem[];
  readonly loans: readonly LoanRow[];
  readonly notes: readonly NoteRow[];
  readonly conditions: readonly StoredCondition[];
  readonly conflicts: readonly StoredConflict[];
};

/** A request as it stands in a library file of version 2: what every reader takes, and under `stored` all of its rows. */
export const requestOut = (out: RequestsOut, row: RequestRow): object => {
  const { db } = out;
  const parts: Parts = {
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
    ...rotaOut(out, row),
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
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== ''));

const filled = (fields: object): object | null => {
  const found = withoutNothing({ ...fields });
  return Object.keys(found).length === 0 ? null : found;
};

/** The rota, with whose turn it is: a partner that was given by hand stands at its end. */
const rotaOut = ({ db, codeOf }: RequestsOut, { id, activePartnerId }: RequestRow): object => {
  const partners = listRota(db, id).map(({ partnerId }) => codeOf('partner', partnerId));
  const active = activePartnerId && codeOf('partner', activePartnerId);
  return {
    rota: active === null || partners.includes(active) ? partners : [...partners, active],
    activePartner: active,
  };
};

/** A text without the name, barcode and address of the request's patron, in a file without patrons. */
const discreet = ({ db, withoutPatrons }: RequestsOut, { patronId }: RequestRow, text: string): string => {
  if (!withoutPatrons || patronId === null || text === '') return text;
  const patron = findPlace(db, 'patron', patronId);
  return [patron?.name, patron?.barcode, patron?.email]
    .filter((said) => said !== undefined && said !== '')
    .reduce<string>((left, said) => left.replaceAll(String(said), numbered(patronId).barcode), text);
};

/** The notes; in a file without patrons not those that tell of two files' patrons. */
const notesOut = (out: RequestsOut, row: RequestRow): readonly NoteRow[] => {
  const notes = listNotes(out.db, row.id);
  if (!out.withoutPatrons) return notes;
  const ofConflicts = new Set(listConflicts(out.db, row.id).map(({ noteId }) => noteId));
  return notes
    .filter(({ id }) => !ofConflicts.has(id))
    .map((note) => ({ ...note, body: discreet(out, row, note.body) }));
};

/** What a reader takes that has the request already. */
const partsOut = (
  { codeOf }: RequestsOut,
  row: RequestRow,
  { items, loans, notes, conditions }: Parts,
): object => {
  // A volume without a barcode has no name by which a file could speak of it.
  const named = items.filter(({ barcode }) => barcode !== '');
  const condition = conditions.at(-1);
  return {
    notes: notes
      .filter(({ operatorName }) => operatorName === '')
      .map(({ author, body, active, createdAt }) => ({
        from: author,
        text: body,
        active: active === 1,
        createdAt,
      })),
    condition: condition
      ? { reason: condition.reason, note: condition.note, replyBy: condition.replyBy }
      : null,
    items: named.map((item) => {
      const loan = loans.findLast(({ itemId }) => itemId === item.id);
      return withoutNothing({
        barcode: item.barcode,
        status: item.status,
        receivedAt: item.receivedAt,
        desk: item.deskId && codeOf('desk', item.deskId),
        partner: item.partnerId && codeOf('partner', item.partnerId),
        dueOn: item.dueOn,
        volume: item.label,
        loan: loan ? { loanedOn: loan.loanedOn, dueOn: loan.dueOn, endedOn: loan.endedOn } : null,
      });
    }),
    ...(row.cancellation !== 'none' && {
      cancellation: {
        state: row.cancellation,
        at: row.cancellationAt,
        requestedBy: row.cancelledFor ?? 'staff',
      },
    }),
    renewals: named
      .filter(({ renewal }) => renewal !== 'none')
      .map(({ barcode, renewal, renewalUntil }) => ({
        items: [barcode],
        state: renewal,
        until: renewalUntil,
      })),
    demands: named
      .filter(({ demand }) => demand !== 'none')
      .map(({ partnerId, demand, backBy }) => ({
        partner: partnerId && codeOf('partner', partnerId),
        kind: demand,
        backBy,
      })),
    reports: [
      ...named
        .filter(({ report }) => report !== 'none')
        .map(({ barcode, report }) => ({ item: barcode, kind: report })),
      ...(row.parcel === 'none' ? [] : [{ item: null, kind: row.parcel }]),
    ],
    end: row.endedAs,
  };
};

/** All rows of a request. */
const storedOut = (
  out: RequestsOut,
  row: RequestRow,
  { items, loans, notes, conditions, conflicts }: Parts,
): object => {
  const { db, codeOf } = out;
  const cancelNote = discreet(out, row, row.cancelNote);
  return {
    ...asWritten(requestFields, { ...row, cancelNote }, codeOf),
    rota: listRota(db, row.id).map((line) => asWritten(rotaFields, line, codeOf)),
    notes: notes.map((note) => asWritten(noteFields, note, codeOf)),
    conditions: conditions.map((condition) => asWritten(conditionFields, condition, codeOf)),
    items: items.map((item) => ({
      ...asWritten(itemFields, item, codeOf),
      loans: loans
        .filter(({ itemId }) => itemId === item.id)
        .map((loan) => asWritten(loanFields, loan, codeOf)),
    })),
    notices: listNotices(db, row.id).map((notice) => asWritten(noticeFields, notice, codeOf)),
    conflicts: conflicts.map(({ noteId, ...conflict }) =>
      asWritten(
        conflictFields,
        {
          // A number in a text, unless it is the code of something that was new.
          ...renamedConflict(conflict, (to, value) =>
            /^\d+$/.test(String(value)) ? codeOf(to, Number(value)) : value,
          ),
          note: notes.findIndex(({ id }) => id === noteId) + 1,
        },
        codeOf,
      ),
    ),
    said: saidOut(out, row.id),
  };
};

/** What other systems said of a request the last time. What a library file said, the one that is written says anew. */
const saidOut = ({ db, codeOf, withoutPatrons }: RequestsOut, id: RequestId): readonly object[] =>
  withoutPatrons
    ? []
    : listFileSaid(db, id)
        .filter(({ source }) => source !== librarySource)
        .map(({ source, digest, said, at }) => {
          const { fields, parts } = JSON.parse(said) as Said;
          return {
            source,
            digest,
            at,
            fields: renamedSaid(fields, (to, value) =>
              typeof value === 'number' ? codeOf(to, value) : value,
            ),
            parts,
          };
        });

/** The name of library files among the sources of what was said. */
export const librarySource = 'library-file';
