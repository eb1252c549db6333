import { demoFile } from '../fuzz/library.ts';
import { openImportDesk } from '../../electron/files/import-desk.ts';

const imported = new Map<string, Promise<string>>();

/**
 * Returns a database file with a library, to be copied. Each library is imported once per process.
 * @param library `demo`, or the path of a library file
 */
export const importedLibrary = (library: string): Promise<string> => {
  const made = imported.get(library) ?? make(library);
  imported.set(library, made);
  return made;
};

const make = async (library: string): Promise<string> => {
  const desk = openImportDesk();
  process.once('exit', desk.close);
  desk.db.pragma('synchronous = OFF');
  const file = library === 'demo' ? demoFile : library;
  const report = await desk.import(file, { now: () => new Date() });
  if (report.outcome !== 'done') throw new Error(`The library was not imported: ${report.failure ?? ''}`);
  // Without a write-ahead log, a copy of the file is the whole database.
  desk.db.pragma('wal_checkpoint(TRUNCATE)');
  return desk.databaseFile;
};
