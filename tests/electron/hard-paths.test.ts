import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { backUp, backupFolderOf } from '../../electron/main/db/backup.ts';
import { runOutsideTask } from '../../electron/main/db/outside-tasks.ts';
import { closeDesk } from '../../electron/main/db/start.ts';
import { savePdf } from '../../electron/main/devices/printing/pdf.ts';
import { openRegular } from '../../electron/main/files/reading/open-regular.ts';
import { FolderLook } from '../../electron/main/files/watching/look.ts';
import { moveProcessed } from '../../electron/main/files/watching/move-processed.ts';
import { authorizeImporter } from '../../electron/main/files/importer.ts';
import { openTestDesk } from '../support/desk.ts';
import { startNodeProcess } from '../support/file-process.ts';
import { openFiles, openLibraryFile } from '../support/library-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { at, openFaulty, openGood } from './db/support.ts';

// What the program does with paths that people and IT departments really have, on real files. On Windows also those that only it has.

type Way = readonly [name: string, way: (folder: string) => string];

const onWindows: readonly Way[] = [
  ['with a small drive letter', (folder) => folder.replace(/^[A-Z]/u, (letter) => letter.toLowerCase())],
  ['in capitals, which name the same folder', (folder) => folder.toUpperCase()],
  ['with slashes', (folder) => folder.replaceAll('\\', '/')],
  ['that begins with \\\\?\\', (folder) => `\\\\?\\${folder}`],
];

const devices =
  process.platform === 'win32' ? ['\\\\.\\NUL', '\\\\?\\GLOBALROOT\\Device\\Null'] : ['/dev/null'];

test.each(devices)('%s cannot be chosen as a file', async (path) => {
  await expect(openRegular(path)).rejects.toThrow(/This is a device, not a file/);
});

const ways: readonly Way[] = [
  ['with umlauts and blanks', (folder) => join(folder, 'Bücher & Zeitschriften (neu)')],
  ['in another script', (folder) => join(folder, '館際合作 📚')],
  ['of more than 260 letters', (folder) => join(folder, ...Array<string>(6).fill('n'.repeat(50)))],
  ...(process.platform === 'win32' ? onWindows : []),
];

// Wine opens a share in a folder beside its drives. On a real Windows it would take a second computer, or an administrator.
const wine = process.env['WINECONFIGDIR']?.slice('\\??\\'.length);
const shareUnderWine = (folder: string): string => {
  const share = join(wine ?? '', 'dosdevices', 'unc', 'localhost', basename(folder));
  mkdirSync(share, { recursive: true });
  onTestFinished(() => rmSync(share, { recursive: true }));
  return join('localhost', basename(folder));
};
const shares: readonly Way[] =
  wine === undefined
    ? []
    : [
        ['on a share', (folder) => `\\\\${shareUnderWine(folder)}\\Bücher 1`],
        ['on a share that begins with \\\\?\\', (folder) => `\\\\?\\UNC\\${shareUnderWine(folder)}`],
      ];

const folderOf = (way: (folder: string) => string): string => {
  const hard = way(temporaryFolder());
  mkdirSync(hard, { recursive: true });
  return hard;
};

describe.each(ways)('in a folder %s', (_, way) => {
  test('a library is opened, kept, backed up, copied to the second folder and opened again', async () => {
    const folder = folderOf(way);
    const dataDir = join(folder, 'data');
    const second = join(folder, 'second');
    mkdirSync(second);
    const desk = await openGood({ dataDir });
    desk.db.exec("INSERT INTO patron (barcode, name) VALUES ('P1', 'Leser, Götz')");
    const backup = await backUp(desk.db, backupFolderOf(dataDir), 'daily', at);
    const copies = await runOutsideTask(
      { kind: 'begin-folder', folder: second, name: 'Übungsbücherei' },
      () => undefined,
    );
    const brought = await runOutsideTask(
      { kind: 'bring', file: backup, folder: copies.path, keep: 3, before: null },
      () => undefined,
    );
    expect(brought.copies).toBe(1);
    expect(readFileSync(brought.path)).toEqual(readFileSync(backup));
    expect(await savePdf(dataDir, '1-A.pdf', Buffer.from('slip'))).toBe('slips/1-A.pdf');
    expect(closeDesk(desk.db)).toBeNull();
    const again = await openGood({ dataDir });
    expect(again.db.prepare('SELECT name FROM patron').pluck().all()).toEqual(['Leser, Götz']);
  });
});

describe.each(shares)('%s', (_, way) => {
  test('no library is kept, but a copy in the second folder is', async () => {
    const folder = folderOf(way);
    expect(await openFaulty({ dataDir: join(folder, 'data') })).toMatchObject({ kind: 'network-drive' });
    expect(readdirSync(folder)).toEqual([]);
    const dataDir = join(temporaryFolder(), 'data');
    const desk = await openGood({ dataDir });
    const file = await backUp(desk.db, backupFolderOf(dataDir), 'daily', at);
    const quiet = (): void => undefined;
    const { path } = await runOutsideTask({ kind: 'begin-folder', folder, name: 'Copies' }, quiet);
    const brought = await runOutsideTask({ kind: 'bring', file, folder: path, keep: 3, before: null }, quiet);
    expect(readFileSync(brought.path)).toEqual(readFileSync(file));
  });
});

describe.each([...ways, ...shares])('in a folder %s', (_, way) => {
  test('a watched file is found, and moved when it was imported', async () => {
    const folder = folderOf(way);
    writeFileSync(join(folder, 'Bücher.csv'), 'External identifier\r\nL-1\r\n');
    const look = new FolderLook(folder, () => undefined);
    await look.look([]);
    const { ready, problem, left } = await look.look([]);
    expect([problem, left]).toEqual([null, []]);
    const file = ready ?? { name: 'none', sizeBytes: 0, modifiedMs: 0 };
    expect(await moveProcessed({ folder, file, to: 'done', report: null })).toBeNull();
    expect(readdirSync(join(folder, 'done'))).toEqual(['Bücher.csv']);
  });

  test('a file is imported, with CRLF at the ends of its lines, and the library is exported', async () => {
    const folder = folderOf(way);
    const desk = openTestDesk(folder);
    const startProcess = startNodeProcess;
    const libraryFile = openLibraryFile(desk, { startProcess });
    const files = openFiles(desk, { startProcess });
    try {
      const list = join(folder, 'Bücherliste 1.csv');
      const row = 'L-1,Die Straße,Rowe,"Leser, Götz",Ready to be sent,NORTH,MAIN-CIRC,11/14/2026';
      writeFileSync(
        list,
        `External identifier,Title,Author,Requester,Status,Active partner,Pickup location,Creation date\r\n${row}\r\n`,
      );
      const importer = authorizeImporter(desk.context.session);
      expect(await libraryFile.importPath(list, importer)).toMatchObject({
        totals: { added: 2, refused: 0 },
      });
      const exported = join(folder, 'Ausgabe.json');
      expect(await files.saveLibraryAt(exported, importer, false)).toMatchObject({ outcome: 'done' });
      expect(readFileSync(exported, 'utf8')).toContain('Die Straße');
      expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);
    } finally {
      await libraryFile.close();
      await files.close();
      desk.close();
    }
    expect(existsSync(desk.file)).toBe(false);
  });
});
