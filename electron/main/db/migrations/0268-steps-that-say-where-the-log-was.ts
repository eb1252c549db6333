import type { Migration } from '../migrate.ts';

/**
 * A step that waits says by itself how far the log of steps was then: to say so in `hub_state` too would be one more page to write for each step
 * that a clerk takes. And one that read records which others have changed is checked again before it is offered, with few others at a time.
 */
export const stepsThatSayWhereTheLogWas: Migration = {
  version: 268,
  up: `
-- Up to which line of the log of steps everything waits, or came from the hub. hub_state says so for steps that wait no more.
ALTER TABLE hub_pending ADD COLUMN log_to INTEGER NOT NULL DEFAULT 0;
-- 1: it must be checked again before it is offered.
ALTER TABLE hub_pending ADD COLUMN to_check INTEGER NOT NULL DEFAULT 0 CHECK (to_check IN (0, 1));
`,
};
