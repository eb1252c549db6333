import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { SlipLogo } from '../../../../shared/domain/slips/logo.ts';
import { type PaperSize, paperSizes } from '../../../../shared/domain/slips/printing.ts';
import type { Slip } from '../../../../shared/domain/slips/all-slips.ts';
import type { Settings } from '../../../../shared/domain/settings.ts';
import { startPrintServer, type PrintServer } from '../../../support/cups.ts';
import { useOwnDisplay } from '../../../support/display.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { startFixture, type Fixture } from './fixture-app/start.ts';
import { readPdf } from './pdf-reader.ts';

// Real Electron and real CUPS: the tests check the printed paper.

export const papers = Object.keys(paperSizes) as PaperSize[];
export const evil = `<img src=x onerror="require('fs').writeFileSync('pwned','1')">`;
export const squeezed = (text: string): string => text.replace(/\s+/g, '');

let endDisplay: () => void;
export let server: PrintServer;
export let fixture: Fixture;
export let dataDir: string;
let lastJob = 0;

/**
 * Starts a print server and the fixture program for the tests of a file.
 * @param name of the folder of that program: files that run at the same time have one each
 */
export const usePrinter = (name: string): void => {
  beforeAll(async () => {
    endDisplay = await useOwnDisplay();
    server = await startPrintServer();
    fixture = await startFixture(name, server.environment);
    dataDir = temporaryFolder();
  });
  afterAll(async () => {
    await fixture.stop();
    await server.stop();
    endDisplay();
  });
};

export const setTo = (
  paper: PaperSize,
  target: Settings['printing']['target'] = 'system',
  printerName = '',
) => ({
  target,
  printerName,
  paper,
});

export const print = (
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

/** The next printed job. */
export const nextJob = async (): Promise<number> => (lastJob = await server.nextPrinted(lastJob));

/** Ignores the jobs printed so far. */
export const passOver = (): void => {
  lastJob = server.printed().at(-1) ?? lastJob;
};

/** The contents of a printed job. */
export const lookAt = (job: number, paper: PaperSize) => ({
  paper,
  text: squeezed(server.textOf(job)),
  pages: server.pagesOf(job).length,
  barcodes: server.barcodesOf(job).toSorted(),
  size: server.pageSizeOf(job),
});
type Printed = ReturnType<typeof lookAt>;

/** Prints slips and reads them. While one goes to the print system, which takes half a second, the one before is read. */
export const papersOf = async (
  slips: readonly (readonly [Slip, PaperSize])[],
): Promise<readonly Printed[]> => {
  const printed: Printed[] = [];
  const lookUpNext = async (): Promise<void> => {
    const paper = slips[printed.length]?.[1];
    if (paper === undefined) return;
    printed.push(lookAt(await nextJob(), paper));
  };
  for (const [n, [slip, paper]] of slips.entries()) {
    const printing = print(slip, paper);
    if (n > 0) await lookUpNext();
    const { result } = await printing;
    expect(result).toEqual({ ok: true, value: 'printed on Receipt' });
  }
  await lookUpNext();
  return printed;
};

export const paperOf = async (slip: Slip, paper: PaperSize): Promise<Printed> => {
  const [printed] = await papersOf([[slip, paper]]);
  if (!printed) throw new Error('Nothing was printed.');
  return printed;
};

/** Prints the same slip on every paper. */
export const onEveryPaper = (slip: Slip | ((paper: PaperSize) => Slip)): Promise<readonly Printed[]> =>
  papersOf(papers.map((paper) => [typeof slip === 'function' ? slip(paper) : slip, paper] as const));

export const pdfOf = async (slip: Slip, paper: PaperSize) => {
  const { result } = await print(slip, paper, { override: 'pdf' });
  if (!result.ok) throw new Error(result.error.message);
  return { note: result.value, ...readPdf(join(dataDir, result.value.replace('saved as ', ''))) };
};
