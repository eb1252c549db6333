import { forEachTest } from '../../../support/for-each-test.ts';
import { demoFile } from '../../../support/fuzz/library.ts';
import { noMapping } from '../../../../shared/domain/intake/mapping.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { capturedTables } from '../../../../electron/main/db/change-capture.ts';
import { detailsService } from '../../../../electron/main/desk/queries/details/details.service.ts';
import { doneHereService } from '../../../../electron/main/desk/queries/done-here/done-here.service.ts';
import { listService } from '../../../../electron/main/desk/queries/list/list.service.ts';
import { Imports } from '../../../../electron/main/files/undo-import/imports.service.ts';
import { startNodeProcess } from '../../../support/file-process.ts';
import { calendarDateIn } from '../../../../shared/domain/dates.ts';
import { anyRequest } from '../../../../shared/domain/request-list.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { PastImport } from '../../../../shared/ipc/import-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { openAllCalls } from '../../../support/all-calls.ts';
import { done } from '../../../support/decision-desk.ts';
import { newOpId, openTestDesk } from '../../../support/desk.ts';
import { howMany } from '../../../support/how-many.ts';

// Imports in one process, undone in another, while the desk works.

/** How many requests the file has. For a longer run: `TAKE_BACK_ROWS=50000`. */
const rows = howMany('TAKE_BACK_ROWS', 3_000, 50_000);

const desk = forEachTest(openTestDesk);
let file: string;
beforeEach(() => {
  file = join(dirname(desk.file), 'list.csv');
});
const calls = forEachTest(() => openAllCalls(desk, () => file));

const write = (howManyRows: number): void =>
  writeFileSync(
    file,
    `External identifier,Title,Author,Requester,Status,Active partner,Pickup location,Creation date\n${Array.from(
      { length: howManyRows },
      (_, n) => `L-${n},Title ${n},Author,"Reader, ${n % 500}",Ready to be sent,NORTH,MAIN-CIRC,11/14/2026\n`,
    ).join('')}`,
  );
const call = async <T>(channel: string, input: object = {}): Promise<Result<T>> =>
  (await calls.call(channel, input)) as Result<T>;
const list = async (): Promise<PastImport[]> => done(await call<PastImport[]>('imports.list'));
const importFile = async (): Promise<OpId> => {
  const { token } = done(await call<{ token: string }>('libraryFile.choose'));
  done(await call('libraryFile.import', { token, mapping: noMapping }));
  await vi.waitFor(() => expect(calls.libraryFile.isRunning()).toBe(false), { timeout: 60_000 });
  return (await list())[0]?.opId as OpId;
};
const takeBack = (undoes: OpId) =>
  call<{ removed: number; restored: number; kept: number }>('imports.takeBack', { opId: newOpId(), undoes });
const dump = (): unknown =>
  [...capturedTables, 'file_said', 'file_profile'].map((table) => [
    table,
    desk.raw.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).all(),
  ]);

test('the list and history of what a file brought tell what it changed and what it conflicts with, as its report does', async () => {
  write(3);
  await importFile();
  desk.raw.exec(`UPDATE request SET title = 'Walden' WHERE external_id = 'L-0'`);
  const said = readFileSync(file, 'utf8').replace('Title 0', 'Walden');
  desk.raw.exec(`UPDATE request SET title = 'Nana', worked_on = 1 WHERE external_id = 'L-2'`);
  writeFileSync(file, said.replace('Title 1', 'Emma').replace('Title 2', 'Germinal'));
  await importFile();
  expect((await list())[0]?.totals).toMatchObject({ added: 0, updated: 1, conflict: 1, unchanged: 1 });
  const since = desk.raw.prepare('SELECT max(at) FROM file_said').pluck().get() as string;
  const { rows: listed } = done(
    listService(desk.context).list({
      query: { ...anyRequest, text: `file:${since}` },
      sort: { column: 'createdAt', direction: 'descending' },
      offset: 0,
      limit: 9,
    }),
  );
  expect(listed.map(({ title }) => title).sort()).toEqual(['Emma', 'Nana']);
  const historyOf = (title: string): unknown[] =>
    listed
      .filter((request) => request.title === title)
      .flatMap(({ id }) => done(detailsService(desk.context).details({ requestId: id })).history)
      .map(({ label, headline }) => [label, headline]);
  const brought = ['Imported from list.csv', 'Imported from list.csv'];
  expect(historyOf('Emma')).toEqual([['Changed by list.csv', 'Changed: title'], brought]);
  expect(historyOf('Nana')).toEqual([['Conflict with list.csv', 'Conflict with list.csv'], brought]);
  // A file that agrees in the end changes nothing.
  writeFileSync(file, readFileSync(file, 'utf8').replace('Germinal', 'Nana'));
  await importFile();
  expect(historyOf('Nana')).toHaveLength(2);
});

