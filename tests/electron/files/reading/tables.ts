import { sniff } from '../../../../electron/main/files/reading/sniff.ts';
import { openTables } from '../../../../electron/main/files/reading/open-tables.ts';
import { scoreOf } from '../../../../electron/main/files/intake/recognize.ts';
import type { SourceFile } from '../../../../electron/main/files/reading/source-file.ts';
import type { TableRow } from '../../../../electron/main/files/reading/table.ts';

/** Bytes as a file. */
export const fileOf = (bytes: Buffer): SourceFile => ({
  read: (buffer, offset, length, position) =>
    Promise.resolve({
      bytesRead: position >= bytes.length ? 0 : bytes.copy(buffer, offset, position, position + length),
    }),
});

/** Reads the rows of a file's tables, by sheet name. @throws FileFault. */
export const tablesIn = async (bytes: Buffer): Promise<Record<string, TableRow[]>> => {
  const file = fileOf(bytes);
  const sniffed = await sniff(file, bytes.length, 'list.xlsx');
  if (sniffed.kind === 'json') throw new Error('This is JSON.');
  const tables: Record<string, TableRow[]> = {};
  for (const table of await openTables(file, bytes.length, sniffed, scoreOf)) {
    const rows: TableRow[] = (tables[table.name] = []);
    for await (const batch of table.rows()) rows.push(...batch.rows);
  }
  return tables;
};
