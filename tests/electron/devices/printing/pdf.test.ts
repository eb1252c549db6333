import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import {
  pdfFileName,
  savedNote,
  savedPath,
  savePdf,
} from '../../../../electron/main/devices/printing/pdf.ts';
import type { PrintJobId } from '../../../../shared/domain/ids.ts';
import { checkProperty } from '../../../support/check-property.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let folder: string;
beforeEach(() => {
  folder = temporaryFolder();
});

test('a file name has only characters that are safe in every file system', () => {
  expect(pdfFileName(12 as PrintJobId, '01MAIN0000101')).toBe('12-01MAIN0000101.pdf');
  expect(pdfFileName(12 as PrintJobId, '../../etc/passwd')).toBe('12-_etc_passwd.pdf');
  checkProperty(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (externalId) => {
      expect(pdfFileName(7 as PrintJobId, externalId)).toMatch(/^7(?:-[A-Za-z0-9_-]{1,64})?\.pdf$/);
    }),
  );
});

test('a PDF is written completely, and a later one of the same job replaces it', async () => {
  expect(await savePdf(folder, '1-A.pdf', Buffer.from('first'))).toBe('slips/1-A.pdf');
  await savePdf(folder, '1-A.pdf', Buffer.from('second'));
  expect(readdirSync(join(folder, 'slips'))).toEqual(['1-A.pdf']);
  expect(readFileSync(join(folder, 'slips/1-A.pdf'), 'utf8')).toBe('second');
});

test('if it cannot be written, it fails and leaves no file', async () => {
  writeFileSync(join(folder, 'slips'), 'a file where the folder should be');
  await expect(savePdf(folder, '1-A.pdf', Buffer.from('x'))).rejects.toThrow(/EEXIST|ENOTDIR/);
  expect(readdirSync(folder)).toEqual(['slips']);
});

test('a link in its place is replaced, and nothing is written through it', async () => {
  const elsewhere = join(folder, 'elsewhere.txt');
  writeFileSync(elsewhere, 'not ours');
  mkdirSync(join(folder, 'slips'));
  for (const name of ['1-A.pdf', '1-A.pdf.partial']) symlinkSync(elsewhere, join(folder, 'slips', name));
  await savePdf(folder, '1-A.pdf', Buffer.from('ours'));
  expect(readFileSync(elsewhere, 'utf8')).toBe('not ours');
  expect(readFileSync(join(folder, 'slips', '1-A.pdf'), 'utf8')).toBe('ours');
});

test('the file of a note is found, but no file outside of the folder', async () => {
  const path = await savePdf(folder, '1-A.pdf', Buffer.from('x'));
  expect(savedPath(folder, savedNote(path))).toBe(join(folder, 'slips', '1-A.pdf'));
  for (const note of [
    'saved as slips/../../1-A.pdf',
    'saved as ../1-A.pdf',
    'saved as /etc/1-A.pdf',
    'saved as slips/run.exe',
    'printed on slips/1-A.pdf',
    'slips/1-A.pdf',
    '',
  ])
    expect([note, savedPath(folder, note)]).toEqual([note, null]);
});
