import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { anyRequest } from '../../../../../shared/domain/request-list.ts';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { detailsService } from '../../../../../electron/main/desk/queries/details/details.service.ts';
import { listService } from '../../../../../electron/main/desk/queries/list/list.service.ts';
import { placesService } from '../../../../../electron/main/desk/records/places/places.service.ts';
import { erasureClock } from '../../../../../electron/main/desk/records/erasure/erasure-clock.ts';
import { lastErasure } from '../../../../../electron/main/desk/records/erasure/erase-ended.ts';
import type { PatronDataService } from '../../../../../electron/main/desk/records/erasure/patron-data.service.ts';
import { patronDataService } from '../../../../../electron/main/desk/records/erasure/patron-data.service.ts';
import { todaysStepsService } from '../../../../../electron/main/desk/queries/history/steps.service.ts';
import { saveLibrarySettings } from '../../../../../electron/main/desk/records/settings/settings.service.ts';
import type { ItemId, LibraryId, OpId, PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { addRequest, countRows, newOpId, openTestDesk, type TestDesk } from '../../../../support/desk.ts';

const patron = { barcode: 'QX777111', name: 'Quetzalcoatl, Xiomara', email: 'qx@reader.example' };
/** Pieces of what was known of the patron, as they may stand in tables and indexes. */
const traces = ['Quetzalcoatl', 'quetzalcoatl', 'Xiomara', 'xiomara', 'QX777111', 'qx777111', 'qx@reader'];

let desk: TestDesk;
let saved: { name: string; text: string }[];
let patronData: PatronDataService;
beforeEach(() => {
  desk = openTestDesk();
  saved = [];
  patronData = patronDataService(desk.context, {
    slipFolder: slips(),
    saveFile: (name, text) => {
      saved.push({ name, text });
      return Promise.resolve(name);
    },
    emptyLog: () => Promise.resolve(),
    reportFolder: reports(),
    forgetPage: () => undefined,
  });
});
afterEach(() => desk.close());

const slips = (): string => join(dirname(desk.file), 'slips');
const reports = (): string => join(dirname(desk.file), 'reports');
const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
};

/** What of the patron stands in the bytes of the database's file, its log put away. */
const tracesLeft = (): string[] => {
  desk.raw.pragma('wal_checkpoint(TRUNCATE)');
  return readdirSync(dirname(desk.file))
    .filter((name) => name.includes('.sqlite'))
    .flatMap((name) => {
      const bytes = readFileSync(join(dirname(desk.file), name));
      return traces.filter((trace) => bytes.includes(trace)).map((trace) => `${trace} in ${name}`);
    });
};

const addPatron = (): PatronId =>
  value(
    placesService(desk.context).savePatron({
      opId: newOpId(),
      id: null,
      values: { ...patron, libraryId: 1 as LibraryId },
    }),
  ).id as PatronId;

/** A request of the patron from its receipt to its return, with a note, letters, slips and all that the log keeps of it. */
const wholeLoan = async (
  patronId: PatronId,
  externalId: string,
  end = true,
): Promise<{ readonly id: RequestId; readonly received: OpId }> => {
  const id = addRequest(desk, { externalId });
  desk.raw
    .prepare("UPDATE request SET patron_id = ?, circulation_note = 'for Xiomara Quetzalcoatl' WHERE id = ?")
    .run(patronId, id);
  const received = newOpId();
  const barcode = `B-${externalId}`;
  value(
    take(desk.context, 'receive', {
      opId: received,
      requestId: id,
      barcode,
      printSlip: true,
      notifyPatron: true,
      several: false,
      unexpected: false,
    }),
  );
  const note = { opId: newOpId(), requestId: id, text: 'Xiomara asks for help with it', active: false };
  value(take(desk.context, 'add-note', note));
  value(take(desk.context, 'lend', { opId: newOpId(), patronId, code: barcode }));
  const itemId = desk.raw.prepare('SELECT id FROM item WHERE barcode = ?').pluck().get(barcode) as ItemId;
  if (end) value(take(desk.context, 'return', { opId: newOpId(), itemId }));
  // By then it was listed and sought by the patron's name.
  value(
    listService(desk.context).list({
      query: { ...anyRequest, text: 'xiomara' },
      sort: { column: 'createdAt', direction: 'descending' },
      offset: 0,
      limit: 50,
    }),
  );
  return { id, received };
};

