import type { Migration } from '../migrate.ts';

/** The letters that this workstation is sending: others send theirs, and all see all letters. */
export const lettersThatLeaveFromHere: Migration = {
  version: 278,
  up: `
CREATE TABLE sending_here (outbox_id INTEGER PRIMARY KEY) STRICT;
`,
};
