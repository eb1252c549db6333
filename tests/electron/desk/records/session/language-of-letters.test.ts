import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { asDeskDatabase } from '../../../../../electron/main/db/open.ts';
import type { ReadableDB } from '../../../../../electron/main/db/types.ts';
import type { LibraryId } from '../../../../../shared/domain/ids.ts';
import { type Language, languageVariable } from '../../../../../shared/words/languages.ts';
import { connectMigrated } from '../../../../support/template-database.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

// A process has one language for its lifetime: each start reloads the program's code.

let folder: string;
let db: ReadableDB;
beforeEach(() => {
  folder = temporaryFolder();
  db = asDeskDatabase(connectMigrated(join(folder, 'borrow-desk.sqlite')));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
  db.close();
});

/** Starts the program in a language, up to the point where an operator can work. */
const startIn = async (language: Language) => {
  vi.resetModules();
  vi.stubEnv(languageVariable, language);
  const { openSession } =
    await import('../../../../../electron/main/desk/records/session/session.service.ts');
  return openSession(db);
};

const languagesOfLetters = (): unknown =>
  db
    .prepare(
      `SELECT library.code, value ->> '$.language' AS language
         FROM library LEFT JOIN library_setting ON library_id = library.id AND key = 'letters' ORDER BY library.id`,
    )
    .raw()
    .all();

test('the library of the first start writes in its workstation’s language, whatever that is later', async () => {
  await startIn('de');
  expect(languagesOfLetters()).toEqual([['LIBRARY', 'de']]);
  db.exec("UPDATE library SET code = 'MAIN', name = 'Stadtbibliothek', edited_at = '2026-11-25'");
  await startIn('en');
  expect(languagesOfLetters()).toEqual([['MAIN', 'de']]);
});

test('until the library is used, it follows the language chosen first', async () => {
  await startIn('en');
  expect(languagesOfLetters()).toEqual([['LIBRARY', 'en']]);
  await startIn('es');
  expect(languagesOfLetters()).toEqual([['LIBRARY', 'es']]);
});

test('an imported library has its file’s language, or else this workstation’s', async () => {
  const session = await startIn('de');
  db.exec(`
    INSERT INTO library (id, code, name) VALUES (10, 'MAIN', 'Main Library'), (11, 'HILL', 'Hilltop Library');
    INSERT INTO desk (id, code, name, library_id) VALUES (20, 'MAIN-CIRC', 'Main Desk', 10), (21, 'HILL-CIRC', 'Hilltop', 11);
    INSERT INTO library_setting (library_id, key, value) VALUES (11, 'letters', '{"language":"es"}')`);
  session.refresh();
  // The library of the first start was replaced.
  expect(languagesOfLetters()).toEqual([
    ['MAIN', 'de'],
    ['HILL', 'es'],
  ]);
});

test('a library file contains the language of each library', async () => {
  const { openTestDesk } = await import('../../../../support/desk.ts');
  const { openAllCalls } = await import('../../../../support/all-calls.ts');
  const { authorizeImporter } = await import('../../../../../electron/main/files/importer.ts');
  const desk = openTestDesk();
  const calls = openAllCalls(desk);
  const path = join(folder, 'library.json');
  writeFileSync(
    path,
    JSON.stringify({
      format: 'borrow-desk/library',
      version: 1,
      libraries: [{ code: 'BERLIN', name: 'Bibliothek' }],
      settings: [{ name: 'letters', library: 'BERLIN', value: { language: 'de' } }],
    }),
  );
  const report = await calls.libraryFile.importPath(path, authorizeImporter(desk.context.session));
  expect(report.totals).toMatchObject({ added: 2, refused: 0 });
  desk.context.session.refresh();
  const { loadLibrarySettings } =
    await import('../../../../../electron/main/desk/records/settings/settings.service.ts');
  const id = desk.raw.prepare("SELECT id FROM library WHERE code = 'BERLIN'").pluck().get() as LibraryId;
  expect(loadLibrarySettings(desk.context.db, id).letters).toEqual({ language: 'de' });
  await calls.close();
  desk.close();
});

test('if staff use German, an English letter has no German in it', async () => {
  await startIn('de');
  const { speakers } = await import('../../../../../shared/words/speakers.ts');
  const { writeLetter } = await import('../../../../../shared/domain/letters/write-letter.ts');
  const { sampleFacts } = await import('../../../../../electron/main/desk/output/letters/sample-letter.ts');
  const { messageLabel } = await import('../../../../../shared/domain/letters/all-letters.ts');
  expect(messageLabel('partner', 'returned')).toBe('Zurückgegeben');
  const library = { name: 'Main Library', address: [], email: '', phone: '' };
  const clock = { now: new Date('2026-11-25T09:30:00Z'), timeZone: 'Europe/London' };
  const facts = sampleFacts({ recipient: 'partner', kind: 'correction' }, library, clock, speakers.en);
  const body =
    '{{title}} {{items}} {{conditions}} {{correctedLetter}} {{correctedSubject}} {{today}} {{reason}}';
  expect(writeLetter({ subject: 'x', body }, facts, speakers.en).body).toBe(
    'The Sea Around Us Volume 1: barcode N-31234\nVolume 2: barcode N-31235 Library use only Returned Returned: 01MAIN0000101 25 November 2026 It cannot arrive in time\n',
  );
});
