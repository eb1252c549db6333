import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { lifeTries, lifeTryNames } from '../../../support/life-tries.ts';
import { randomOf } from '../../../support/fuzz/random.ts';

const statuses = [
  'REQUEST_CREATED_BOR',
  'READY_TO_SEND',
  'REQUEST_SENT',
  'CONDITIONAL',
  'SHIPPED_PHYSICALLY',
  'SHIPPED_DIGITALLY',
  'REJECTED',
  'SOMETHING_FROM_OUTSIDE',
] as const;

/** Opens a library with a year of varied work. */
export const livedIn = (): TestDesk => {
  const desk = openTestDesk();
  desk.raw.exec(`
    INSERT INTO partner (id, code, name, active, profile) VALUES (2, 'WEST', 'Westfield “West” Library', 0, '{"by":"hand"}');
    UPDATE library SET barcode_prefix = 'MX-', edited_at = '2026-11-01T00:00:00.000Z' WHERE id = 1;
    INSERT INTO opening_hours (library_id, weekday, opens, closes) VALUES (1, 1, '09:00', '18:00');
    INSERT INTO closed_day (library_id, day, note) VALUES (1, '2026-12-25', 'Christmas');
    INSERT INTO barcode_series (prefix, next_number) VALUES ('MX-', 4711);
    INSERT INTO library_setting (library_id, key, value) VALUES
      (1, 'holdShelf', '{"days":12}'), (2, 'holdShelf', '{"days":5}'), (2, 'notices', '{"dueSoonDays":7}'), (NULL, 'patronData', '{"afterDays":120}');
    INSERT INTO letter_template (library_id, code, subject, body, updated_at) VALUES
      (1, 'patron-item-ready', 'Here', 'It is here.', '2026-11-01T00:00:00.000Z'),
      (2, 'patron-item-ready', 'At the branch', 'Come to the branch.', '2026-11-01T00:00:00.000Z');
    UPDATE cancellation_reason SET active = 0, label = 'Not any more' WHERE id = 1`);
  const random = randomOf(20261126);
  const tries = lifeTries(desk);
  for (let n = 1; n <= 120; n += 1) {
    const id = addRequest(desk, {
      externalId: `R-${n}`,
      title: `Walden ${n} – “Life”`,
      status: statuses[n % statuses.length] ?? 'REQUEST_SENT',
      volumes: (n % 3) + 1,
    });
    for (let tried = 0; tried < 14; tried += 1) {
      desk.setNow(new Date(Date.UTC(2026, 10, 25, 9) + n * 3_600_000 + tried * 1_000).toISOString());
      const name = lifeTryNames[random.below(lifeTryNames.length)] ?? 'add-note';
      tries[name]?.(id, newOpId(), random.below(1_000));
    }
  }
  desk.raw.exec(`
    INSERT INTO notice (request_id, barcode, patron_id, kind, day, stage, written_at)
    SELECT request_id, barcode, 1, 'due-soon', '2026-12-01', 3, '2026-11-28T07:00:00.000Z' FROM item WHERE barcode <> '' LIMIT 5;
    UPDATE request SET again_of = 1 WHERE id = 7;
    UPDATE request SET needed_by_kept = '2026-12-24', cost_kept = 'USD 9', pickup_at = '2026-11-28T07:00:00.000Z', over_cost_at = '2026-11-28T07:00:00.000Z',
           status_at = '2026-11-28T07:30:00.000Z' WHERE id = 8;
    UPDATE turn SET asked_for = 3, back_by = '2026-12-24', demand = 'recalled', demand_at = '2026-11-28T07:00:00.000Z', cost = 'USD 9', knows_rest = 1,
           shipped_at = '2026-11-28T07:00:00.000Z' WHERE request_id = 8;
    UPDATE item SET status_at = '2026-11-28T07:00:00.000Z', left_shelf_since = '2026-11-27T07:00:00.000Z', left_shelf_at = '2026-11-28T07:00:00.000Z',
           left_shelf_as = 'lost', use_at = '2026-11-28T07:00:00.000Z', check_in_at = '2026-11-28T07:00:00.000Z', label = 'A–K', going_back = 1
     WHERE id = (SELECT min(id) FROM item);
    INSERT INTO file_said (request_id, source, digest, said, at)
    VALUES (3, 'alma', 'abc', '{"fields":{"patronId":1,"pickupDeskId":2,"title":"Walden","partnerId":"new EAST"},"parts":{"items":"xyz"}}', '2026-11-28T07:00:00.000Z');
    INSERT INTO request_note (id, request_id, author, body, active, created_at, operator_name) VALUES (9001, 3, 'staff', 'Both', 1, '2026-11-28T07:00:00.000Z', 'A. Operator');
    INSERT INTO file_conflict (request_id, source, field, before, here, there, note_id, found_at) VALUES
      (3, 'alma', 'patronId', NULL, '1', '1', 9001, '2026-11-28T07:00:00.000Z'),
      (3, 'alma', 'title', '', 'A', 'B', NULL, '2026-11-28T07:00:00.000Z')`);
  return desk;
};
