import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyLog } from '../../../electron/main/db/log-upkeep.ts';
import { asDeskDatabase, connect, inTransaction } from '../../../electron/main/db/open.ts';
import type { OpenedDesk } from '../../../electron/main/db/start.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { placesService } from '../../../electron/main/desk/records/places/places.service.ts';
import { openSession } from '../../../electron/main/desk/records/session/session.service.ts';
import type { LibraryId, PatronId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import { valueOf } from '../../support/results.ts';
import { at, fill, openSecondTime, ownFolder } from './support.ts';

const patron = { barcode: 'Qx777111', name: 'Quetzalcoatl, Xiomara', email: 'qx@reader.example' };

/** Fragments of the patron's data as they may occur in tables and indexes, which split words into groups of three letters. */
const traces = [
  'Quetzalcoatl',
  'quetzalcoatl',
  'uetzalcoat',
  'Xiomara',
  'xiomara',
  'Qx777111',
  'qx777111',
  'qx@reader',
];

const tracesIn = (dataDir: string): string[] =>
  readdirSync(dataDir)
    .map((name) => join(dataDir, name))
    .filter((path) => path.includes('.sqlite') && existsSync(path))
    .flatMap((path) => {
      const bytes = readFileSync(path);
      return traces.filter((trace) => bytes.includes(trace)).map((trace) => `${trace} in ${path}`);
    });

const services = (desk: OpenedDesk): ReturnType<typeof placesService> => {
  const db = asDeskDatabase(desk.db);
  return placesService({ db, session: openSession(db), now: () => at, timeZone: () => 'UTC' });
};

test('nothing of a patron who was changed and deleted is left in the file, its indexes or its log', async () => {
  const dataDir = ownFolder();
  const desk = await openSecondTime(dataDir);
  fill(desk, 500);
  const places = services(desk);
  const libraryId = valueOf(places.libraries())[0]?.id as LibraryId;
  const { id } = valueOf(places.savePatron({ opId: newOpId(), id: null, values: { ...patron, libraryId } }));
  await emptyLog(desk.db);
  expect(tracesIn(dataDir)).not.toEqual([]);
  // Also checks the log of steps after a name was corrected.
  const renamed = { ...patron, name: 'Quetzalcoatl, Xiomara Q.', libraryId };
  valueOf(places.savePatron({ opId: newOpId(), id: id as PatronId, values: renamed }));
  valueOf(places.remove({ opId: newOpId(), kind: 'patron', id }));
  await emptyLog(desk.db);
  expect(tracesIn(dataDir)).toEqual([]);
  expect(desk.db.pragma('integrity_check', { simple: true })).toBe('ok');
});

test("nothing is left of a patron whom an import's connection added and deleted", async () => {
  const dataDir = ownFolder();
  const desk = await openSecondTime(dataDir);
  const other = connect(desk.file);
  const run = (sql: string): void => inTransaction(other as ReadableDB, (db) => void db.prepare(sql).run());
  run(
    `INSERT INTO patron (barcode, name, email) VALUES ('${patron.barcode}', '${patron.name}', '${patron.email}')`,
  );
  run(`DELETE FROM patron WHERE barcode = '${patron.barcode}'`);
  other.close();
  await emptyLog(desk.db);
  expect(tracesIn(dataDir)).toEqual([]);
});
