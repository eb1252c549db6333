import type { Migration } from '../migrate.ts';

/**
 * Temporary barcodes that the program makes: what those of a library begin with (empty: its code and `-T`), and for each beginning the
 * number of the next one, which only ever grows. So no barcode comes twice, whatever becomes of libraries and their codes.
 */
export const barcodesOfOurOwn: Migration = {
  version: 110,
  up: `
ALTER TABLE library ADD COLUMN barcode_prefix TEXT NOT NULL DEFAULT '';
CREATE TABLE barcode_series (
  id INTEGER PRIMARY KEY,
  prefix TEXT NOT NULL UNIQUE,
  next_number INTEGER NOT NULL CHECK (next_number > 0)
) STRICT;
`,
};