test('undoing an import counts its rows as the import did: one that was only in conflict is not restored', async () => {
  write(3);
  await importFile();
  desk.raw.exec(`UPDATE request SET title = 'Nana', worked_on = 1 WHERE external_id = 'L-2'`);
  writeFileSync(file, readFileSync(file, 'utf8').replace('Title 1', 'Emma').replace('Title 2', 'Germinal'));
  const opId = await importFile();
  expect((await list())[0]?.totals).toMatchObject({ added: 0, updated: 1, conflict: 1 });
  expect(done(await takeBack(opId))).toMatchObject({ removed: 0, restored: 1, kept: 0 });
});

test('what a file says is not to be keyed into the system that wrote it', async () => {
  write(1);
  const first = readFileSync(file, 'utf8');
  writeFileSync(file, first.replace('Ready to be sent', 'Request sent to partner'));
  await importFile();
  desk.raw.exec('UPDATE request SET worked_on = 1');
  writeFileSync(file, first.replace('Ready to be sent', 'Will supply'));
  await importFile();
  expect(desk.raw.prepare("SELECT kind FROM command_log WHERE kind <> 'import'").pluck().all()).toEqual([
    'partner-answer',
  ]);
  // The clock of the desk stands still; that of the import’s process does not.
  const [from, to] = [desk.context.now(), new Date()].map((day) => calendarDateIn(day, 'UTC')).toSorted();
  const filter = { from, to, operatorId: null, deskId: null, group: null, show: 'all' } as never;
  expect(
    done(doneHereService(desk.context).list({ ...(filter as object), offset: 0, limit: 9 } as never)).rows,
  ).toEqual([]);
});

