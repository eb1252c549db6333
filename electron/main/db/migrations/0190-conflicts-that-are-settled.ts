import type { Migration } from '../migrate.ts';

/** Which file it was that said something else, for who has to decide. */
export const conflictsThatAreSettled: Migration = {
  version: 190,
  up: `
-- Empty for conflicts that were found before this was kept.
ALTER TABLE file_conflict ADD COLUMN file_name TEXT NOT NULL DEFAULT '';
`,
};
