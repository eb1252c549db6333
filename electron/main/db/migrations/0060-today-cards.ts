import type { Migration } from '../migrate.ts';

/** What the cards of Today count at a million requests is found by an index that holds just that. */
export const todayCards: Migration = {
  version: 60,
  up: `
CREATE INDEX request_note_active ON request_note (request_id, created_at) WHERE active = 1;
CREATE INDEX request_begun_set ON request (updated_at) WHERE status = 'RECEIVED_PHYSICALLY' AND volumes_expected > 1;
`,
};
