import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SlipDesign } from '../../../../shared/domain/slip-design.ts';
import type { PictureType, SlipLogo } from '../../../../shared/domain/slip-logo.ts';
import { barcodePng, framePng, smallJpeg } from '../../../support/picture.ts';
import type { PaperSize, Slip } from '../../../../shared/domain/slips.ts';
import { paperSizes } from '../../../../shared/domain/slips.ts';
import type { Settings } from '../../../../shared/domain/settings.ts';
import { startPrintServer, type PrintServer } from '../../../support/cups.ts';
import { newOpId } from '../../../support/desk.ts';
import { useOwnDisplay } from '../../../support/display.ts';
import { startFixture, type Fixture } from './fixture-app/start.ts';
import { readPdf } from './pdf-reader.ts';
import { longestSlip, parcelSlip, receiveSlip, returnSlip, testSlip, transitSlip } from './slips.ts';

// Real Electron, real CUPS: what is checked is the paper that comes out.

const papers = Object.keys(paperSizes) as PaperSize[];
const evil = `<img src=x onerror="require('fs').writeFileSync('pwned','1')">`;
const squeezed = (text: string): string => text.replace(/\s+/g, '');

let endDisplay: () => void;
let server: PrintServer;
let fixture: Fixture;
let dataDir: string;
let lastJob = 0;
beforeAll(async () => {
  endDisplay = await useOwnDisplay();
  server = await startPrintServer();
  fixture = await startFixture('printing', server.environment);
  dataDir = mkdtempSync(join(tmpdir(), 'desk-slips-'));
});
afterAll(async () => {
  await fixture.stop();
  await server.stop();
  endDisplay();
  rmSync(dataDir, { recursive: true, force: true });
});

const setTo = (paper: PaperSize, target: Settings['printing']['target'] = 'system', printerName = '') => ({
  target,
  printerName,
  paper,
});

const print = (
  slip: Slip,
  paper: PaperSize,
  more: { override?: string; timeoutMs?: number; logo?: SlipLogo } = {},
) =>
  fixture.ask({
    do: 'print',
    jobId: 12,
    slip,
    dataDir,
    printing: setTo(paper),
    override: more.override ?? null,
    ...(more.logo && { logo: more.logo }),
    ...(more.timeoutMs === undefined ? {} : { timeoutMs: more.timeoutMs }),
  });

/** What came out of the printer. */
const lookAt = (job: number, paper: PaperSize) => ({
  paper,
  text: squeezed(server.textOf(job)),
  pages: server.pagesOf(job).length,
  barcodes: server.barcodesOf(job).toSorted(),
  size: server.pageSizeOf(job),
});
type Printed = ReturnType<typeof lookAt>;

/** Prints slips and looks at them. While one goes to the print system, which takes half a second, the one before is looked at. */
const papersOf = async (slips: readonly (readonly [Slip, PaperSize])[]): Promise<readonly Printed[]> => {
  const printed: Printed[] = [];
  const lookAtNext = async (): Promise<void> => {
    const paper = slips[printed.length]?.[1];
    if (paper === undefined) return;
    lastJob = await server.nextPrinted(lastJob);
    printed.push(lookAt(lastJob, paper));
  };
  for (const [n, [slip, paper]] of slips.entries()) {
    const printing = print(slip, paper);
    if (n > 0) await lookAtNext();
    const { result } = await printing;
    expect(result).toEqual({ ok: true, value: 'printed on Receipt' });
  }
  await lookAtNext();
  return printed;
};

const paperOf = async (slip: Slip, paper: PaperSize): Promise<Printed> => {
  const [printed] = await papersOf([[slip, paper]]);
  if (!printed) throw new Error('Nothing was printed.');
  return printed;
};

/** The same on every paper. */
const onEveryPaper = (slip: Slip | ((paper: PaperSize) => Slip)): Promise<readonly Printed[]> =>
  papersOf(papers.map((paper) => [typeof slip === 'function' ? slip(paper) : slip, paper] as const));

const pdfOf = async (slip: Slip, paper: PaperSize) => {
  const { result } = await print(slip, paper, { override: 'pdf' });
  if (!result.ok) throw new Error(result.error.message);
  return { note: result.value, ...readPdf(join(dataDir, result.value.replace('saved as ', ''))) };
};

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
  lastJob = await server.nextPrinted(lastJob);
  expect(lookAt(lastJob, '80mm')).toMatchObject({ pages: 1, barcodes: both });
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
    .flatMap(({ externalId, barcode }) => [externalId, barcode ?? ''])
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

test('a code that Code 128 cannot say is printed as text', async () => {
  const { text, barcodes } = await paperOf({ ...receiveSlip, barcode: 'Ñ-31234' }, '80mm');
  expect(barcodes).toEqual(['01MAIN0000101']);
  expect(text).toContain('Ñ-31234');
});

