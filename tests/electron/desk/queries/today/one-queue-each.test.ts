import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { beforeEach, expect, test } from 'vitest';
import { todayService } from '../../../../../electron/main/desk/queries/today/today.service.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import type { TodayCardId } from '../../../../../shared/ipc/today-views.ts';
import { addItem } from '../../../../support/circulation.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { valueOf } from '../../../../support/results.ts';

// Each reason why a request is on Today has one queue.

const desk = forEachTest(openTestDesk);
beforeEach(() => {
  desk.raw.exec("UPDATE partner SET email = 'ill@north.example'");
});

const receive = (requestId: RequestId, barcode: string): void => {
  const input = {
    opId: newOpId(),
    requestId,
    barcode,
    several: false,
    printSlip: false,
    notifyPatron: false,
  };
  valueOf(take(desk.context, 'receive', { ...input, use: null }));
};
const listed = (card: TodayCardId): string[] =>
  valueOf(todayService(desk.context).list({ card, offset: 0, limit: 100 })).rows.map(
    ({ externalId }) => externalId,
  );

test('without a mail account every letter needs attention since it began to wait, and its row says why', () => {
  receive(addRequest(desk, { externalId: 'SHELVED' }), 'S1');
  receive(addRequest(desk, { externalId: 'STUCK' }), 'S2');
  desk.raw.exec(`
    UPDATE outbox SET created_at = '2026-11-03T08:00:00.000Z', updated_at = '2026-11-20T08:00:00.000Z';
    UPDATE outbox SET state = 'needs-person', note = 'The address is wrong.'
     WHERE request_id = (SELECT id FROM request WHERE external_id = 'STUCK')`);
  const stuck = desk.raw.prepare("SELECT count(*) FROM outbox WHERE state = 'needs-person'").pluck().get();
  const letters = desk.raw.prepare('SELECT count(*) FROM outbox').pluck().get();
  const shown = (lettersWait: 'none' | 'no-password' | null) => {
    const today = todayService({ ...desk.context, lettersWait: () => lettersWait });
    const card = valueOf(today.cards()).find(({ id }) => id === 'needs-person');
    const { rows } = valueOf(today.list({ card: 'needs-person', offset: 0, limit: 9 }));
    return [card?.count, card?.oldestAt, rows.map(({ note, waitsForMail }) => [note, waitsForMail])];
  };
  const wrong = ['The address is wrong.', false];
  expect(shown(null)).toEqual([stuck, '2026-11-20T08:00:00.000Z', [wrong]]);
  const since = '2026-11-03T08:00:00.000Z';
  expect(shown('none')).toEqual([letters, since, [['No mail account.', true], wrong]]);
  expect(shown('no-password')).toEqual([letters, since, [['Mail password missing.', true], wrong]]);
});

test('requests are listed in one queue only for the same reason: recalled, expired, from a file', () => {
  const recalled = addRequest(desk, { externalId: 'RECALLED', status: 'LOANED' });
  addItem(desk, recalled, { barcode: 'R-1', status: 'on-loan' });
  desk.raw.exec(
    `UPDATE request SET wanted_on = '2026-11-01', demand = 'recalled'; UPDATE item SET demand = 'recalled'`,
  );
  expect([listed('recalled'), listed('partner-overdue')]).toEqual([['RECALLED'], []]);
  receive(addRequest(desk, { externalId: 'SHELVED' }), 'S1');
  desk.raw.exec("UPDATE item SET hold_until = '2026-11-25'");
  expect([listed('on-hold-shelf'), listed('not-picked-up')]).toEqual([['SHELVED'], []]);
  desk.raw.exec("UPDATE item SET hold_until = '2026-11-24'");
  expect([listed('on-hold-shelf'), listed('not-picked-up')]).toEqual([[], ['SHELVED']]);
  const twice = addRequest(desk, { externalId: 'FILE', status: 'REQUEST_SENT' });
  const note = desk.raw.prepare(
    "INSERT INTO request_note (id, request_id, author, body, active, created_at) VALUES (?, ?, 'staff', ?, 1, '2026-11-20T08:00:00.000Z')",
  );
  note.run(90, twice, 'The file says something else');
  desk.raw
    .prepare(
      "INSERT INTO file_conflict (request_id, source, field, note_id, found_at) VALUES (?, 'x', 'title', 90, '2026-11-20T08:00:00.000Z')",
    )
    .run(twice);
  expect([listed('conflicts'), listed('active-notes')]).toEqual([['FILE'], []]);
  note.run(91, twice, 'Call the patron');
  const rows = valueOf(todayService(desk.context).list({ card: 'active-notes', offset: 0, limit: 9 })).rows;
  expect(rows.map(({ noteId }) => noteId)).toEqual([91]);
});
