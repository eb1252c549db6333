import type BetterSqlite3 from 'better-sqlite3';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captureChanges } from '../../../electron/main/db/change-capture.ts';
import { captureForHub } from '../../../electron/main/db/hub-capture.ts';
import { discardReservedIds, useOwnIdRange, idsOfWorkstation } from '../../../electron/main/db/new-id.ts';
import { connect } from '../../../electron/main/db/open.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { addShelved } from '../circulation.ts';
import { addRequest, openTestDesk, type TestDesk } from '../desk.ts';
import { addAddresses } from '../letters.ts';
import { spellOut } from '../life.ts';
import type { TestHub } from './hub-server.ts';
import { copyOfRows, sharedRows, type Rows } from './rows.ts';
import { restoreOpenFile, withoutLog } from './restore-open-file.ts';
import { beginSync, connectToPlay } from './sync-desk.ts';

/** The maximum number of workstations. */
export const maxDesks = 12;

/**
 * The library that all workstations start with, on files that stay open between runs: opening a workstation's file takes longer than most
 * runs.
 */
export type FirstLibrary = {
  /** Returns a workstation's open file in its initial state. If it was closed, it is opened again. */
  readonly deskFile: (login: number) => BetterSqlite3.Database;
  /**
   * Restarts the program: opens the same file on another connection, which knows nothing of what the first one had in memory.
   * @param bytes the file is first restored to these.
   */
  readonly openedAgain: (raw: BetterSqlite3.Database, bytes?: Buffer) => BetterSqlite3.Database;
  /** Returns a copy of a workstation's folder on another computer. There is one at a time. */
  readonly copied: (bytes: Buffer) => BetterSqlite3.Database;
  /** Returns a copy of its initial rows, which the caller may change. */
  readonly rows: () => Rows;
  /** Returns the library as it was before it was shared, for replaying everything. */
  readonly alone: () => ReadableDB;
  /** Returns the file of a workstation that has just joined. */
  readonly firstFile: (login: number) => Buffer;
  readonly folder: string;
  readonly close: () => void;
};

/**
 * Creates the library, with few enough requests for workstations to conflict, and fills the hub from it.
 * @param sharedBy how many workstations shared it before, with another hub: rows have their ids, and numbers continue after theirs.
 */
