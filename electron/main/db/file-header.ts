import { closeSync, openSync, readSync, statSync } from 'node:fs';

/** What the first bytes of a database file contain. */
type HeaderFacts = {
  readonly schemaVersion: number;
  /** See file-identity.ts. */
  readonly generation: number;
  /** How large the file should be. */
  readonly sizeBytes: number;
};

/** The header of a database file, read without opening it as a database (and so without changing it). */
type FileHeader =
  | { readonly kind: 'missing' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'not-a-file' }
  | { readonly kind: 'foreign' }
  | {
      readonly kind: 'database';
      readonly schemaVersion: number;
      readonly generation: number;
      readonly sizeBytes: number;
      readonly truncated: boolean;
    };

/** The size of a database header in bytes. */
export const headerBytes = 100;
const magic = Buffer.from('SQLite format 3\0', 'latin1');

/** Parses a header; null if the bytes are not one. Layout: https://www.sqlite.org/fileformat2.html#the_database_header */
export const parseHeader = (header: Buffer): HeaderFacts | null => {
  if (header.length < headerBytes || magic.compare(header, 0, magic.length) !== 0) return null;
  const storedPageSize = header.readUInt16BE(16);
  const pageSize = storedPageSize === 1 ? 65_536 : storedPageSize;
  return {
    schemaVersion: header.readUInt32BE(60),
    generation: header.readInt32BE(68),
    sizeBytes: header.readUInt32BE(28) * pageSize,
  };
};

/**
 * Reads the header of a database file. No connection of this process may have it open: closing the file would release the connection's
 * locks.
 * @throws a system error if the file exists but cannot be read.
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
  const facts = parseHeader(header);
  if (!facts) return { kind: 'foreign' };
  const { schemaVersion, generation } = facts;
  return {
    kind: 'database',
    schemaVersion,
    generation,
    sizeBytes: stats.size,
    truncated: stats.size < facts.sizeBytes,
  };
};
