import { join } from 'node:path';
import { capture } from '../../../../electron/tooling/lib/processes.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const run = (command: string, ...args: readonly string[]): string => {
  const result = capture(command, args, { timeoutMs: 30_000 });
  if (result.code !== 0) throw new Error(`${command} failed: ${result.stderr}`);
  return result.stdout;
};

/** Reads a PDF with other programs: its text without spaces, its pages, and the barcodes on them. */
export const readPdf = (
  file: string,
): { readonly text: string; readonly pages: number; readonly barcodes: readonly string[] } => {
  const folder = temporaryFolder();
  try {
    run('pdftoppm', '-r', '203', '-gray', '-png', file, join(folder, 'page'));
    const scanned = run('sh', '-c', `zbarimg --quiet --nodbus --raw ${folder}/*.png`);
    return {
      text: run('pdftotext', file, '-').replace(/\s+/g, ''),
      pages: Number(/^Pages:\s+(\d+)$/m.exec(run('pdfinfo', file))?.[1]),
      barcodes: scanned
        .split('\n')
        .filter((line) => line !== '')
        .sort(),
    };
  } finally {
  }
};
