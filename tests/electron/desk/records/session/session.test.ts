import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appStateService } from '../../../../../electron/main/desk/records/session/app-state.service.ts';
import { openSession } from '../../../../../electron/main/desk/records/session/session.service.ts';
import {
  libraryTimeZone,
  loadLibrarySettings,
  loadSettings,
  saveInstallationSettings,
  saveLibrarySettings,
  saveWorkstationSettings,
} from '../../../../../electron/main/desk/records/settings/settings.service.ts';
import { newOpId } from '../../../../support/desk.ts';
import { programFacts } from '../../../../support/program-facts.ts';
import { asDeskDatabase, inTransaction } from '../../../../../electron/main/db/open.ts';
import type { ReadableDB } from '../../../../../electron/main/db/types.ts';
import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { roles } from '../../../../../shared/domain/roles.ts';
import { connectMigrated } from '../../../../support/template-database.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

let folder: string;
let db: ReadableDB;
beforeEach(() => {
  folder = temporaryFolder();
  const raw = connectMigrated(join(folder, 'borrow-desk.sqlite'));
  db = asDeskDatabase(raw);
});
afterEach(() => {
  db.close();
});

test('the first start creates one library, one desk and one operator with every role', () => {
  const session = openSession(db);
  expect(session.desks()).toHaveLength(1);
  expect(session.operators()).toHaveLength(1);
  expect(
    session
      .operator()
      .grants.map(({ role }) => role)
      .sort(),
  ).toEqual(Object.keys(roles).sort());
  expect(openSession(db).desks()).toHaveLength(1);
});

test('an imported file with libraries replaces the unused first desk, and the only operator gets its libraries too', () => {
  const session = openSession(db);
  db.exec(`
    INSERT INTO library (id, code, name) VALUES (10, 'MAIN', 'Main Library'), (11, 'HILL', 'Hilltop Library');
    INSERT INTO desk (id, code, name, library_id) VALUES (20, 'MAIN-CIRC', 'Main Desk', 10), (21, 'HILL-CIRC', 'Hilltop', 11)`);
  session.refresh();
  expect(session.desks().map(({ name }) => name)).toEqual(['Main Desk', 'Hilltop']);
  expect(session.desk().name).toBe('Main Desk');
  expect(new Set(session.operator().grants.map(({ libraryId }) => libraryId))).toEqual(new Set([10, 11]));
});

test('rows imported to the first desk move to the desk that replaces it when the import is finished', () => {
  const session = openSession(db);
  const { id, libraryId } = session.desk();
  db.exec(`
    INSERT INTO library (id, code, name) VALUES (10, 'MAIN', 'Main Library');
    INSERT INTO desk (id, code, name, library_id) VALUES (20, 'MAIN-CIRC', 'Main Desk', 10);
    INSERT INTO request (external_id, title, status, updated_at, made_at_library_id) VALUES ('R-1', 'T', 'REQUEST_SENT', '2026-11-25', ${libraryId});
    INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, input, answer)
    VALUES ('a', 'import', 1, ${id}, '2026-11-25', '{}', '{"outcome":"running"}')`);
  session.refresh();
  expect(session.desks()).toHaveLength(2);
  db.exec(`UPDATE command_log SET answer = '{"outcome":"done"}'`);
  session.refresh();
  expect(session.desks().map(({ name }) => name)).toEqual(['Main Desk']);
  expect(db.prepare('SELECT made_at_library_id FROM request').pluck().get()).toBe(10);
  expect(db.prepare('SELECT desk_id FROM command_log').pluck().get()).toBe(20);
  expect(db.pragma('foreign_key_check')).toEqual([]);
});

test('a first desk that was used is kept, and a second operator ends the automatic grants', () => {
  const session = openSession(db);
  db.exec(`
    INSERT INTO patron (barcode, name, library_id) VALUES ('P1', 'Reader', (SELECT id FROM library));
    INSERT INTO operator (name) VALUES ('B. Operator');
    INSERT INTO library (id, code, name) VALUES (10, 'MAIN', 'Main Library');
    INSERT INTO desk (id, code, name, library_id) VALUES (20, 'MAIN-CIRC', 'Main Desk', 10)`);
  session.refresh();
  expect(session.desks()).toHaveLength(2);
  expect(session.operator().grants.some(({ libraryId }) => Number(libraryId) === 10)).toBe(false);
});

test('a desk chosen instead of the first one replaces it unless it was named or used', () => {
  const session = openSession(db);
  const first = session.desk();
  db.exec(`
    INSERT INTO desk (id, code, name, library_id) VALUES (30, 'MAIN-CIRC', 'Main Circulation Desk', ${first.libraryId});
    INSERT INTO request (external_id, title, status, updated_at, pickup_desk_id) VALUES ('R-1', 'T', 'REQUEST_SENT', '2026-11-25', 30);
    INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, input, answer)
    VALUES ('a', 'import', 1, ${first.id}, '2026-11-25', '{}', '{"outcome":"done"}')`);
  session.refresh();
  const names = (): unknown => session.desks().map(({ name }) => name);
  expect(session.chooseDesk(30 as DeskId).ok).toBe(true);
  expect(names()).toEqual(['Circulation Desk', 'Main Circulation Desk']);
  expect(session.chooseDesk(30 as DeskId, true).ok).toBe(true);
  expect([names(), session.desk().name]).toEqual([['Main Circulation Desk'], 'Main Circulation Desk']);
  expect(db.prepare('SELECT desk_id FROM command_log').pluck().get()).toBe(30);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.exec(
    `INSERT INTO desk (code, name, library_id, edited_at) VALUES ('DESK', 'Circulation Desk', ${first.libraryId}, '2026-11-25')`,
  );
  session.refresh();
  session.chooseDesk(30 as DeskId, true);
  expect(session.desks()).toHaveLength(2);
});