test('after a patron was forgotten no name, card or address is in the bytes of the database', async () => {
  const id = addPatron();
  const first = await wholeLoan(id, 'E-1');
  await wholeLoan(id, 'E-2');
  expect(tracesLeft().length).toBeGreaterThan(5);
  mkdirSync(slips());
  const job = desk.raw.prepare('SELECT min(id) FROM print_job').pluck().get() as number;
  for (const name of [`${job}-E_1.pdf`, '9999-other.pdf']) writeFileSync(join(slips(), name), '');

  const gone = value(await patronData.forget({ opId: newOpId(), id }));
  expect(gone).toMatchObject({ requests: 2, loans: 2 });
  expect(tracesLeft()).toEqual([]);
  expect(readdirSync(slips())).toEqual(['9999-other.pdf']);
  expect(desk.raw.pragma('integrity_check', { simple: true })).toBe('ok');
  expect(desk.raw.pragma('foreign_key_check')).toEqual([]);

  // The request stays with its dates and partner, and the history with its steps; the pages read on.
  const details = value(detailsService(desk.context).details({ requestId: first.id }));
  expect(JSON.stringify(details)).toContain('Patron data removed');
  expect(JSON.stringify(details)).toContain('North University Library');
  value(todaysStepsService(desk.context).today({ limit: 100 }));
  expect(take(desk.context, 'undo', { opId: newOpId(), undoes: first.received })).toMatchObject({
    ok: false,
  });
  expect(desk.raw.prepare('SELECT count(*) FROM loan WHERE patron_id IS NULL').pluck().get()).toBe(2);
});

test('somebody of whom something is open is not forgotten, and it is said what', async () => {
  const id = addPatron();
  await wholeLoan(id, 'E-OPEN', false);
  const refused = await patronData.forget({ opId: newOpId(), id });
  expect(refused).toMatchObject({ ok: false, error: { code: 'record-in-use' } });
  expect(JSON.stringify(refused)).toMatch(/1 request \(E-OPEN\) 1 loan/);
  expect(tracesLeft().length).toBeGreaterThan(0);
});

test('all about a patron is one file, as data and as a page', async () => {
  const id = addPatron();
  await wholeLoan(id, 'E-1');
  value(await patronData.save({ id, as: 'json' }));
  value(await patronData.save({ id, as: 'html' }));
  const [json, html] = saved;
  expect(JSON.parse(json?.text ?? '')).toMatchObject({
    patron: [patron],
    requests: [{ external_id: 'E-1', title: 'The Voyage of the Beagle' }],
    loans: [{ barcode: 'B-E-1' }],
    notes: [{ body: 'Xiomara asks for help with it' }],
  });
  expect([json?.name, html?.name]).toEqual([`patron-${id}.json`, `patron-${id}.html`]);
  expect(html?.text).toContain('<td>Quetzalcoatl, Xiomara</td>');
  expect(html?.text).not.toContain('<script');
});

const clock = (more: { mayNot?: () => boolean } = {}) =>
  erasureClock({
    ...desk.context,
    slipFolder: slips(),
    mayNot: () => false,
    every: () => () => undefined,
    pause: () => Promise.resolve(),
    emptyLog: () => Promise.resolve(),
    changed: () => undefined,
    logFault: (error) => {
      throw error;
    },
    ...more,
  });

const keepDays = (afterDays: number): void =>
  void value(saveLibrarySettings(desk.context, { opId: newOpId(), settings: { patronData: { afterDays } } }));

test('a PDF that was left goes at the next look: its slip is not kept any more', async () => {
  await wholeLoan(addPatron(), 'E-1');
  mkdirSync(slips());
  const job = desk.raw.prepare('SELECT min(id) FROM print_job').pluck().get() as number;
  for (const name of [`${job}-E_1.pdf`, '9999-E_9.pdf', 'read-me.pdf'])
    writeFileSync(join(slips(), name), '');
  await clock({ mayNot: () => true }).look();
  expect(readdirSync(slips()).sort()).toEqual([`${job}-E_1.pdf`, 'read-me.pdf']);
});

test('patron data of ended requests goes so many days after the last change, never before, and never with 0', async () => {
  const id = addPatron();
  const { id: ended } = await wholeLoan(id, 'E-1');
  await wholeLoan(id, 'E-2', false);
  const isKept = (): boolean =>
    desk.raw.prepare('SELECT patron_id FROM request WHERE id = ?').pluck().get(ended) !== null;
  keepDays(0);
  desk.setNow('2028-01-01T09:00:00Z');
  await clock().look();
  expect(isKept()).toBe(true);
  keepDays(30);
  desk.setNow('2026-12-24T09:00:00Z');
  await clock().look();
  expect(isKept()).toBe(true);
  desk.setNow('2026-12-26T09:00:00Z');
  await clock({ mayNot: () => true }).look();
  expect(isKept()).toBe(true);
  await clock().look();
  expect(isKept()).toBe(false);
  // The open one is whole, and so is the record.
  expect(desk.raw.prepare("SELECT patron_id FROM request WHERE external_id = 'E-2'").pluck().get()).toBe(id);
  const log = desk.raw
    .prepare("SELECT answer FROM command_log WHERE kind = 'forget-patron-data'")
    .pluck()
    .all() as string[];
  expect(log).toHaveLength(1);
  expect(JSON.parse(log[0] ?? '')).toMatchObject({ requests: 1, loans: 1 });
  // With the open one ended and old enough, the record alone names the patron.
  desk.raw.exec("UPDATE loan SET ended_on = '2026-12-27' WHERE ended_on IS NULL");
  desk.raw.exec("UPDATE item SET status = 'returned-to-partner'");
  desk.raw.exec("UPDATE request SET status = 'REQUEST_COMPLETED' WHERE external_id = 'E-2'");
  desk.setNow('2027-06-01T09:00:00Z');
  await clock().look();
  value(placesService(desk.context).remove({ opId: newOpId(), kind: 'patron', id }));
  expect(tracesLeft()).toEqual([]);
});

