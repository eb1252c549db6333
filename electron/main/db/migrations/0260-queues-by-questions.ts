import type { Migration } from '../migrate.ts';

/** What Today counts beside the status: what waits under a cancellation, and sets of which volumes are missing while others are out. */
export const queuesByQuestions: Migration = {
  version: 260,
  up: `
CREATE INDEX request_under_cancellation ON request (supply, status, updated_at) WHERE status IN ('CANCEL_REPLY', 'CANCEL_NOT_ACCEPTED');
DROP INDEX request_begun_set;
CREATE INDEX request_set_out ON request (updated_at) WHERE due_stage = 'out' AND volumes_expected > 1;
`,
};
