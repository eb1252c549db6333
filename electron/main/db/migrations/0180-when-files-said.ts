import type { Migration } from '../migrate.ts';

/** What the last file brought or changed is found at once, however many requests came from files. */
export const whenFilesSaid: Migration = {
  version: 180,
  up: `
CREATE INDEX file_said_at ON file_said (at);
`,
};
