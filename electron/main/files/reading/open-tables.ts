import { FileFault } from '../row-fault.ts';
import { type TextSource, dialectOf, separatorLine, textTable } from './text-table.ts';
import type { Sniffed } from './sniff.ts';
import type { SourceFile } from './source-file.ts';
import type { Table } from './table.ts';
import { encodingOf, TextPieces } from '../../text-decoder.ts';
import { openPackage } from './workbook/package.ts';
import { openWorkbook } from './workbook/workbook.ts';
import { t } from '../../../../shared/words/words.ts';

const chunkBytes = 256 * 1024;
const sampleBytes = 64 * 1024;

/** Returns how much rows look like a table of requests. */
type Score = (rows: readonly (readonly string[])[]) => number;

/**
 * Opens the tables of a file: the one of a text file, or of a ZIP file with a single text (as reports are mailed), or the sheets of a
 * workbook.
 * @throws FileFault if there is none.
 */
export const openTables = async (
  file: SourceFile,
  sizeBytes: number,
  sniffed: Exclude<Sniffed, { readonly kind: 'json' }>,
  score: Score,
): Promise<readonly Table[]> => {
  if (sniffed.kind === 'text')
    return [
      await tableOf(
        { encoding: sniffed.encoding, sizeBytes, chunks: () => chunksOf(file, sniffed.from) },
        score,
      ),
    ];
  const zip = await openPackage(file, sizeBytes);
  const sheets = await openWorkbook(zip);
  if (sheets !== null) return sheets;
  const texts = zip.names.filter((name) => /\.(csv|tsv|tab|txt)$/i.test(name));
  const [text] = texts;
  if (text === undefined || texts.length > 1)
    throw new FileFault(t('This is a ZIP file, not a workbook. Unpack it and import one of its files.'));
  const unpacked = () => zip.read(text);
  const { encoding, from } = encodingOf(await beginning(unpacked(), 4_096));
  return [
    await tableOf({ encoding, sizeBytes: zip.sizeOf(text), chunks: () => without(unpacked(), from) }, score),
  ];
};

const tableOf = async (source: TextSource, score: Score): Promise<Table> => {
  const bytes = await beginning(source.chunks(), sampleBytes);
  const sample = new TextPieces(source.encoding).push(bytes);
  const dialect = dialectOf(sample, score);
  const table = textTable(source, dialect);
  const [firstLine = ''] = sample.split(/[\r\n]/, 1);
  return separatorLine.test(firstLine) ? withoutFirst(table) : table;
};

/** Returns the table without the line that names its separator. */
const withoutFirst = (table: Table): Table => ({
  ...table,
  rows: async function* () {
    for await (const batch of table.rows()) yield { ...batch, rows: batch.rows.filter(({ row }) => row > 1) };
  },
});

async function* chunksOf(file: SourceFile, from: number): AsyncGenerator<Uint8Array> {
  for (let position = from; ;) {
    // A new buffer for each chunk, because the decoder may keep parts of the last one.
    const buffer = Buffer.allocUnsafe(chunkBytes);
    const { bytesRead } = await file.read(buffer, 0, chunkBytes, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

async function* without(chunks: AsyncIterable<Uint8Array>, bytes: number): AsyncGenerator<Uint8Array> {
  let left = bytes;
  for await (const chunk of chunks) {
    const cut = Math.min(left, chunk.length);
    left -= cut;
    if (cut < chunk.length) yield chunk.subarray(cut);
  }
}

const beginning = async (chunks: AsyncIterable<Uint8Array>, bytes: number): Promise<Uint8Array> => {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    if ((length += chunk.length) >= bytes) break;
  }
  return Buffer.concat(parts).subarray(0, bytes);
};
