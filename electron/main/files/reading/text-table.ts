import { parse } from 'csv-parse';
import { FileFault } from '../row-fault.ts';
import { type Table, type TableBatch, type TableRow, cellTooLong, maxCellLength } from './table.ts';
import { type Encoding, TextPieces } from '../../text-decoder.ts';
import { t } from '../../../../shared/words/words.ts';
import { parse as parseSync } from 'csv-parse/sync';

/** A longer record means that an earlier quote was not closed. */
const maxRecordCharacters = 1024 * 1024;

/** The bytes of a text after the byte order mark, any number of times. */
export type TextSource = {
  readonly encoding: Encoding;
  readonly sizeBytes: number;
  readonly chunks: () => AsyncIterable<Uint8Array>;
};

/** A table in a text, with a separator between cells. */
export const textTable = (source: TextSource, dialect: Dialect): Table => ({
  name: '',
  sizeBytes: source.sizeBytes,
  is1904: false,
  rows: () => readRows(source, dialect),
});

async function* readRows({ encoding, chunks }: TextSource, dialect: Dialect): AsyncGenerator<TableBatch> {
  const pieces = new TextPieces(encoding);
  const parser = openParser(dialect);
  let bytesRead = 0;
  for await (const chunk of chunks()) {
    bytesRead += chunk.length;
    const rows = await parser.push(pieces.push(chunk));
    if (rows.length > 0) yield { rows, bytesRead };
    if (parser.brokenLine() !== null) break;
  }
  const rows = [...(await parser.push(pieces.push(new Uint8Array(0), true))), ...(await parser.end())];
  if (rows.length > 0) yield { rows, bytesRead };
  const line = parser.brokenLine();
  if (line === null) return;
  throw new FileFault(
    t(
      'The file cannot be read from line {line}: a quotation mark there is probably never closed. Correct the line and import the file again.',
      { line },
    ),
  );
}

type ParserOptions = {
  readonly delimiter: string;
  readonly quote: string | null;
  readonly escape: string | null;
  readonly record_delimiter: string[];
  readonly relax_column_count: true;
  readonly relax_quotes: true;
  readonly max_record_size: number;
};

/** Parser settings for a dialect, both for the table and for guessing the dialect. */
const parserOptions = ({ separator, quoted }: Dialect): ParserOptions => ({
  delimiter: separator,
  quote: quoted ? '"' : null,
  escape: quoted ? '"' : null,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: maxRecordCharacters,
});

/** Collects the records of each piece as they are found, not from the parser's stream, which drops the good records before an error. */
const openParser = (dialect: Dialect) => {
  let found: TableRow[] = [];
  let line = 1;
  let broken = false;
  const parser = parse({
    ...parserOptions(dialect),
    on_record: (record: readonly string[], { lines }) => {
      if (record.some((cell) => cell.trim() !== '')) found.push(rowOf(record, line));
      line = lines + 1;
      return null;
    },
  });
  parser.on('error', () => {
    broken = true;
  });
  parser.resume();
  const settled = (act: (done: (error?: Error | null) => void) => void): Promise<void> =>
    new Promise((resolve) => {
      act((error) => {
        broken ||= Boolean(error);
        resolve();
      });
    });
  const take = (): readonly TableRow[] => {
    const taken = found;
    found = [];
    return taken;
  };
  return {
    brokenLine: (): number | null => (broken ? line : null),
    push: async (text: string): Promise<readonly TableRow[]> => {
      if (!broken && text !== '') await settled((done) => parser.write(Buffer.from(text), done));
      return take();
    },
    end: async (): Promise<readonly TableRow[]> => {
      if (!broken) await settled((done) => parser.once('error', done).end(() => done()));
      return take();
    },
  };
};

const rowOf = (cells: readonly string[], row: number): TableRow =>
  cells.some((cell) => cell.length > maxCellLength)
    ? { row, cells: [], unreadable: cellTooLong }
    : { row, cells };

/** The separator between cells, and whether quotes enclose cells. */
type Dialect = { readonly separator: ',' | ';' | '\t' | '|'; readonly quoted: boolean };

const separators = [',', ';', '\t', '|'] as const;

/** Programs that write tabs often do not quote cells: there a quote belongs to the text. */
const dialects: readonly Dialect[] = [
  ...separators.map((separator) => ({ separator, quoted: true })),
  { separator: '\t', quoted: false },
];

const rowsLooked = 400;

/** `sep=;` in the first line: Excel reads it as the separator; it is not part of the table. */
export const separatorLine = /^"?sep=([,;\t|])"?\s*$/i;

/**
 * Guesses the dialect of a text from its beginning.
 * @param score how much the rows look like a table of requests: the number of known heads.
 */
export const dialectOf = (
  sample: string,
  score: (rows: readonly (readonly string[])[]) => number,
): Dialect => {
  const [firstLine = ''] = sample.split(/[\r\n]/, 1);
  const declared = separators.find((separator) => separator === separatorLine.exec(firstLine)?.[1]);
  const tried = dialects
    .filter(({ separator }) => declared === undefined || separator === declared)
    .map((dialect) => {
      const rows = rowsOf(sample, dialect);
      return { dialect, heads: score(rows), even: evenRows(rows) };
    });
  const [first, ...others] = tried;
  if (!first) return { separator: ',', quoted: true };
  return others.reduce(
    (best, one) =>
      one.heads > best.heads || (one.heads === best.heads && one.even > best.even) ? one : best,
    first,
  ).dialect;
};

const rowsOf = (sample: string, dialect: Dialect): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  try {
    // The sample may end in the middle of a cell; the records before it count.
    parseSync(sample, {
      ...parserOptions(dialect),
      to: rowsLooked,
      on_record: (record: string[]) => {
        rows.push(record);
        return null;
      },
    });
  } catch {
    // The records before the error count.
  }
  return rows;
};

/** Counts the cells in rows of the most common width above one. */
const evenRows = (rows: readonly (readonly string[])[]): number => {
  const counts = new Map<number, number>();
  for (const { length } of rows) if (length > 1) counts.set(length, (counts.get(length) ?? 0) + length);
  return Math.max(0, ...counts.values());
};
