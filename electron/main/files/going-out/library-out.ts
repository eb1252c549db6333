import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { PlaceKind } from '../../../../shared/ipc/calls/places.ts';
import type { ReadableDB } from '../../db/types.ts';
import { listBarcodeSeries } from '../../desk/store/barcode-series.queries.ts';
import { listClosedDays, listHours } from '../../desk/store/calendar.queries.ts';
import { listTemplates } from '../../desk/store/letter-templates.queries.ts';
import { listGrants, listOperatorRows } from '../../desk/store/operators.queries.ts';
import type { PlaceRows } from '../../desk/store/places.queries.ts';
import { listPlacesAfter } from '../../desk/store/places.queries.ts';
import { listReasons } from '../../desk/store/reasons.queries.ts';
import { countRequests, listRequestRowsAfter } from '../../desk/store/requests.queries.ts';
import { listLibrarySettings } from '../../desk/store/settings.queries.ts';
import type { Section } from '../sections.ts';
import { fileVersions, sections } from '../sections.ts';
import type { RequestsOut } from './request-out.ts';
import { openRequestsOut, requestOut } from './request-out.ts';
import type { Piece } from './table-out.ts';

/** So many rows are read at once: nothing keeps more in memory. */
const rowsAtOnce = 500;

/**
 * The text of the library file, piece by piece, as the database has it in one transaction.
 * @param withoutPatrons patrons become numbers.
 */
export function* libraryOut(db: ReadableDB, withoutPatrons: boolean): Generator<Piece> {
  const out = openRequestsOut(db, withoutPatrons);
  let requests = 0;
  yield { piece: `{"format":"borrow-desk/library","version":${fileVersions.at(-1) ?? 2}`, rows: 0 };
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

/** How many requests the file will have. */
export const requestsOfLibrary = (db: ReadableDB): number => countRequests(db);

function* places<Kind extends PlaceKind>({ db }: RequestsOut, kind: Kind): Generator<PlaceRows[Kind]> {
  for (let after = 0; ;) {
    const rows = listPlacesAfter(db, kind, after, rowsAtOnce);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < rowsAtOnce) return;
    after = last.id;
  }
}

function* requests(out: RequestsOut): Generator<object> {
  for (let after: RequestId | 0 = 0; ;) {
    const rows = listRequestRowsAfter(out.db, after, rowsAtOnce);
    for (const row of rows) yield requestOut(out, row);
    const last = rows.at(-1);
    if (!last || rows.length < rowsAtOnce) return;
    after = last.id;
  }
}

function* mapped<Row>(rows: Iterable<Row>, toFile: (row: Row) => object): Generator<object> {
  for (const row of rows) yield toFile(row);
}

const asList = (json: string): unknown => JSON.parse(json) as unknown;

const contact = ({
  code,
  name,
  address,
  email,
  phone,
}: Pick<PlaceRows['library'], 'code' | 'name' | 'address' | 'email' | 'phone'>): object => ({
  code,
  name,
  address: asList(address),
  email,
  phone,
});

const edited = ({ editedAt }: Pick<PlaceRows['library'], 'editedAt'>): object =>
  editedAt === null ? {} : { editedAt };

/** The rows of each section, one after the other. */
const rowsOf: Readonly<Record<Section, (out: RequestsOut) => Iterable<object>>> = {
  libraries: (out) =>
    mapped(places(out, 'library'), (row) => ({
      ...contact(row),
      ...edited(row),
      barcodePrefix: row.barcodePrefix,
      lettersOff: asList(row.lettersOff),
      hours: listHours(out.db, row.id),
      closedDays: listClosedDays(out.db, row.id),
    })),
  desks: (out) =>
    mapped(places(out, 'desk'), (row) => ({
      code: row.code,
      name: row.name,
      library: out.codeOf('library', row.libraryId),
      holdShelf: row.holdShelf === 1,
      receives: row.receives === 1,
      active: row.active === 1,
      ...edited(row),
    })),
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
  reasons: ({ db }) =>
    listReasons(db).map(({ code, label, active, position }) => ({
      code,
      label,
      active: active === 1,
      position,
    })),
  templates: ({ db }) => listTemplates(db),
  settings: ({ db }) =>
    listLibrarySettings(db).map(({ key, value }) => ({ name: key, value: asList(value) })),
  barcodeSeries: ({ db }) => listBarcodeSeries(db),
  partners: (out) =>
    mapped(places(out, 'partner'), (row) => ({
      ...contact(row),
      renewsAutomatically: row.renewsAutomatically === 1,
      cancelNeedsConsent: row.cancelNeedsConsent === 1,
      active: row.active === 1,
      lettersOff: asList(row.lettersOff),
      ...edited(row),
    })),
  patrons: (out) =>
    mapped(places(out, 'patron'), (row) => ({
      ...out.patronOf(row.id, { barcode: row.barcode, name: row.name, email: row.email }),
      library: row.libraryId && out.codeOf('library', row.libraryId),
      ...edited(row),
    })),
  requests,
};
