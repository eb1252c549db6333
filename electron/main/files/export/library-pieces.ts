import type { PlaceKind } from '../../../../shared/ipc/calls/places.ts';
import type { ReadableDB } from '../../db/types.ts';
import { listBarcodeSeries } from '../../desk/store/barcode-series.queries.ts';
import { listClosedDays, listHours } from '../../desk/store/calendar.queries.ts';
import { listTemplates } from '../../desk/store/letter-templates.queries.ts';
import { listGrants, listOperatorRows } from '../../desk/store/operators.queries.ts';
import { type PlaceRows, listPlacesAfter } from '../../desk/store/places.queries.ts';
import { listReasons } from '../../desk/store/reasons.queries.ts';
import { type RequestRow, countRequests, listRequestRowsAfter } from '../../desk/store/requests.queries.ts';
import { listLibrarySettings } from '../../desk/store/settings.queries.ts';
import { places, rules } from '../checking/library-shape.ts';
import { writeFields } from '../checking/shapes.ts';
import { type Section, fileVersions, sections } from '../sections.ts';
import { type ExportContext, openExport, requestForFile } from './request-for-file.ts';
import type { Piece } from './table-pieces.ts';

/** Rows per query, so that memory use stays small. */
const rowBatchSize = 500;

/**
 * Yields the text of the library file piece by piece. The caller reads within one transaction.
 * @param withoutPatrons replaces patrons with numbers.
 */
export function* libraryPieces(db: ReadableDB, withoutPatrons: boolean): Generator<Piece> {
  const out = openExport(db, withoutPatrons);
  let requests = 0;
  yield { piece: `{"format":"borrow-desk/library","version":${fileVersions.at(-1) ?? 3}`, rows: 0 };
  for (const section of sections) {
    yield { piece: `,\n"${section}":[`, rows: requests };
    let before = '\n';
    for (const row of rowsOf[section](out)) {
      if (section === 'requests') requests += 1;
      yield { piece: `${before}${JSON.stringify(row)}`, rows: requests };
      before = ',\n';
    }
    yield { piece: '\n]', rows: requests };
  }
  yield { piece: '\n}\n', rows: requests };
}

/** Returns the number of requests in the file. */
export const requestsOfLibrary = (db: ReadableDB): number => countRequests(db);

/** Yields all rows, read in batches. */
function* inPortions<Row extends { readonly id: number }>(
  read: (after: Row['id'] | 0) => readonly Row[],
): Generator<Row> {
  for (let after: Row['id'] | 0 = 0; ;) {
    const rows = read(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < rowBatchSize) return;
    after = last.id;
  }
}

function* mapped<Row>(rows: Iterable<Row>, toFile: (row: Row) => object): Generator<object> {
  for (const row of rows) yield toFile(row);
}

/** Yields the records of a kind. @param more fields from other tables. */
const records = <Kind extends PlaceKind>(
  { db, codeOf }: ExportContext,
  kind: Kind,
  more: (row: PlaceRows[Kind]) => object = () => ({}),
): Iterable<object> =>
  mapped(
    inPortions<PlaceRows[Kind]>((after) => listPlacesAfter(db, kind, after, rowBatchSize)),
    (row) => ({ ...writeFields(places[kind], row, codeOf, false), ...more(row) }),
  );

/** The rows of each section. */
const rowsOf: Readonly<Record<Section, (out: ExportContext) => Iterable<object>>> = {
  libraries: (out) =>
    records(out, 'library', ({ id }) => ({
      hours: listHours(out.db, id),
      closedDays: listClosedDays(out.db, id),
    })),
  desks: (out) => records(out, 'desk'),
  operators: ({ db, codeOf }) => {
    const grants = listGrants(db);
    return listOperatorRows(db).map(({ id, name, active }) => ({
      name,
      active: active === 1,
      roles: grants
        .filter(({ operatorId }) => operatorId === id)
        .map(({ role, libraryId, deskId }) => ({
          role,
          library: codeOf('library', libraryId),
          ...(deskId !== null && { desk: codeOf('desk', deskId) }),
        })),
    }));
  },
  reasons: ({ db, codeOf }) =>
    listReasons(db).map((reason) => writeFields(rules.reason, reason, codeOf, false)),
  templates: ({ db, codeOf }) =>
    listTemplates(db).map(({ libraryId, ...template }) => ({
      library: codeOf('library', libraryId),
      ...template,
    })),
  settings: ({ db, codeOf }) =>
    listLibrarySettings(db).map(({ libraryId, key, value }) => ({
      name: key,
      ...(libraryId !== null && { library: codeOf('library', libraryId) }),
      value: JSON.parse(value) as unknown,
    })),
  barcodeSeries: ({ db }) => listBarcodeSeries(db),
  partners: (out) => records(out, 'partner'),
  patrons: (out) =>
    records(out, 'patron', ({ id, barcode, name, email }) => out.patronOf(id, { barcode, name, email })),
  requests: (out) =>
    mapped(
      inPortions<RequestRow>((after) => listRequestRowsAfter(out.db, after, rowBatchSize)),
      (row) => requestForFile(out, row),
    ),
};