test('operator and desk are restored after a restart; a deleted desk is not', () => {
  const session = openSession(db);
  db.exec(
    "INSERT INTO desk (id, code, name, library_id) VALUES (30, 'SECOND', 'Second', (SELECT id FROM library))",
  );
  session.refresh();
  expect(session.chooseDesk(30 as DeskId).ok).toBe(true);
  expect(openSession(db).desk().name).toBe('Second');
  expect(session.chooseDesk(99 as DeskId)).toMatchObject({ ok: false, error: { code: 'desk-unknown' } });
  db.exec('DELETE FROM desk WHERE id = 30');
  expect(openSession(db).desk().name).toBe('Circulation Desk');
});

test('settings are loaded as saved; an invalid time zone is refused; damaged settings fall back to defaults', () => {
  const settings = loadSettings(db);
  const changed = {
    ...settings,
    appearance: { ...settings.appearance, colorScheme: 'dark' as const },
    library: { timeZone: 'Asia/Kathmandu' },
  };
  const session = openSession(db);
  const context = { db, session, now: () => new Date('2026-11-25T09:00:00Z'), timeZone: () => 'UTC' };
  const { appearance, library } = changed;
  expect(saveWorkstationSettings(db, session, { appearance }).ok).toBe(true);
  expect(saveInstallationSettings(context, { opId: newOpId(), settings: { library } }).ok).toBe(true);
  expect(loadSettings(db)).toEqual(changed);
  expect(
    saveInstallationSettings(context, {
      opId: newOpId(),
      settings: { library: { timeZone: 'Mars/Olympus' } },
    }),
  ).toMatchObject({ ok: false });
  expect(loadSettings(db)).toEqual(changed);
  db.exec(`UPDATE setting SET value = '{"colorScheme":"pink"}' WHERE key = 'appearance'`);
  expect(loadSettings(db).appearance).toEqual(settings.appearance);
  // One invalid value does not affect the others.
  db.exec(`UPDATE setting SET value = '{"density":"compact","sounds":"loud"}' WHERE key = 'appearance'`);
  expect(loadSettings(db).appearance).toEqual({ ...settings.appearance, density: 'compact' });
});

test('a group of settings without a value is left unchanged', () => {
  const session = openSession(db);
  const context = { db, session, now: () => new Date('2026-11-25T09:00:00Z'), timeZone: () => 'UTC' };
  const before = loadSettings(db);
  // The compiler rejects it, but the page may send one anyway.
  const nameless = (group: string): object => ({ [group]: undefined });
  expect(saveWorkstationSettings(db, session, nameless('scanner')).ok).toBe(true);
  const { libraryId } = session.desk();
  const ofLibrary = loadLibrarySettings(db, libraryId);
  expect(saveInstallationSettings(context, { opId: newOpId(), settings: nameless('idleLock') }).ok).toBe(
    true,
  );
  expect(saveLibrarySettings(context, { opId: newOpId(), libraryId, settings: nameless('loans') }).ok).toBe(
    true,
  );
  expect(loadSettings(db)).toEqual(before);
  expect(loadLibrarySettings(db, libraryId)).toEqual(ofLibrary);
});

test('a locked-out operator is signed out even if that cannot be stored, and is signed in by choosing the name', () => {
  const session = openSession(db);
  session.lock();
  expect([session.signedIn(), session.isLocked(), openSession(db).signedIn()]).toEqual([false, true, false]);
  session.chooseOperator(session.operator().id);
  expect([session.signedIn(), session.isLocked()]).toEqual([true, false]);
  db.exec('PRAGMA query_only = ON');
  expect(() => session.lock()).toThrow('readonly');
  expect(session.signedIn()).toBe(false);
  db.exec('PRAGMA query_only = OFF');
});

test('the program starts even if the operator and desk of the first start are inactive', () => {
  openSession(db);
  db.exec('UPDATE operator SET active = 0; UPDATE desk SET active = 0');
  const session = openSession(db);
  expect(session.operator().name).toBe('Operator 2');
  expect(
    session
      .operator()
      .grants.map(({ role }) => role)
      .sort(),
  ).toEqual(Object.keys(roles).sort());
  expect(session.desk().name).toBe('Circulation Desk');
  expect(openSession(db).operator().name, 'and once more').toBe('Operator 2');
});

test('an unknown time zone does not stop the program', () => {
  const put = db.prepare("INSERT OR REPLACE INTO library_setting (id, key, value) VALUES (1, 'library', ?)");
  put.run(JSON.stringify({ timeZone: 'Nowhere/None' }));
  expect(libraryTimeZone(db)).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
  put.run(JSON.stringify({ timeZone: 'Asia/Tokyo' }));
  expect(libraryTimeZone(db)).toBe('Asia/Tokyo');
});

test('an installation is empty while it has no requests, unless the command line imports some', () => {
  const session = openSession(db);
  const desk = { context: { now: () => new Date() }, file: db.name } as never;
  const isEmpty = (importsAtStart: boolean): boolean => {
    const state = appStateService(db, session, programFacts(desk, { importsAtStart })).load();
    return state.ok && state.value.isEmpty;
  };
  expect([isEmpty(false), isEmpty(true)]).toEqual([true, false]);
  inTransaction(db, (write) =>
    write.exec(
      "INSERT INTO request (external_id, title, status, updated_at) VALUES ('A', 'A', 'LOANED', '2026')",
    ),
  );
  expect(isEmpty(false)).toBe(false);
});