test('an import is listed with its operator, time and size, and is undone while steps continue', async () => {
  write(rows);
  const before = dump();
  const opId = await importFile();
  expect(await list()).toMatchObject([
    {
      opId,
      fileName: 'list.csv',
      outcome: 'done',
      totals: { added: rows + 500, refused: 0 },
      state: 'stands',
      refusal: null,
    },
  ]);
  const taking = takeBack(opId);
  // In the meantime the desk responds.
  const slowest: number[] = [];
  while (calls.libraryFile.isRunning()) {
    const at = performance.now();
    await calls.libraryFile.runStepFirst(() => desk.raw.exec('BEGIN IMMEDIATE; COMMIT'));
    slowest.push(performance.now() - at);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(done(await taking)).toMatchObject({ removed: rows + 500, restored: 0, kept: 0 });
  expect(dump()).toEqual(before);
  expect(slowest.sort((one, other) => one - other).at(Math.floor(slowest.length * 0.95)) ?? 0).toBeLessThan(
    500,
  );
  const [past] = await list();
  expect(past).toMatchObject({ state: 'taken-back', takingBack: null });
  expect(past?.refusal).toMatch(/^This import is already undone\.$/);
  expect(await takeBack(opId)).toMatchObject({ ok: false, error: { code: 'undo-already-done' } });
}, 120_000);

test('an undo that is stopped is half done, and can be resumed to the end', async () => {
  write(rows);
  const before = dump();
  const opId = await importFile();
  const taking = takeBack(opId);
  const left = (): number => desk.raw.prepare('SELECT count(*) FROM request').pluck().get() as number;
  await vi.waitFor(() => expect(left()).toBeLessThan(rows), { timeout: 30_000, interval: 5 });
  done(await call('libraryFile.cancel'));
  expect(await taking).toMatchObject({ ok: false, error: { code: 'import-cancelled' } });
  expect(left()).toBeGreaterThan(0);
  expect(desk.raw.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(await list()).toMatchObject([{ state: 'half', refusal: null }]);
  done(await takeBack(opId));
  expect(dump()).toEqual(before);
  expect(await list()).toMatchObject([{ state: 'taken-back' }]);
}, 120_000);

test('an undo whose process is killed is half done, with complete rows, and can be resumed', async () => {
  write(rows);
  const before = dump();
  const opId = await importFile();
  let kill = (): void => undefined;
  const service = new Imports({
    demoFile,
    context: desk.context,
    databaseFile: desk.file,
    startProcess: () => {
      const child = startNodeProcess();
      kill = child.kill;
      return child;
    },
    libraryFile: calls.libraryFile,
    changed: () => undefined,
    ended: () => undefined,
  });
  const taking = service.takeBack({ opId: newOpId(), undoes: opId });
  const left = (): number => desk.raw.prepare('SELECT count(*) FROM request').pluck().get() as number;
  await vi.waitFor(() => expect(left()).toBeLessThan(rows), { timeout: 30_000, interval: 5 });
  kill();
  expect(await taking).toMatchObject({ ok: false });
  const missing = 'SELECT count(*) FROM request WHERE id NOT IN (SELECT request_id FROM file_said)';
  expect(desk.raw.prepare(missing).pluck().get()).toBe(0);
  expect(desk.raw.pragma('foreign_key_check')).toEqual([]);
  expect(await list()).toMatchObject([{ state: 'half', refusal: null }]);
  done(await takeBack(opId));
  expect(dump()).toEqual(before);
}, 120_000);

test('if staff have worked on it, it is refused with the requests, and no step is in the log', async () => {
  write(3);
  const opId = await importFile();
  const requestId = desk.raw.prepare("SELECT id FROM request WHERE external_id = 'L-1'").pluck().get();
  done(await call('add-note', { opId: newOpId(), requestId, text: 'Called', active: false }));
  expect(await takeBack(opId)).toMatchObject({
    ok: false,
    error: {
      code: 'undo-later-step',
      message:
        '1 request from this import has been worked on since: L-1. Nothing was undone. Undo those steps first, or undo the later import that changed them.',
    },
  });
  expect(
    desk.raw.prepare("SELECT count(*) FROM command_log WHERE kind = 'take-back-import'").pluck().get(),
  ).toBe(0);
  expect(await list()).toMatchObject([{ state: 'stands', refusal: null }]);
});

test('another operator’s import needs an administrator of all libraries, and an old import is not undone', async () => {
  write(3);
  const opId = await importFile();
  desk.raw.exec("INSERT INTO operator (id, name, active) VALUES (77, 'Somebody Else', 0)");
  desk.raw.prepare('UPDATE command_log SET operator_id = 77 WHERE op_id = ?').run(opId);
  // Another operator administers the second library.
  desk.raw
    .exec(`INSERT INTO operator (id, name, pin_hash) VALUES (78, 'Third', 'x'); UPDATE operator SET pin_hash = 'x' WHERE id = 1;
    DELETE FROM operator_role WHERE library_id = 2;
    INSERT INTO operator_role (operator_id, role, library_id) VALUES (78, 'fulfillment-services-operator', 2)`);
  desk.context.session.refresh();
  expect(await takeBack(opId)).toMatchObject({ ok: false, error: { code: 'role-missing' } });
  desk.raw.prepare('UPDATE command_log SET operator_id = 1 WHERE op_id = ?').run(opId);
  desk.raw.exec('DELETE FROM import_journal; DELETE FROM import_change');
  expect((await list())[0]?.refusal).toMatch(/cannot be undone here.*only at the workstation that imported/);
});

test('the sample data is imported into an empty library only, and can be undone like any import', async () => {
  desk.raw.exec(
    "INSERT INTO request (id, external_id, title, status, updated_at) VALUES (1, 'REAL-1', 'Real', 'X', '2026-11-01T00:00:00.000Z')",
  );
  expect(await call('imports.demo')).toMatchObject({ ok: false, error: { code: 'requests-there' } });
  desk.raw.exec('DELETE FROM request');
  done(await call('imports.demo'));
  expect(desk.raw.prepare('SELECT count(*) FROM request').pluck().get()).toBeGreaterThan(100);
  const [first] = await list();
  expect(first).toMatchObject({
    fileName: 'demo-library.json',
    outcome: 'done',
    state: 'stands',
    refusal: null,
  });
});
