import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from '../../electron/main/db/open.ts';
import { databaseFileOf, openDeskFile, closeDesk } from '../../electron/main/db/start.ts';
import { migrate } from '../../electron/main/db/migrate.ts';
import { migrations } from '../../electron/main/db/migrations/index.ts';
import { authorizeImporter } from '../../electron/main/files/importer.ts';
import { taskOf } from '../../electron/main/files/process/messages.ts';
import { FileDigest } from '../../electron/main/files/reading/source-file.ts';
import { openImportLog } from '../../electron/main/files/import-log.ts';
import { openSession } from '../../electron/main/desk/records/session/session.service.ts';
import { runImport } from '../../electron/main/files/run-import.ts';
import { createWriteLock } from '../../electron/main/files/process/write-lock.ts';
import { openForImport } from '../../electron/main/files/storing/import-connection.ts';
import { writeLibraryFile } from './make-library.ts';
import { report, timed } from './report.ts';

const memoryMb = (): number => process.memoryUsage().rss / 1_048_576;

/**
 * Imports a generated library, and writes the same rows to another database by raw prepared inserts: the floor.
 * @returns the data folder with the imported library, for the other measurements.
 */
export const benchImport = async (folder: string, requests: number): Promise<string> => {
  const file = join(folder, 'library.json');
  writeLibraryFile(file, requests);
  const dataDir = join(folder, 'data');
  const opened = await openDeskFile({ dataDir, migrations, now: () => new Date() });
  if (!opened.ok) throw new Error(opened.fault.sentence);
  const db = openForImport(opened.db.name, false);
  const importer = authorizeImporter(openSession(db));
  if (!importer.ok) throw new Error(importer.error.message);
  // Like the program, with the journal for undo.
  const begun = openImportLog(db, () => new Date()).begin(importer.value, file);
  globalThis.gc?.();
  const idleMb = memoryMb();
  let peakMb = idleMb;
  const cpuBefore = process.cpuUsage();
  const importMs = await timed(async () => {
    const { totals, failure } = await runImport({
      ...taskOf({ databaseFile: opened.db.name, dataDir, timeZone: () => 'UTC' }, file, importer.value, {
        importNumber: begun.number,
      }),
      db,
      digest: new FileDigest(),
      now: () => new Date(),
      cancelled: () => false,
      progress: () => {
        peakMb = Math.max(peakMb, memoryMb());
      },
      lock: createWriteLock(),
      onFault: () => undefined,
    });
    if (failure !== null || totals.refused > 0) throw new Error(`${failure} ${totals.refused} refused`);
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  const rawMs = await copyRaw(opened.db.name, join(folder, 'raw'));
  closeDesk(opened.db);
  const fileMb = statSync(file).size / 1_048_576;
  rmSync(file);
  report({
    what: `import of ${requests} requests (${Math.round(fileMb)} MB)`,
    value: importMs / 1000,
    floor: rawMs / 1000,
    unit: 's',
    goalRatio: null,
    goalValue: (120 * requests) / 1_000_000,
    more: {
      floorIs: 'raw prepared inserts of the same rows, with all indexes and triggers',
      requestsPerSecond: Math.round((1000 * requests) / importMs),
      processorSeconds: Math.round((user + system) / 1e6),
      memoryAboveIdleMb: Math.round(peakMb - idleMb),
    },
  });
  report({
    what: 'memory of the import above idle',
    value: peakMb - idleMb,
    floor: idleMb,
    unit: 'MB',
    goalRatio: null,
    goalValue: 300,
  });
  return dataDir;
};

const tables = [
  'library',
  'desk',
  'partner',
  'patron',
  'request',
  'turn',
  'request_note',
  'turn_condition',
  'item',
  'loan',
];

/** Reads the rows of one database first, a thousand at a time, and times only their insertion into another. */
const copyRaw = async (from: string, folder: string): Promise<number> => {
  mkdirSync(folder, { recursive: true });
  const source = connect(from);
  const target = connect(databaseFileOf(folder));
  migrate(target, migrations);
  let totalMs = 0;
  for (const table of tables) {
    const columns = (source.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
    const insert = target.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
    const page = source.prepare(`SELECT * FROM ${table} WHERE id > ? ORDER BY id LIMIT 1000`).raw();
    const insertAll = target.transaction((rows: unknown[][]) => {
      for (const row of rows) insert.run(...row);
    });
    let last: unknown = 0;
    for (let rows = page.all(last) as unknown[][]; rows.length > 0; rows = page.all(last) as unknown[][]) {
      totalMs += await timed(() => insertAll.immediate(rows));
      last = rows.at(-1)?.[0];
    }
  }
  source.close();
  target.close();
  rmSync(folder, { recursive: true });
  return totalMs;
};
