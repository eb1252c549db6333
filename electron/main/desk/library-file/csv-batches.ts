import { parse } from 'csv-parse';
import type { FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import type { CsvField, CsvHeader } from './csv-columns.ts';
import { detectDelimiter, readHeader } from './csv-columns.ts';
import { FileFault } from './row-fault.ts';
import type { RawBatch, RawRow } from './sections.ts';
import { maxRowBytes, rowsPerBatch } from './sections.ts';

const sampleBytes = 64 * 1024;

type Parsed = {
  readonly record: readonly string[];
  readonly info: { readonly lines: number; readonly bytes: number };
};

/**
 * The requests of a CSV file, with the name of each field's column for the report.
 * @param from offset of the first byte after a byte order mark.
 * @throws FileFault when the columns are not ours (before the first batch) or when a quote is never closed (after the last good one).
 */
export async function* csvBatches(
  file: FileHandle,
  from: number,
  onHeader: (header: CsvHeader) => void,
): AsyncGenerator<RawBatch> {
  const sample = Buffer.alloc(sampleBytes);
  const { bytesRead: sampled } = await file.read(sample, 0, sampleBytes, from);
  const parser = parse({
    delimiter: detectDelimiter(sample.subarray(0, sampled).toString('utf8')),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: maxRowBytes,
  });
  // The parser is destroyed with the reading error, which the loop below then throws.
  pipeline(file.createReadStream({ start: from, autoClose: false }), parser, () => undefined);

  let header: CsvHeader | null = null;
  let rows: RawRow[] = [];
  let bytesRead = from;
  let line = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      const row = line;
      line = info.lines + 1;
      bytesRead = from + info.bytes;
      if (record.every((cell) => cell.trim() === '')) continue;
      if (!header) onHeader((header = readHeader(record)));
      else rows.push(toRow(header, record, row));
      if (rows.length === rowsPerBatch) {
        yield { section: 'requests', rows, bytesRead };
        rows = [];
      }
    }
  } catch (error) {
    if (rows.length > 0) yield { section: 'requests', rows, bytesRead };
    if (!(error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_'))) throw error;
    throw new FileFault(
      `The file cannot be read from line ${line} on: a quote that opens there is probably never closed. ` +
        'The rows before it were imported. Correct the line and import the file again.',
    );
  }
  if (!header) readHeader([]);
  if (rows.length > 0) yield { section: 'requests', rows, bytesRead };
}

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
