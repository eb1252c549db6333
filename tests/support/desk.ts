import type BetterSqlite3 from 'better-sqlite3';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { DeskContext } from '../../electron/main/desk/context.ts';
import type { DeskSession } from '../../electron/main/desk/records/session/session.service.ts';
import { openSession } from '../../electron/main/desk/records/session/session.service.ts';
import { asDeskDatabase, connect } from '../../electron/main/db/open.ts';
import type { OpId, RequestId } from '../../shared/domain/ids.ts';
import { spellOut } from './life.ts';
import { connectMigrated } from './template-database.ts';

/** A desk on a real database file in a temporary folder. */
export type TestDesk = {
  readonly context: DeskContext & { readonly session: DeskSession };
  readonly raw: BetterSqlite3.Database;
  readonly file: string;
  /** Sets the clock. */
  readonly setNow: (at: string) => void;
  readonly close: () => void;
};

/** Returns the id of a new step. */
export const newOpId = (): OpId => uuidv7() as OpId;

/**
 * Creates a new database with the people and places below, at the main desk.
 * @param parent the folder for its own folder.
 */
export const openTestDesk = (parent: string = tmpdir()): TestDesk => {
  const folder = mkdtempSync(join(parent, 'borrow-desk-test-'));
  const file = join(folder, 'borrow-desk.sqlite');
  const raw = connectMigrated(file);
  raw.exec(placesAndPeople);
  return deskOn(raw, file);
};

/** Opens a desk on a copy of a database file, in its own folder. @param now the clock, unless the test sets it. */
export const openCopyOf = (template: string, now?: () => Date): TestDesk => {
  const file = join(mkdtempSync(join(tmpdir(), 'borrow-desk-copy-')), 'borrow-desk.sqlite');
  copyFileSync(template, file);
  const raw = connect(file);
  // Power cuts are tested elsewhere.
  raw.pragma('synchronous = OFF');
  return deskOn(raw, file, now);
};

/** @param file the only file in its folder, which is deleted with it. */
const deskOn = (
  raw: BetterSqlite3.Database,
  file: string,
  usualNow = (): Date => new Date('2026-11-25T09:30:00Z'),
): TestDesk => {
  const db = asDeskDatabase(raw);
  let now = usualNow;
  return {
    context: { db, session: openSession(db), now: () => now(), timeZone: () => 'Europe/London' },
    raw,
    file,
    setNow: (at) => {
      now = () => new Date(at);
    },
    close: () => {
      raw.close();
      rmSync(dirname(file), { recursive: true, force: true });
    },
  };
};

const placesAndPeople = `
  INSERT INTO library (id, code, name, address) VALUES (1, 'MAIN', 'Main Library', '["1 College Road"]'), (2, 'HILL', 'Hilltop Library', '[]');
  INSERT INTO desk (id, code, name, library_id, hold_shelf, receives) VALUES
    (1, 'MAIN-CIRC', 'Main Circulation Desk', 1, 1, 1),
    (2, 'HILL-CIRC', 'Hilltop Branch', 2, 1, 1),
    (3, 'MAIN-MAIL', 'Mail Room', 1, 0, 1),
    (4, 'MAIN-INFO', 'Information Desk', 1, 1, 0);
  INSERT INTO partner (id, code, name, address) VALUES (1, 'NORTH', 'North University Library', '["2 Hill Street"]');
  INSERT INTO patron (id, barcode, name, library_id) VALUES (1, 'P1000001', 'Reader, A.', 1);
  INSERT INTO operator (id, name) VALUES (1, 'A. Operator');
`;

export type RequestValues = {
  readonly externalId: string;
  readonly status?: string;
  readonly title?: string;
  readonly volumes?: number | null;
  readonly pickupDeskId?: number | null;
};

/** Adds a request, like a file. If a test adds volumes, they must exist before its status is spelled out (`spellOut`). */
export const addRequest = (desk: TestDesk, values: RequestValues, hasVolumes = false): RequestId => {
  const id = Number(
    desk.raw
      .prepare(
        `INSERT INTO request (external_id, title, author, patron_id, pickup_desk_id, partner_id, status,
                              due_on, volumes_expected, created_at, updated_at)
         VALUES (@externalId, @title, 'Darwin, Charles', 1, @pickupDeskId, 1, @status, '2027-01-15', @volumes,
                 '2026-11-02T09:30:00.000Z', '2026-11-20T08:00:00.000Z')`,
      )
      .run({
        title: 'The Voyage of the Beagle',
        status: 'SHIPPED_PHYSICALLY',
        volumes: null,
        pickupDeskId: 1,
        ...values,
      }).lastInsertRowid,
  ) as RequestId;
  if (!hasVolumes) spellOut(desk.raw, id);
  return id;
};

/** Every row of the tables that hold the desk's state: a refused step must not change it, and undo must restore it. */
export type DeskState = Readonly<Record<string, unknown[]>>;

const stateTables = [
  'request',
  'turn',
  'request_note',
  'turn_condition',
  'item',
  'loan',
  'print_job',
  'outbox',
] as const;
const stateQueries = new WeakMap<BetterSqlite3.Database, readonly BetterSqlite3.Statement[]>();

/** Reads the state of the desk. Tests with random lives call this thousands of times, so its queries are prepared once. */
export const dumpState = ({ raw }: TestDesk): DeskState => {
  let queries = stateQueries.get(raw);
  if (queries === undefined) {
    queries = stateTables.map((table) => raw.prepare(`SELECT * FROM ${table} ORDER BY id`));
    stateQueries.set(raw, queries);
  }
  const all = queries;
  return Object.fromEntries(stateTables.map((table, at) => [table, all[at]?.all() ?? []]));
};

/** Returns the number of rows in a table. */
export const countRows = (desk: TestDesk, table: string): number =>
  (desk.raw.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
