import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../../electron/main/db/migrate.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';

const upTo = (version: number) => migrations.filter((migration) => migration.version <= version);

/** A request that went to two partners, was received, shelved, lent and sent back; and one whose return was taken back. */
const history = `
INSERT INTO library (id, code, name) VALUES (1, 'MAIN', 'Main Library');
INSERT INTO desk (id, code, name, library_id) VALUES (1, 'MAIN-CIRC', 'Main Circulation Desk', 1);
INSERT INTO partner (id, code, name) VALUES (1, 'NORTH', 'North'), (2, 'WEST', 'West');
INSERT INTO operator (id, name) VALUES (1, 'Operator');
INSERT INTO request (id, external_id, title, pickup_desk_id, active_partner_id, status, supply, updated_at) VALUES
  (1, 'A', 'x', 1, 2, 'RETURNED_TO_PARTNER', 'SHIPPED_PHYSICALLY', '2026-11-20T08:00:00.000Z'),
  (2, 'B', 'x', 1, 1, 'LOANED', 'SHIPPED_PHYSICALLY', '2026-11-20T08:00:00.000Z');
INSERT INTO rota_line (id, request_id, position, partner_id, ended, ended_at) VALUES
  (1, 1, 1, 1, 'rejected', '2026-11-03T08:00:00.000Z'), (2, 1, 2, 2, NULL, NULL), (3, 2, 1, 1, NULL, NULL);
INSERT INTO item (id, request_id, barcode, volume, status, desk_id, received_at, partner_id) VALUES
  (1, 1, 'N-1', 1, 'returned-to-partner', 1, '2026-11-07T08:00:00.000Z', 2),
  (2, 2, 'N-2', 1, 'on-loan', 1, '2026-11-07T08:00:00.000Z', 1);
INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer, undone_by) VALUES
  ('send', 'send-request', 1, 1, '2026-11-02T08:00:00.000Z', 1, '{}', '{}', NULL),
  ('ships', 'lender-answer', 1, 1, '2026-11-05T08:00:00.000Z', 1, '{}', '{}', NULL),
  ('lend', 'lend', 1, 1, '2026-11-09T08:00:00.000Z', 1, '{}', '{}', NULL),
  ('back', 'return', 1, 1, '2026-11-19T08:00:00.000Z', 1, '{}', '{}', NULL),
  ('undo', 'undo', 1, 1, '2026-11-20T09:00:00.000Z', 2, '{}', '{}', NULL),
  ('wrong', 'return', 1, 1, '2026-11-20T08:00:00.000Z', 2, '{}', '{}', 'undo');
INSERT INTO request_event (request_id, op_id, at, kind, status_before, status_after, headline) VALUES
  (1, 'send', '2026-11-02T08:00:00.000Z', 'send-request', 'READY_TO_SEND', 'REQUEST_SENT', ''),
  (1, 'ships', '2026-11-05T08:00:00.000Z', 'lender-answer', 'REQUEST_SENT', 'SHIPPED_PHYSICALLY', '');
INSERT INTO change_log (op_id, table_name, row_id, before, after) VALUES
  ('lend', 'item', 1, '{"status":"on-hold-shelf","shelved_at":"2026-11-07T08:00:00.000Z"}', '{"status":"on-loan","shelved_at":null}'),
  ('back', 'item', 1, '{"status":"on-loan","shelved_at":null}', '{"status":"returned-to-partner","shelved_at":null}'),
  ('wrong', 'item', 2, '{"status":"on-loan","shelved_at":null}', '{"status":"returned-to-partner","shelved_at":null}');
`;

test('what the log says of turns, returns and the hold shelf is found out of it; what was taken back is not', () => {
  const db = new BetterSqlite3(':memory:');
  migrate(db, upTo(170));
  db.exec(history);
  migrate(db, upTo(220));
  expect(db.prepare('SELECT id, asked_at, shipped_at FROM rota_line ORDER BY id').raw().all()).toEqual([
    [1, '2026-11-02T08:00:00.000Z', null],
    [2, '2026-11-03T08:00:00.000Z', '2026-11-05T08:00:00.000Z'],
    [3, null, null],
  ]);
  expect(
    db
      .prepare('SELECT returned_at, left_shelf_since, left_shelf_at, left_shelf_as FROM item ORDER BY id')
      .raw()
      .all(),
  ).toEqual([
    ['2026-11-19T08:00:00.000Z', '2026-11-07T08:00:00.000Z', '2026-11-09T08:00:00.000Z', 'on-loan'],
    [null, null, null, null],
  ]);
  // Nothing is counted until somebody looks.
  expect(db.prepare('SELECT time_zone, requests_to, steps_to FROM report_state').raw().all()).toEqual([
    ['', 0, 0],
  ]);
});