describe('a title that is a program', () => {
  const pwned = (): string => join(fixture.folder, 'pwned');
  const attack = [{ type: 'text' as const, value: evil }];

  test('prints as these very characters and runs nothing', async () => {
    const { text } = await paperOf(
      { ...receiveSlip, title: evil, patronName: evil, circulationNote: evil },
      '80mm',
    );
    expect(text).toContain(squeezed(evil));
    expect(existsSync(pwned())).toBe(false);
  });

  // Each would write the file if one character of it became markup; the slips go through the window that prints.
  const write = `require('fs').writeFileSync('pwned','1')`;
  const attacks: readonly (readonly [how: string, title: string, slip: Slip])[] = [
    ['ends the style', `</style><script>${write}</script>`, receiveSlip],
    ['ends what is around it', `</bdi></h1></main><svg/onload=${write}>`, returnSlip],
    ['ends an attribute', `"><iframe srcdoc="<script>${write}</script>">`, transitSlip],
    ['is cut by NUL and turned around', `<\u0000script>${write}</script\u202E>`, transitSlip],
    ['is written in entities', `&lt;img src=x onerror=${write}&gt;&#60;b&#62;`, returnSlip],
  ];
  test('prints as its characters and runs nothing, whatever it tries to be', async () => {
    const slips = attacks.map(
      ([, title, slip]) => [{ ...slip, title, author: title } as Slip, '80mm'] as const,
    );
    for (const [n, { text, pages }] of (await papersOf(slips)).entries()) {
      const [how = '', title = ''] = attacks[n] ?? [];
      expect(pages, `one that ${how}`).toBe(1);
      const shown = squeezed(title.replace('\u0000', '').replace('\u202E', '')).slice(0, 24);
      expect(text, `one that ${how}`).toContain(shown);
    }
    expect(existsSync(pwned())).toBe(false);
  });

  test('runs nothing either where it would come in as markup: the page is locked as well', async () => {
    expect(await fixture.ask({ do: 'rows', rows: attack, printerName: 'Receipt' })).toMatchObject({
      ok: true,
    });
    lastJob = await server.nextPrinted(lastJob);
    expect(existsSync(pwned())).toBe(false);
  });

  test('would run without both: the attack is real', async () => {
    await fixture.ask({ do: 'unguarded', rows: attack, printerName: 'Receipt' });
    lastJob = await server.nextPrinted(lastJob);
    expect(existsSync(pwned())).toBe(true);
    rmSync(pwned());
  });
});

describe('when it cannot be printed', () => {
  test('a printer that is not there is a sentence, not a PDF in silence', async () => {
    const before = readdirSync(join(dataDir, 'slips')).length;
    const { result } = await print(receiveSlip, '80mm', { override: 'Gone' });
    expect(result).toMatchObject({
      ok: false,
      error: {
        code: 'printer-failed',
        message: expect.stringMatching(/^There is no printer Gone .* print again\.$/),
      },
    });
    expect(readdirSync(join(dataDir, 'slips'))).toHaveLength(before);
  });

  // The runtime itself would report these as printed.
  test('a printer that is stopped or takes no jobs is a sentence with what to do, and nothing is sent to it', async () => {
    const taken = server.accepted();
    for (const [stop, start, why] of [
      [server.reject, server.accept, 'takes no jobs at present'],
      [server.pause, server.resume, 'is stopped'],
    ] as const) {
      stop();
      const { result } = await print(receiveSlip, '80mm');
      start();
      const message = expect.stringMatching(new RegExp(`^The printer Receipt ${why}\\. Start it again`));
      expect(result).toMatchObject({ ok: false, error: { code: 'printer-failed', message } });
    }
    expect(server.accepted()).toEqual(taken);
    await paperOf(receiveSlip, '80mm');
  });

  test('one that does not answer in time is given up, at whatever moment, and the next slip comes out', async () => {
    for (const timeoutMs of [1, 100, 200, 300, 400]) {
      const { result } = await print(receiveSlip, '80mm', { timeoutMs });
      if (result.ok) continue;
      expect(result.error.code).toBe('printer-timeout');
      expect(result.error.message).toMatch(
        /^The printer Receipt did not answer within .* Look whether the slip came out/,
      );
      expect(await fixture.ask({ do: 'windows' })).toBe(0);
    }
    lastJob = server.printed().at(-1) ?? lastJob;
    expect((await paperOf(receiveSlip, '80mm')).pages).toBe(1);
    expect(await fixture.ask({ do: 'windows' })).toBe(0);
  });

  test('without a print system each slip becomes a PDF', async () => {
    const alone = await startFixture('printing-alone', { CUPS_SERVER: join(dataDir, 'no-socket') });
    try {
      expect(await alone.ask({ do: 'printers' })).toEqual([]);
      const { result } = await alone.ask({
        do: 'print',
        jobId: 99,
        slip: receiveSlip,
        dataDir,
        printing: setTo('80mm'),
        override: null,
      });
      expect(result).toEqual({ ok: true, value: 'saved as slips/99-01MAIN0000101.pdf' });
      expect(existsSync(join(dataDir, 'slips/99-01MAIN0000101.pdf'))).toBe(true);
    } finally {
      await alone.stop();
    }
  });
});

test('slips that wait come out one after the other', async () => {
  lastJob = server.printed().at(-1) ?? lastJob;
  const states = await fixture.ask({
    do: 'queue',
    dataDir,
    printing: setTo('80mm'),
    opIds: [newOpId(), newOpId(), newOpId()],
  });
  expect(states.map(({ jobId, state }) => `${jobId} ${state}`)).toEqual([
    '1 printing',
    '1 printed',
    '2 printing',
    '2 printed',
    '3 printing',
    '3 printed',
  ]);
  for (let n = 0; n < 3; n++) lastJob = await server.nextPrinted(lastJob);
  expect(server.printed().at(-1)).toBe(lastJob);
});
