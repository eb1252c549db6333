import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SendQueue } from '../../../../../electron/main/desk/output/letters/send-queue.ts';
import { addRequest, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import {
  addAddresses,
  addLetter,
  loopbackAccount,
  outboxRows,
  outboxStates,
  startTestQueue,
} from '../../../../support/letters.ts';
import { startMailServer, type MailServer } from '../../../../support/mail-server.ts';
import { waitFor } from '../../../../support/waiting.ts';
import { howMany } from '../../../../support/how-many.ts';

let desk: TestDesk;
let server: MailServer;
let queue: SendQueue | undefined;
beforeEach(async () => {
  queue = undefined;
  desk = openTestDesk();
  addAddresses(desk);
  server = await startMailServer();
});
afterEach(async () => {
  await queue?.stop(500);
  await server.close();
  desk.close();
});

/** More for a long look: `LETTERS=500`. */
const letters = howMany('LETTERS', 30, 500);

test(
  `${letters} after days without a network leave in their order, each once`,
  { timeout: 60_000 + letters * 500 },
  async () => {
    const requestId = addRequest(desk, { externalId: 'R-1', status: 'REQUEST_SENT' });
    for (let n = 0; n < letters; n += 1)
      addLetter(desk, requestId, { recipient: 'partner', kind: 'request', payload: { note: '' } });
    desk.raw.exec(`UPDATE outbox SET payload = json_object('note', 'letter ' || id)`);
    const { port } = server;
    await server.close();
    const sending = startTestQueue(desk, () => loopbackAccount(port));
    queue = sending;
    sending.kick();
    await waitFor('the first failure', () => outboxStates(desk)[0] === 'failed' || undefined, 10_000);
    expect(sending.describe().state).toBe('failing');
    for (const day of ['2026-11-26', '2026-11-27', '2026-11-28']) {
      desk.setNow(`${day}T09:30:00Z`);
      sending.kick();
      await waitFor('the next try', () => outboxRows(desk)[0]?.next_at?.startsWith(day) || undefined, 10_000);
    }
    expect(
      outboxStates(desk)
        .slice(1)
        .every((state) => state === 'waiting'),
    ).toBe(true);
    server = await startMailServer({ port });
    desk.setNow('2026-11-30T09:30:00Z');
    sending.kick();
    await waitFor(
      'all letters',
      () => server.received.length === letters || undefined,
      30_000 + letters * 400,
    );
    await waitFor('the last state', () => outboxStates(desk).every((state) => state === 'sent') || undefined);
    expect(server.received.map(({ body }) => /letter (\d+)/.exec(body)?.[1])).toEqual(
      Array.from({ length: letters }, (_, n) => String(n + 1)),
    );
    expect(new Set(server.received.map(({ headers }) => headers.get('message-id'))).size).toBe(letters);
  },
);
