import BetterSqlite3 from 'better-sqlite3';
import { migrate } from '../../../electron/main/db/migrate.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import type { StoredItem } from '../../../electron/main/desk/store/items.queries.ts';
import { listItems, volumeOf } from '../../../electron/main/desk/store/items.queries.ts';
import type { RequestRow } from '../../../electron/main/desk/store/requests.queries.ts';
import { findRequestRow, lifeOf } from '../../../electron/main/desk/store/requests.queries.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { lifeOfWord } from '../../../shared/domain/life/from-status.ts';
import { openQuestionsOf, statusOf } from '../../../shared/domain/life/status.ts';

// Requests as the version before migration 90 had them, and what they are after it.

export const at = '2026-11-10T08:00:00.000Z';

let kept: Buffer | undefined;

/** A database of that version, with a library, a desk, a partner, a patron and an operator. It is migrated once. */
export const before = (): BetterSqlite3.Database => new BetterSqlite3((kept ??= make()));

const make = (): Buffer => {
  const db = new BetterSqlite3(':memory:');
  migrate(
    db,
    migrations.filter(({ version }) => version < 90),
  );
  db.exec(`
    INSERT INTO library (id, code, name) VALUES (1, 'MAIN', 'Main Library');
    INSERT INTO desk (id, code, name, library_id) VALUES (1, 'MAIN-CIRC', 'Main', 1);
    INSERT INTO partner (id, code, name) VALUES (1, 'NORTH', 'North');
    INSERT INTO patron (id, barcode, name, library_id) VALUES (1, 'P1', 'Reader, A.', 1);
    INSERT INTO operator (id, name) VALUES (1, 'A. Operator');`);
  const image = db.serialize();
  db.close();
  return image;
};

/** Where a volume may be as the version before had it, and whether somebody has or had it on loan. */
export const places = [
  { status: 'in-transit' },
  { status: 'in-transit', goingBack: 1 },
  { status: 'in-transit', goingBack: 1, lent: 'before' },
  { status: 'on-hold-shelf' },
  { status: 'on-loan', lent: 'now' },
  { status: 'returned-by-patron', lent: 'before' },
  { status: 'returned-to-partner' },
  { status: 'lost' },
  { status: 'at-the-bindery' },
] as const satisfies readonly { status: string; goingBack?: 0 | 1; lent?: 'now' | 'before' }[];
export type Place = (typeof places)[number];

/** Every choice of up to so many places, in any of which several volumes may be. */
export const choices = (most: number, from = 0): readonly (readonly Place[])[] =>
  most === 0
    ? [[]]
    : [
        [],
        ...places.flatMap((place, index) =>
          index < from ? [] : choices(most - 1, index).map((others) => [place, ...others]),
        ),
      ];

const statements = (db: BetterSqlite3.Database) => ({
  request: db.prepare(
    `INSERT INTO request (id, external_id, title, status, patron_id, pickup_desk_id, active_partner_id, due_on, updated_at)
     VALUES (@id, 'R' || @id, 'Title', @status, 1, 1, 1, '2027-01-15', '${at}')`,
  ),
  item: db.prepare(
    `INSERT INTO item (request_id, barcode, volume, status, desk_id, owning_desk_id, going_back, received_at)
     VALUES (@requestId, 'N-' || @requestId || '-' || @volume, @volume, @status, 1, 1, @goingBack, '${at}')`,
  ),
  loan: db.prepare(
    `INSERT INTO loan (item_id, patron_id, loaned_on, due_on, ended_on, period_days) VALUES (?, 1, '2026-11-11', '2026-12-11', ?, 30)`,
  ),
});

type Request = readonly [id: number, status: string, volumes: readonly Place[]];

/** Adds requests with their volumes. */
export const addAll = (db: BetterSqlite3.Database, requests: readonly Request[]): void => {
  const to = statements(db);
  for (const [id, status, volumes] of requests) {
    to.request.run({ id, status });
    volumes.forEach((place: Place & { lent?: string; goingBack?: number }, index) => {
      const item = {
        requestId: id,
        volume: index + 1,
        status: place.status,
        goingBack: place.goingBack ?? 0,
      };
      const itemId = to.item.run(item).lastInsertRowid;
      if (place.lent) to.loan.run(itemId, place.lent === 'now' ? null : '2026-11-20');
    });
  }
};

/** Adds a request with its volumes. */
export const add = (db: BetterSqlite3.Database, ...request: Request): void => addAll(db, [request]);

export type Stored = { readonly row: RequestRow; readonly items: readonly StoredItem[] };

export const read = (db: BetterSqlite3.Database, id: number): Stored => {
  const row = findRequestRow(db as ReadableDB, id as RequestId);
  if (!row) throw new Error(`The request ${id} is gone.`);
  return { row, items: listItems(db as ReadableDB, row.id) };
};
export const lifeIn = ({ row, items }: Stored) => lifeOf(row, items.map(volumeOf));

/** What one word of a request says, with its volumes as they are. */
export const saidBy = (word: string, { items }: Stored) =>
  lifeOfWord({
    status: word,
    volumes: items.map((item) => ({ ...volumeOf(item), renewal: 'none', demand: 'none', report: 'none' })),
  });

/** What is kept of a life beside its parts, where it is not what these add up to; empty where it is. */
export const keptWrong = (stored: Stored): readonly unknown[] => {
  const { row, items } = stored;
  const questions = openQuestionsOf(lifeIn(stored));
  const kept: readonly (readonly [kept: string, addsUpTo: string])[] = [
    [row.status, statusOf(lifeIn(stored))],
    [row.renewal, questions.renewal],
    [row.demand, questions.demand],
    [row.loss, questions.loss],
  ];
  // Since when it is so stands beside what is open, and nowhere else.
  const since: readonly (readonly [state: string, at: string | null])[] = [
    [row.cancellation, row.cancellationAt],
    [row.parcel, row.parcelAt],
    ...items.flatMap((item) => [
      [item.renewal, item.renewalAt] as const,
      [item.demand, item.demandAt] as const,
      [item.report, item.reportAt] as const,
    ]),
  ];
  return [
    ...kept.filter(([one, other]) => one !== other),
    ...since.filter(([state, when]) => (when === null) !== (state === 'none')),
  ];
};
