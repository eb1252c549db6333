import { parse } from 'csv-parse';
import type { SourceFile } from './source-file.ts';
import type { CsvField } from '../../../../../shared/domain/request-fields.ts';
import type { CsvHeader } from './csv-columns.ts';
import { detectDelimiter, readHeader } from './csv-columns.ts';
import { FileFault } from '../row-fault.ts';
import type { RawBatch, RawRow } from '../sections.ts';
import { maxRowBytes, rowsPerBatch } from '../sections.ts';

const sampleBytes = 64 * 1024;
const chunkBytes = 256 * 1024;
/** A record that is longer is none: a quote before it was not closed. */
const maxRecordBytes = 1024 * 1024;

type Found = { readonly row: number; readonly record: readonly string[] };

/**
 * The requests of a CSV file, with the name of each field's column for the report.
 * @param from offset of the first byte after a byte order mark.
 * @throws FileFault when the columns are not ours (before the first batch) or when a quote is never closed (after the last good one).
 */
export async function* csvBatches(
  file: SourceFile,
  from: number,
  onHeader: (header: CsvHeader) => void,
): AsyncGenerator<RawBatch> {
  const parser = await openParser(file, from);
  let header: CsvHeader | null = null;
  let rows: RawRow[] = [];
  let characters = 0;
  for await (const { bytesRead, found } of parser.chunks()) {
    for (const { record, row } of found) {
      if (!header) onHeader((header = readHeader(record)));
      else rows.push(toRow(header, record, row));
      characters += lengthOf(record);
      if (rows.length < rowsPerBatch && characters < maxRowBytes) continue;
      yield { section: 'requests', rows, bytesRead };
      rows = [];
      characters = 0;
    }
  }
  if (!header) readHeader([]);
  if (rows.length > 0) yield { section: 'requests', rows, bytesRead: parser.bytesRead() };
  const line = parser.brokenLine();
  if (line === null) return;
  throw new FileFault(
    `The file cannot be read from line ${line} on: a quote that opens there is probably never closed. ` +
      'Correct the line and import the file again.',
  );
}

/**
 * Feeds the file to the CSV parser chunk by chunk and collects the records of each as they are found, not from the parser's
 * stream: that throws away the good records before an error.
 */
const openParser = async (file: SourceFile, from: number) => {
  const sample = Buffer.alloc(sampleBytes);
  const { bytesRead: sampled } = await file.read(sample, 0, sampleBytes, from);
  let found: Found[] = [];
  let line = 1;
  let broken = false;
  let position = from;
  const parser = parse({
    delimiter: detectDelimiter(sample.subarray(0, sampled).toString('utf8')),
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: maxRecordBytes,
    on_record: (record: readonly string[], { lines }) => {
      if (record.some((cell) => cell.trim() !== '')) found.push({ row: line, record });
      line = lines + 1;
      return null;
    },
  });
  const settled = (act: (done: (error?: Error | null) => void) => void): Promise<void> =>
    new Promise((resolve) => {
      act((error) => {
        broken ||= Boolean(error);
        resolve();
      });
    });
  parser.on('error', () => {
    broken = true;
  });
  parser.resume();
  const take = (): { readonly bytesRead: number; readonly found: readonly Found[] } => {
    const taken = found;
    found = [];
    return { bytesRead: position, found: taken };
  };
  return {
    bytesRead: (): number => position,
    brokenLine: (): number | null => (broken ? line : null),
    chunks: async function* () {
      while (!broken) {
        // A new buffer for each chunk: the parser keeps parts of the last one.
        const buffer = Buffer.allocUnsafe(chunkBytes);
        const { bytesRead } = await file.read(buffer, 0, chunkBytes, position);
        position += bytesRead;
        if (bytesRead === 0) break;
        await settled((done) => parser.write(buffer.subarray(0, bytesRead), done));
        yield take();
      }
      if (!broken) await settled((done) => parser.once('error', done).end(() => done()));
      yield take();
    },
  };
};

const lengthOf = (record: readonly string[]): number => {
  let length = 0;
  for (const cell of record) length += cell.length;
  return length;
};

const toRow = ({ fields }: CsvHeader, record: readonly string[], row: number): RawRow => {
  if (record.length > fields.length)
    return {
      row,
      unreadable:
        `This row has ${record.length} cells, but the first line names ${fields.length} columns. ` +
        'A text that holds the separator needs quotes around it.',
    };
  const cells: Partial<Record<CsvField, string>> = {};
  for (let i = 0; i < record.length; i += 1) {
    const field = fields[i];
    const cell = record[i]?.trim() ?? '';
    if (!field || cell === '') continue;
    if (cell.includes('\uFFFD'))
      return {
        row,
        unreadable: 'This row is not UTF-8 text, so its letters are unknown. Save the file as “CSV UTF-8”.',
      };
    cells[field] = cell;
  }
  const { patronName = '', patronEmail = '', partnerName = '' } = cells;
  return { row, value: toValue(cells), newcomers: { patronName, patronEmail, partnerName } };
};

/** The same fields as a request of a library file; an empty cell is an absent field. */
const toValue = (cells: Partial<Record<CsvField, string>>): Record<string, unknown> => {
  const { volumes, rota, note, conditionReason, conditionNote, replyBy, ...same } = cells;
  const { patronName: _name, patronEmail: _email, partnerName: _partner, ...plain } = same;
  const value: Record<string, unknown> = { ...plain };
  if (volumes !== undefined) value['volumes'] = /^\d{1,9}$/.test(volumes) ? Number(volumes) : volumes;
  if (rota !== undefined) value['rota'] = rota.split('|').map((code) => code.trim());
  if (note !== undefined) value['notes'] = [{ from: 'staff', text: note }];
  if (conditionReason !== undefined || conditionNote !== undefined || replyBy !== undefined)
    value['condition'] = { reason: conditionReason, note: conditionNote, replyBy };
  return value;
};
