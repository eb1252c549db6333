import { beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../../../../electron/main/db/open.ts';
import { beginSharing } from '../../../../../electron/main/desk/store/hub.queries.ts';
import {
  markSending,
  setMessageState,
  flagInterruptedSends,
} from '../../../../../electron/main/desk/store/sending.queries.ts';
import type { Instant, RequestId } from '../../../../../shared/domain/ids.ts';
import { addRequest, openTestDesk } from '../../../../support/desk.ts';
import type { OutgoingLetter } from '../../../../../electron/main/desk/output/mail/ports.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import {
  addAddresses,
  addLetter,
  loopbackAccount,
  outboxRows,
  startTestQueue,
} from '../../../../support/letters.ts';
import { waitFor } from '../../../../support/waiting.ts';

const desk = forEachTest(openTestDesk);
beforeEach(() => {
  for (const externalId of ['R-1', 'R-2', 'R-3']) {
    const requestId = addRequest(desk, { externalId }) as RequestId;
    addLetter(desk, requestId, {
      recipient: 'partner',
      kind: 'received',
      payload: {},
      partnerId: 1,
    } as never);
  }
  inTransaction(desk.context.db, (db) => beginSharing(db, { epoch: 'e', workstation: 2, cursor: 0 }));
});

const send = (id: number, at: string): void =>
  inTransaction(desk.context.db, (db) =>
    markSending(db, { id, messageId: `<${id}@main.example>`, letter: '{}', at: at as Instant }),
  );
/** The change as received from another workstation. */
const sendElsewhere = (id: number, at: string): void =>
  void desk.raw
    .prepare("UPDATE outbox SET state = 'sending', attempts = attempts + 1, updated_at = ? WHERE id = ?")
    .run(at, id);
const startAgain = (at: string): readonly string[] => {
  inTransaction(desk.context.db, (db) =>
    flagInterruptedSends(db, { note: 'nobody knows', at: at as Instant }),
  );
  return outboxRows(desk).map(({ state }) => state);
};

test('on start, a workstation asks about its own letters that were being sent, and ignores those of others', () => {
  send(1, '2026-11-25T09:00:00.000Z');
  sendElsewhere(2, '2026-11-25T09:59:00.000Z');
  expect(startAgain('2026-11-25T10:00:00.000Z')).toEqual(['needs-person', 'sending', 'waiting']);
});

test('a letter it sent before, and that another workstation sends again, belongs to the other one', () => {
  send(1, '2026-11-25T09:00:00.000Z');
  inTransaction(desk.context.db, (db) =>
    setMessageState(db, {
      id: 1,
      state: 'failed',
      note: 'later',
      nextAt: null,
      at: '2026-11-25T09:01:00.000Z' as Instant,
    }),
  );
  sendElsewhere(1, '2026-11-25T09:59:00.000Z');
  expect(startAgain('2026-11-25T10:00:00.000Z')).toEqual(['sending', 'waiting', 'waiting']);
});

test('another workstation’s letter without news for a day still needs attention', () => {
  sendElsewhere(2, '2026-11-25T09:59:00.000Z');
  expect(startAgain('2026-11-26T09:58:00.000Z')).toEqual(['waiting', 'sending', 'waiting']);
  expect(startAgain('2026-11-26T10:00:00.000Z')).toEqual(['waiting', 'needs-person', 'waiting']);
});

test('sent letters are written here: text, reader and Message-ID of another workstation never reach the mail server', async () => {
  addAddresses(desk);
  const letter = {
    to: { name: 'Anybody', address: 'anybody@elsewhere.example' },
    subject: 'Win money',
    body: 'Send your password to …',
  };
  desk.raw.exec("DELETE FROM hub_pending; UPDATE outbox SET state = 'sent' WHERE id > 1");
  desk.raw
    .prepare(
      "UPDATE outbox SET letter = ?, message_id = ?, may_have_left_at = ?, state = 'failed' WHERE id = 1",
    )
    .run(
      JSON.stringify(letter),
      '<x@main.example>\r\nBcc: all@elsewhere.example',
      '2026-11-25T09:00:00.000Z',
    );
  const left: OutgoingLetter[] = [];
  const queue = startTestQueue(desk, () => loopbackAccount(1), {
    send: (outgoing) => {
      left.push(outgoing);
      return Promise.resolve({ kind: 'sent', words: '' });
    },
  });
  queue.kick();
  await waitFor('it has left', () => outboxRows(desk)[0]?.state === 'sent' || undefined);
  await queue.stop();
  expect(left).toHaveLength(1);
  expect(left[0]?.to.address).toBe('ill@north.example');
  expect(left[0]?.subject).toContain('R-1');
  expect(left[0]?.body).not.toContain('password');
  expect(left[0]?.messageId).toMatch(/^<borrow-desk\.[^\s]+@main\.example>$/u);
});
