import { isUtf8 } from 'node:buffer';
import type { SourceFile } from './source-file.ts';
import { type Outline, Outliner } from './json-outline.ts';
import type { Run } from './row-runs.ts';
import { type RawBatch, type RawRow, sections, fileVersions } from '../sections.ts';
import { t } from '../../../../shared/words/words.ts';
import { FileFault } from '../row-fault.ts';

const chunkBytes = 1024 * 1024;

/**
 * Reads the whole file once to find its sections.
 * @param from offset of the first byte after a byte order mark.
 * @param cancelled checked between chunks. If it returns true, the outline is not usable.
 */
export const outlineOf = async (
  file: SourceFile,
  from: number,
  cancelled: () => boolean,
): Promise<Outline> => {
  const outliner = new Outliner(from);
  const buffer = Buffer.allocUnsafe(chunkBytes);
  let position = from;
  while (!cancelled()) {
    const { bytesRead } = await file.read(buffer, 0, chunkBytes, position);
    position += bytesRead;
    if (bytesRead === 0 || !outliner.push(buffer.subarray(0, bytesRead))) break;
  }
  return outliner.end();
};

/** Returns the 1-based line of a byte. Reads the file up to there, so use it for messages, not for each row. */
export const lineOfByte = async (file: SourceFile, byte: number): Promise<number> => {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  let line = 1;
  let position = 0;
  while (position < byte) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(chunkBytes, byte - position), position);
    if (bytesRead === 0) break;
    const chunk = buffer.subarray(0, bytesRead);
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) line += 1;
    position += bytesRead;
  }
  return line;
};

/** Yields the rows of a library file, section by section in import order, whatever their order in the file. */
export async function* jsonBatches(file: SourceFile, outline: Outline): AsyncGenerator<RawBatch> {
  let buffer = Buffer.allocUnsafe(chunkBytes);
  let bytesRead = 0;
  for (const section of sections) {
    for (const run of outline.runs) {
      if (run.section !== section) continue;
      const size = run.end - run.start;
      bytesRead += size;
      if (run.unread !== null) {
        yield { section, rows: [{ row: run.firstRow, unreadable: run.unread }], bytesRead };
        continue;
      }
      if (buffer.length < size) buffer = Buffer.allocUnsafe(size);
      const got = await file.read(buffer, 0, size, run.start);
      yield { section, rows: rowsOf(buffer.subarray(0, got.bytesRead), run), bytesRead };
    }
  }
}

/** Parses all rows together. Only if that fails, parses them one by one, to refuse just the broken ones. */
const rowsOf = (bytes: Buffer, run: Run): readonly RawRow[] => {
  if (isUtf8(bytes)) {
    try {
      const values = JSON.parse(`[${bytes.toString('utf8')}]`) as unknown[];
      return values.map((value, index) => ({ row: run.firstRow + index, value }));
    } catch {
      // At least one row is not valid: parse each of them.
    }
  }
  return splitRows(bytes).map((row, index) => parseRow(row, run.firstRow + index));
};

const parseRow = (bytes: Buffer, row: number): RawRow => {
  if (!isUtf8(bytes))
    return {
      row,
      unreadable: t('This row is not UTF-8, so it cannot be read. Save the file as UTF-8.'),
    };
  try {
    return { row, value: JSON.parse(bytes.toString('utf8')) as unknown };
  } catch {
    return {
      row,
      unreadable: t('This row is not valid JSON. Look for a missing comma, colon or quote in it.'),
    };
  }
};

/** Splits at the commas between rows. The brackets and quotes match: the outline has checked that. */
const splitRows = (bytes: Buffer): readonly Buffer[] => {
  const rows: Buffer[] = [];
  let start = 0;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (inString) {
      if (byte === 0x5c) at += 1;
      else if (byte === 0x22) inString = false;
    } else if (byte === 0x22) inString = true;
    else if (byte === 0x7b || byte === 0x5b) depth += 1;
    else if (byte === 0x7d || byte === 0x5d) depth -= 1;
    else if (byte === 0x2c && depth === 0) {
      rows.push(bytes.subarray(start, at));
      start = at + 1;
    }
  }
  rows.push(bytes.subarray(start));
  return rows;
};

const notALibraryFile = t(
  'This is JSON, but not a library file: it does not begin with "format": "borrow-desk/library". Choose another file.',
);

/** @throws FileFault unless it is a library file of a supported version. @param line the line in which it breaks off. */
export const refuseOther = (outline: Outline, line: number): void => {
  const [format, version] = ['format', 'version'].map((key) => outline.values.get(key));
  if (format === 'borrow-desk/library' && fileVersions.some((each) => each === version)) return;
  if (format === undefined && outline.broken) throw brokenFile(outline, line);
  if (format !== 'borrow-desk/library') throw new FileFault(notALibraryFile);
  if (version === undefined && outline.broken) throw brokenFile(outline, line);
  if (typeof version === 'number' && !fileVersions.some((each) => each >= version))
    throw new FileFault(
      t(
        'The library file is version {version}, but this version of Borrow Desk reads versions 1, 2 and 3. Update Borrow Desk, or export the file as version 3.',
        { version },
      ),
    );
  throw new FileFault(t('The library file has no valid "version", so it cannot be read. Export it again.'));
};

/** Returns the fault of a file that breaks off. @param line the line in which it does. */
export const brokenFile = ({ broken }: Outline, line: number): FileFault =>
  new FileFault(
    t(
      'The file is not valid JSON from line {line}, byte {byte}: {why}. Correct it there, or export the file again, then import it again.',
      { line, byte: broken?.byte ?? 0, why: broken?.why ?? '' },
    ),
  );
