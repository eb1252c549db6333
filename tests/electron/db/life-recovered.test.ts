import type BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../../electron/main/db/migrate.ts';
import { migrations } from '../../../electron/main/db/migrations/index.ts';
import { add, at, before, keptWrong, read } from './life-before-parts.ts';

// Migration 90 finds again what a later status had covered.

const lent = { status: 'on-loan', lent: 'now' } as const;
const shelved = { status: 'on-hold-shelf' } as const;

test.each(['OVERDUE_ITEM', 'RECALLED_BOR', 'DAMAGED', 'RENEW_REQUESTED'])(
  'a renewal that was asked for is recovered from its loan under %s',
  (word) => {
    const db = before();
    add(db, 1, word, [lent, lent]);
    db.exec(`UPDATE loan SET renewal_due_on = '2027-03-01' WHERE item_id = 2`);
    migrate(db, migrations);
    const stored = read(db, 1);
    expect(stored).toMatchObject({
      row: { status: word, renewal: 'asked' },
      items: [
        { renewal: 'none', renewalAt: null, renewalUntil: null },
        { renewal: 'asked', renewalAt: at, renewalUntil: '2027-03-01' },
      ],
    });
    expect(keptWrong(stored)).toEqual([]);
    db.close();
  },
);

test('the loss of a volume is recovered from under the recall of another', () => {
  const db = before();
  add(db, 1, 'RECALLED_BOR', [lent, { status: 'lost' }]);
  migrate(db, migrations);
  const stored = read(db, 1);
  expect(stored).toMatchObject({
    row: { status: 'RECALLED_BOR', loss: 'lost' },
    items: [{ demand: 'recalled' }, { report: 'lost' }],
  });
  expect(keptWrong(stored)).toEqual([]);
  db.close();
});

/** A history of statuses, of which the first came by a cancellation. */
const history = (
  db: BetterSqlite3.Database,
  statuses: readonly string[],
  { requestedBy = 'staff', undone = false } = {},
): void => {
  const opId = (n: number): string => `0193a5c0-0000-7000-8000-00000000000${n}`;
  statuses.forEach((status, index) => {
    const kind = index === 0 ? 'cancel' : 'receive';
    db.prepare(
      `INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer)
       VALUES (?, ?, 1, 1, '2026-11-0${index + 3}T08:00:00.000Z', 1, ?, '{}')`,
    ).run(opId(index), kind, JSON.stringify({ requestedBy }));
    db.prepare(
      `INSERT INTO request_event (request_id, op_id, kind, at, status_before, status_after, headline)
       VALUES (1, ?, ?, '2026-11-0${index + 3}T08:00:00.000Z', 'REQUEST_SENT', ?, '')`,
    ).run(opId(index), kind, status);
  });
  if (undone) db.prepare('UPDATE command_log SET undone_by = ? WHERE op_id = ?').run(opId(1), opId(0));
};

test('a cancellation that nobody answered is recovered from the history under the parcel that came', () => {
  const db = before();
  add(db, 1, 'RECEIVED_PHYSICALLY', [shelved]);
  history(db, ['CANCEL_REPLY', 'SHIPPED_PHYSICALLY', 'RECEIVED_PHYSICALLY'], { requestedBy: 'patron' });
  migrate(db, migrations);
  const stored = read(db, 1);
  expect(stored.row).toMatchObject({
    status: 'RECEIVED_PHYSICALLY',
    cancellation: 'asked',
    cancellationAt: '2026-11-03T08:00:00.000Z',
    cancelledFor: 'patron',
  });
  expect(keptWrong(stored)).toEqual([]);
  db.close();
});

test.each([
  ['that was refused', ['CANCEL_REPLY', 'CANCEL_NOT_ACCEPTED', 'RECEIVED_PHYSICALLY'], {}],
  ['that was taken back', ['CANCEL_REPLY', 'RECEIVED_PHYSICALLY'], { undone: true }],
] as const)('a cancellation %s is not asked for any more', (_, statuses, more) => {
  const db = before();
  add(db, 1, 'RECEIVED_PHYSICALLY', [shelved]);
  history(db, statuses, more);
  migrate(db, migrations);
  expect(read(db, 1).row).toMatchObject({ status: 'RECEIVED_PHYSICALLY', cancellation: 'none' });
  db.close();
});

test('for whom a cancellation is asked is what its step said', () => {
  const db = before();
  add(db, 1, 'CANCEL_REPLY', []);
  history(db, ['CANCEL_REPLY'], { requestedBy: 'patron' });
  migrate(db, migrations);
  expect(read(db, 1).row).toMatchObject({
    status: 'CANCEL_REPLY',
    cancelledFor: 'patron',
    cancellationAt: at,
  });
  db.close();
});