export const openFirstLibrary = async (
  hub: TestHub,
  desks = maxDesks,
  sharedBy = 0,
): Promise<FirstLibrary> => {
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-simulation-'));
  const alone = join(folder, 'alone.sqlite');
  const first = openTestDesk(folder);
  addPeople(first.raw);
  addAddresses(first);
  addRequest(first, { externalId: 'R-1', status: 'READY_TO_SEND', pickupDeskId: 1 });
  addRequest(first, { externalId: 'R-2', status: 'SHIPPED_PHYSICALLY', volumes: 3, pickupDeskId: 2 });
  addShelved(first, 'R-3', 'B3-0');
  addShelved(first, 'R-4', 'B4-0', { status: 'on-loan', lentTo: 1 }, 'LOANED');
  const over = addRequest(first, { externalId: 'R-5', status: 'CANCELLED' });
  addTurns(first);
  first.raw.prepare('UPDATE request SET patron_id = 3 WHERE id = ?').run(over);
  if (sharedBy > 0)
    first.raw
      .prepare("INSERT INTO patron (id, barcode, name, library_id) VALUES (?, 'P1000004', 'Early, D.', 1)")
      .run(sharedBy * idsOfWorkstation + 1);
  await hub.fill(first.context.db, desks);
  first.raw.exec(`VACUUM INTO '${alone.replaceAll("'", "''")}'`);
  first.close();

  const kept = new Map<string, Buffer>();
  const asAtFirst = (name: string, make: (raw: BetterSqlite3.Database) => void): Buffer => {
    const known = kept.get(name);
    if (known) return known;
    const file = join(folder, `first-${name}.sqlite`);
    copyFileSync(alone, file);
    const raw = withoutLog(connect(file));
    make(raw);
    raw.close();
    const bytes = readFileSync(file);
    kept.set(name, bytes);
    return bytes;
  };
  // Two connections per file, which take turns.
  const open = new Map<string, BetterSqlite3.Database[]>();
  const fresh = (raw: BetterSqlite3.Database): BetterSqlite3.Database => {
    discardReservedIds(raw as ReadableDB);
    return raw;
  };
  const connected = (
    name: string,
    bytes: Buffer,
    how: (file: string) => BetterSqlite3.Database,
  ): BetterSqlite3.Database => {
    const file = join(folder, `${name}.sqlite`);
    const [there] = open.get(file) ?? [];
    if (there?.open) {
      restoreOpenFile(file, bytes);
      return fresh(there);
    }
    for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true });
    writeFileSync(file, bytes);
    const raw = how(file);
    open.set(file, [raw]);
    return raw;
  };
  const alonePlayed = (): BetterSqlite3.Database =>
    connected(
      'alone-again',
      asAtFirst('alone-again', () => undefined),
      connectToVerify,
    );
  const firstFile = (login: number): Buffer =>
    asAtFirst(`desk-${login}`, (raw) => {
      beginSync(raw, sharedBy + login);
    });
  const rows = sharedRows(alonePlayed());
  return {
    rows: () => copyOfRows(rows),
    deskFile: (login) =>
      connected(`desk-${login}`, firstFile(login), (file) => connectToPlay(file, sharedBy + login)),
    openedAgain: (raw, bytes) => {
      if (bytes) restoreOpenFile(raw.name, bytes);
      const of = open.get(raw.name) ?? [];
      const other = of.find((one) => one !== raw && one.open) ?? connectToPlay(raw.name);
      open.set(raw.name, [other, raw]);
      return fresh(other);
    },
    copied: (bytes) => connected('copied', bytes, (file) => connectToPlay(file)),
    alone: () => alonePlayed() as ReadableDB,
    firstFile,
    folder,
    close: () => {
      for (const raw of [...open.values()].flat()) raw.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

/** Connects to a library for replaying: changes of steps are captured, and ids are assigned again. */
const connectToVerify = (file: string): BetterSqlite3.Database => {
  const raw = withoutLog(connect(file));
  raw.pragma('synchronous = OFF');
  captureChanges(raw);
  captureForHub(raw);
  useOwnIdRange(raw as ReadableDB);
  return raw;
};

/**
 * Adds partners that are asked when the first cannot supply, and a set of three from two partners: two volumes went back to the first and
 * are not checked in, the third is here.
 */
const addTurns = (desk: TestDesk): void => {
  const { raw } = desk;
  const turn = raw.prepare('INSERT INTO turn (request_id, position, partner_id) VALUES (?, ?, ?)');
  turn.run(1, 2, 2);
  turn.run(1, 3, 3);
  turn.run(2, 2, 2);
  const set = addRequest(desk, { externalId: 'R-6', status: 'RECEIVED_PHYSICALLY', volumes: 3 }, true);
  const [north, west] = [1, 2].map((partner) => turn.run(set, partner, partner).lastInsertRowid);
  const item = raw.prepare(
    `INSERT INTO item (request_id, turn_id, receipt_told, barcode, volume, status, desk_id, owning_desk_id, received_at, returned_at)
     VALUES (?, ?, 1, ?, ?, ?, 1, 1, '2026-11-10T08:00:00.000Z', ?)`,
  );
  for (const volume of [1, 2])
    item.run(set, north, `B6-${volume}`, volume, 'returned-to-partner', '2026-11-20T08:00:00.000Z');
  item.run(set, west, 'B6-3', 3, 'on-hold-shelf', null);
  spellOut(raw, set);
};

/** Adds operators: with the one of the test desk there are three, of whom these two have limited roles. */
const addPeople = (raw: BetterSqlite3.Database): void => {
  raw.exec(`
    INSERT INTO partner (id, code, name, renews_automatically, cancel_needs_consent) VALUES (2, 'WEST', 'West College', 0, 1);
    INSERT INTO patron (id, barcode, name, library_id) VALUES (2, 'P1000002', 'Other, B.', 1), (3, 'P1000003', 'Gone, C.', 1);
    INSERT INTO partner (id, code, name) VALUES (3, 'EAST', 'East College');
    UPDATE library SET letters_off = '[]';
    INSERT INTO operator (id, name) VALUES (2, 'B. Operator'), (3, 'C. Operator');`);
  const grant = raw.prepare('INSERT INTO operator_role (operator_id, role, library_id) VALUES (?, ?, ?)');
  for (const library of [1, 2]) grant.run(2, 'circulation-desk-operator', library);
  grant.run(3, 'requests-operator', 1);
};