test('many requests go in small turns', async () => {
  for (let n = 0; n < 45; n += 1) addRequest(desk, { externalId: `M-${n}`, status: 'REQUEST_COMPLETED' });
  keepDays(1);
  desk.setNow('2027-06-01T09:00:00Z');
  await clock().look();
  const kind = "SELECT count(*) FROM command_log WHERE kind = 'forget-patron-data'";
  expect(desk.raw.prepare(kind).pluck().get()).toBe(3);
  expect(desk.raw.prepare('SELECT count(*) FROM request WHERE patron_id IS NOT NULL').pluck().get()).toBe(0);
  // Once: nothing is left to forget.
  await clock().look();
  expect(desk.raw.prepare(kind).pluck().get()).toBe(3);
  expect(countRows(desk, 'request')).toBe(45);
});

test('a new library begins with 90 days; what a file spoke of since then stays, since the next one would bring it back', async () => {
  const { id } = await wholeLoan(addPatron(), 'E-1');
  const isKept = (): boolean =>
    desk.raw.prepare('SELECT patron_id FROM request WHERE id = ?').pluck().get(id) !== null;
  desk.raw
    .prepare(
      "INSERT INTO file_said (request_id, source, digest, said, at) VALUES (?, 'alma-list', 'x', '{}', ?)",
    )
    .run(id, '2027-01-10T09:00:00.000Z');
  desk.setNow('2027-03-01T09:00:00Z');
  await clock().look();
  expect(isKept()).toBe(true);
  desk.setNow('2027-04-12T09:00:00Z');
  await clock().look();
  expect(isKept()).toBe(false);
});

const saveView = (name: string, text: string, operatorId = 1): void => {
  const query = { ...anyRequest, text };
  const sort = { column: 'createdAt', direction: 'descending' };
  desk.raw
    .prepare('INSERT INTO saved_view (operator_id, name, view) VALUES (?, ?, ?)')
    .run(operatorId, name, JSON.stringify({ query, sort }));
};

test('saved views of any operator that search for the patron or bear their name are removed', async () => {
  const id = addPatron();
  desk.raw
    .exec(`INSERT INTO patron (id, barcode, name, library_id) VALUES (50, 'P50', 'Xavier, Common', 1), (51, 'P51', 'Cómmon, Y.', 1);
                 INSERT INTO operator (id, name) VALUES (2, 'B. Clerk')`);
  saveView('by name', 'quetzalcoatl status:LOANED');
  saveView('by beginning', 'QUETZ', 2);
  saveView('by card', 'qx777111');
  saveView('by address', 'qx@reader.example', 2);
  saveView('Of XIÓMARA', '');
  saveView('of somebody else', 'common');
  saveView('short', 'qu xi');
  saveView('of a title', 'beagle');
  const gone = value(await patronData.forget({ opId: newOpId(), id }));
  expect(gone.views).toBe(5);
  const names = desk.raw.prepare('SELECT name FROM saved_view ORDER BY id').pluck().all();
  expect(names).toEqual(['of somebody else', 'short', 'of a title']);
  expect(tracesLeft()).toEqual([]);
});

test('a view whose words are those of another patron too stays', async () => {
  desk.raw.exec(
    "INSERT INTO patron (id, barcode, name, library_id) VALUES (50, 'P50', 'Quetzalcoatl, Other', 1)",
  );
  const id = addPatron();
  saveView('family', 'quetzalcoatl');
  saveView('one of them', 'quetzalcoatl xiomara');
  expect(value(await patronData.forget({ opId: newOpId(), id })).views).toBe(1);
  expect(desk.raw.prepare('SELECT name FROM saved_view').pluck().all()).toEqual(['family']);
});

test('reports that name the patron go, whatever their size; others stay', async () => {
  const id = addPatron();
  mkdirSync(reports());
  const write = (name: string, text: string | Buffer): void => writeFileSync(join(reports(), name), text);
  const filler = 'x'.repeat(1024 * 1024 - 4);
  write('import-1.csv', `${filler}Quetzalcoatl, Xiomara${filler}`);
  write('import-2.csv', `"card","QX777111"`);
  write('last-trial.csv', Buffer.from('qx@reader.example', 'utf16le'));
  write('import-3.csv', filler.repeat(2));
  write('import-4.csv', '');
  value(await patronData.forget({ opId: newOpId(), id }));
  expect(readdirSync(reports()).sort()).toEqual(['import-3.csv', 'import-4.csv']);
});

test('when patron data went last is known, by hand and by the clock', async () => {
  expect(lastErasure(desk.context.db)).toBe(null);
  value(await patronData.forget({ opId: newOpId(), id: addPatron() }));
  expect(lastErasure(desk.context.db)).toEqual(desk.context.now());
});
