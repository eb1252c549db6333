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

usePrinter();

test('a receive slip comes out on one page, with its fields and with barcodes that a scanner reads', async () => {
  for (const { paper, text, pages, barcodes, size } of await onEveryPaper(receiveSlip)) {
    expect([paper, pages, barcodes]).toEqual([paper, 1, ['01MAIN0000101', 'N-31234']]);
    expect(text).toMatch(/^HOLDSHELFReader,Alexandra/);
    for (const part of ['Volume2of3', 'TheSeaAroundUs', 'NorthUniversityLibrary', '15Jan2027', 'Libraryuse'])
      expect(text).toContain(part);
    expect(Math.abs(size.widthMm - paperSizes[paper].widthMm)).toBeLessThanOrEqual(1);
  }
});

test('the longest slip, of the widest characters, is one page, and its codes can be read', async () => {
  const longest = (paper: PaperSize): Slip => longestSlip(paperSizes[paper].roll ? 'W' : '水');
  for (const { paper, pages, barcodes } of await onEveryPaper(longest))
    expect([paper, pages, barcodes]).toEqual([paper, 1, ['01MAIN0000101', 'N-31234']]);
});

test.each(papers)('as a PDF on %s it is the same slip', async (paper) => {
  const pdf = await pdfOf({ ...receiveSlip, title: evil }, paper);
  expect(pdf.note).toBe('saved as slips/12-01MAIN0000101.pdf');
  expect(pdf.pages).toBe(1);
  expect(pdf.barcodes).toEqual(['01MAIN0000101', 'N-31234']);
  expect(pdf.text).toMatch(/^HOLDSHELFReader,Alexandra/);
  expect(pdf.text).toContain(squeezed(evil));
  expect(existsSync(join(fixture.folder, 'pwned'))).toBe(false);
});

test('every text of ordinary words, even at its longest, is on the page to its end', async () => {
  const slip = { ...longestSlip('long words '), libraryName: 'The End' };
  for (const { text } of await onEveryPaper(slip)) expect(text).toMatch(/TheEnd$/);
});

test('the logo comes out of the printer and stands in the PDF, as it is', async () => {
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
  // A scanner reads what the picture holds.
  const both = ['01MAIN0000101', 'LOGO-1', 'N-31234'];
  expect((await print(slip, '80mm', { logo })).result).toEqual({ ok: true, value: 'printed on Receipt' });
  expect(lookAt(await nextJob(), '80mm')).toMatchObject({ pages: 1, barcodes: both });
  const { result } = await print(slip, 'A4', { override: 'pdf', logo });
  if (!result.ok) throw new Error(result.error.message);
  expect(readPdf(join(dataDir, result.value.replace('saved as ', ''))).barcodes).toEqual(both);
});

test('a picture is drawn before it is kept: one that is damaged has no size', async () => {
  const size = (type: PictureType, bytes: Buffer) =>
    fixture.ask({ do: 'drawn-size', type, data: bytes.toString('base64') });
  expect(await size('image/png', framePng(120, 40))).toEqual({ widthPx: 120, heightPx: 40 });
  expect(await size('image/jpeg', smallJpeg)).toEqual({ widthPx: 40, heightPx: 20 });
  expect(await size('image/png', framePng(120, 40).subarray(0, 40))).toBeNull();
  expect(await size('image/jpeg', Buffer.concat([smallJpeg.subarray(0, 180), Buffer.alloc(20)]))).toBeNull();
  expect(await fixture.ask({ do: 'windows' })).toBe(0);
});

test('return slip, transit slip and test slip come out too', async () => {
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

test('the slip of a parcel is one piece of a roll, and goes on over sheets with every code on it', async () => {
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

test('a transit slip of the longest and widest texts is one page, and its codes can be read', async () => {
  const longest = (paper: PaperSize): Slip => {
    const wide = (paperSizes[paper].roll ? 'W' : '水').repeat(5000);
    const to = { name: wide, libraryName: wide, address: Array.from({ length: 20 }, () => wide) };
    return { ...transitSlip, title: wide, author: wide, patronName: wide, from: wide, note: wide, to };
  };
  for (const printed of await onEveryPaper(longest))
    expect(printed).toMatchObject({ pages: 1, barcodes: ['01MAIN0000101', 'N-31234'] });
});

test('a code too long to lie across a roll stands upright and can be read', async () => {
  const slip = { ...receiveSlip, externalId: '01FALSC_USF_1234567890123', barcode: 'x7'.repeat(32) };
  for (const printed of await onEveryPaper(slip))
    expect(printed).toMatchObject({ pages: 1, barcodes: [slip.externalId, slip.barcode].toSorted() });
});
