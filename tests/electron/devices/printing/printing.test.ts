import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SlipDesign } from '../../../../shared/domain/slips/slip.ts';
import type { PictureType, SlipLogo } from '../../../../shared/domain/slips/logo.ts';
import { paperSizes, type PaperSize } from '../../../../shared/domain/slips/printing.ts';
import type { Slip } from '../../../../shared/domain/slips/all-slips.ts';
import { barcodePng, framePng, smallJpeg } from '../../../support/picture.ts';
import {
  dataDir,
  evil,
  fixture,
  lookAt,
  nextJob,
  onEveryPaper,
  papers,
  papersOf,
  pdfOf,
  print,
  squeezed,
  usePrinter,
} from './paper.ts';
import { readPdf } from './pdf-reader.ts';
import { longestSlip, parcelSlip, receiveSlip, returnSlip, testSlip, transitSlip } from './slips.ts';

usePrinter('printing');

test('a receive slip is printed on one page, with its fields and with barcodes that can be scanned', async () => {
  for (const { paper, text, pages, barcodes, size } of await onEveryPaper(receiveSlip)) {
    expect([paper, pages, barcodes]).toEqual([paper, 1, ['01MAIN0000101', 'N-31234']]);
    expect(text).toMatch(/^HOLDSHELFReader,Alexandra/);
    for (const part of ['Volume2of3', 'TheSeaAroundUs', 'NorthUniversityLibrary', '15Jan2027', 'Libraryuse'])
      expect(text).toContain(part);
    expect(Math.abs(size.widthMm - paperSizes[paper].widthMm)).toBeLessThanOrEqual(1);
  }
});

test('the longest slip, with the widest characters, is one page, and its barcodes can be read', async () => {
  const longest = (paper: PaperSize): Slip => longestSlip(paperSizes[paper].roll ? 'W' : '水');
  for (const { paper, pages, barcodes } of await onEveryPaper(longest))
    expect([paper, pages, barcodes]).toEqual([paper, 1, ['01MAIN0000101', 'N-31234']]);
});

test.each(papers)('a PDF on %s is the same slip', async (paper) => {
  const pdf = await pdfOf({ ...receiveSlip, title: evil }, paper);
  expect(pdf.note).toBe('saved as slips/12-01MAIN0000101.pdf');
  expect(pdf.pages).toBe(1);
  expect(pdf.barcodes).toEqual(['01MAIN0000101', 'N-31234']);
  expect(pdf.text).toMatch(/^HOLDSHELFReader,Alexandra/);
  expect(pdf.text).toContain(squeezed(evil));
  expect(existsSync(join(fixture.folder, 'pwned'))).toBe(false);
});

test('text of ordinary words, even at its longest, is printed in full', async () => {
  const slip = { ...longestSlip('long words '), libraryName: 'The End' };
  for (const { text } of await onEveryPaper(slip)) expect(text).toMatch(/TheEnd$/);
});

test('the logo is printed, and is in the PDF, unchanged', async () => {
  const { bytes, widthPx, heightPx } = barcodePng('LOGO-1');
  const logo: SlipLogo = {
    type: 'image/png',
    widthPx,
    heightPx,
    place: 'centre',
    data: bytes.toString('base64'),
  };
  const design: SlipDesign = { text: '', fields: [{ name: 'logo', isShown: true, size: 'large' }] };
  const slip = { ...receiveSlip, design };
  // The logo is a barcode, so a scanner can read it.
  const both = ['01MAIN0000101', 'LOGO-1', 'N-31234'];
  expect((await print(slip, '80mm', { logo })).result).toEqual({ ok: true, value: 'printed on Receipt' });
  expect(lookAt(await nextJob(), '80mm')).toMatchObject({ pages: 1, barcodes: both });
  const { result } = await print(slip, 'A4', { override: 'pdf', logo });
  if (!result.ok) throw new Error(result.error.message);
  expect(readPdf(join(dataDir, result.value.replace('saved as ', ''))).barcodes).toEqual(both);
});

test('a picture is drawn before it is stored, and a damaged one has no size', async () => {
  const size = (type: PictureType, bytes: Buffer) =>
    fixture.ask({ do: 'drawn-size', type, data: bytes.toString('base64') });
  expect(await size('image/png', framePng(120, 40))).toEqual({ widthPx: 120, heightPx: 40 });
  expect(await size('image/jpeg', smallJpeg)).toEqual({ widthPx: 40, heightPx: 20 });
  expect(await size('image/png', framePng(120, 40).subarray(0, 40))).toBeNull();
  expect(await size('image/jpeg', Buffer.concat([smallJpeg.subarray(0, 180), Buffer.alloc(20)]))).toBeNull();
  expect(await fixture.ask({ do: 'windows' })).toBe(0);
});

test('return slip, transit slip and test slip are printed too', async () => {
  const destination = { kind: 'in-transit', deskName: 'Hilltop Branch' } as const;
  const [returned, sent, passedOn, tried] = await papersOf([
    [returnSlip, '80mm'],
    [transitSlip, '58mm'],
    [{ ...receiveSlip, destination }, '58mm'],
    [testSlip, 'A4'],
  ]);
  expect(returned).toMatchObject({ pages: 1, barcodes: ['01MAIN0000102'] });
  expect(returned?.text).toContain('Notreceived:therequestwascancelled');
  expect(sent).toMatchObject({ pages: 1, barcodes: ['01MAIN0000101', 'N-31234'] });
  expect(sent?.text).toMatch(/^SENDTOHilltopBranchHilltopLibrary/);
  expect(passedOn?.text).toMatch(/^SENDTOHilltopBranch/);
  expect(tried).toMatchObject({ pages: 1, barcodes: ['TEST-0123456789'] });
});

test('the slip of a parcel is one piece of a roll, and fills several sheets, with every barcode on it', async () => {
  const slip = parcelSlip(8);
  const codes = [slip, ...(slip.others ?? [])]
    .flatMap((one) => (one.kind === 'return' ? [one.externalId, one.barcode ?? ''] : []))
    .toSorted();
  const [roll, sheets] = await papersOf([
    [slip, '80mm'],
    [slip, 'A4'],
  ]);
  expect(roll).toMatchObject({ pages: 1, barcodes: codes });
  expect(sheets?.pages).toBeGreaterThan(1);
  expect(sheets?.barcodes).toEqual(codes);
});

test('a transit slip with the longest and widest texts is one page, and its barcodes can be read', async () => {
  const longest = (paper: PaperSize): Slip => {
    const wide = (paperSizes[paper].roll ? 'W' : '水').repeat(5000);
    const to = { name: wide, libraryName: wide, address: Array.from({ length: 20 }, () => wide) };
    return { ...transitSlip, title: wide, author: wide, patronName: wide, from: wide, note: wide, to };
  };
  for (const printed of await onEveryPaper(longest))
    expect(printed).toMatchObject({ pages: 1, barcodes: ['01MAIN0000101', 'N-31234'] });
});

test('a barcode too long to fit across a roll is printed upright and can be read', async () => {
  const slip = { ...receiveSlip, externalId: '01FALSC_USF_1234567890123', barcode: 'x7'.repeat(32) };
  for (const printed of await onEveryPaper(slip))
    expect(printed).toMatchObject({ pages: 1, barcodes: [slip.externalId, slip.barcode].toSorted() });
});
