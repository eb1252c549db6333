import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** What the first bytes of a database file say, read without opening it as a database (and so without changing it). */
export type FileHeader =
  | { readonly kind: 'missing' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-a-file' }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'database'; readonly schemaVersion: number; readonly truncated: boolean };

const headerBytes = 100;
const magic = 'SQLite format 3\0';

/**
 * Reads the header of a database file. Layout: https://www.sqlite.org/fileformat2.html#the_database_header
 * @throws a system error when the file exists but cannot be read.
 */
export const readFileHeader = (file: string): FileHeader => {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (!stats) return { kind: 'missing' };
  if (!stats.isFile()) return { kind: 'not-a-file' };
  if (stats.size === 0) return { kind: 'empty' };
  const header = Buffer.alloc(headerBytes);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, header, 0, headerBytes, 0);
  } finally {
    closeSync(descriptor);
  }
  if (header.toString('latin1', 0, magic.length) !== magic) return { kind: 'foreign' };
  const storedPageSize = header.readUInt16BE(16);
  const pageSize = storedPageSize === 1 ? 65_536 : storedPageSize;
  return {
    kind: 'database',
    schemaVersion: header.readUInt32BE(60),
    truncated: stats.size < header.readUInt32BE(28) * pageSize,
  };
};
