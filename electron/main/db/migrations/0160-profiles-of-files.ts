import type { Migration } from '../migrate.ts';

/** How files of other systems are read: what their columns and words mean, as a person or an earlier file said. */
export const profilesOfFiles: Migration = {
  version: 160,
  up: `
CREATE TABLE file_profile (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  system TEXT NOT NULL,
  -- The names of the columns that such a file has, plain words; a JSON list. Empty where only its name chooses it.
  heads TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(heads)),
  -- What columns mean, by the plain words of their names.
  columns TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(columns)),
  -- dmy or mdy; null: the file says it, or nobody knows.
  day_order TEXT,
  -- What words for statuses mean, by their plain words.
  statuses TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(statuses)),
  changed_at TEXT NOT NULL
) STRICT;
CREATE INDEX file_profile_heads ON file_profile (heads);
`,
};
