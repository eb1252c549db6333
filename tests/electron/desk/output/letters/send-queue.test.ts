import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { MailAccount } from '../../../../../electron/main/mail/mail-account.ts';
import type {
  SendQueue,
  SendQueueOptions,
} from '../../../../../electron/main/desk/output/letters/send-queue.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { addRequest, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import {
  addAddresses,
  addLetter,
  loopbackAccount,
  outboxRows,
  outboxStates,
  startTestQueue,
} from '../../../../support/letters.ts';
import { startBadServer, startMailServer, type MailServer } from '../../../../support/mail-server.ts';
import { waitFor } from '../../../../support/waiting.ts';

let desk: TestDesk;
let server: MailServer;
let account: MailAccount | null;
let requestId: RequestId;
const queues: SendQueue[] = [];
beforeEach(async () => {
  desk = openTestDesk();
  addAddresses(desk);
  requestId = addRequest(desk, { externalId: 'R-1', status: 'REQUEST_SENT' });
  server = await startMailServer();
  account = loopbackAccount(server.port);
});
afterEach(async () => {
  for (const queue of queues.splice(0)) await queue.stop(500);
  await server.close();
  desk.close();
});

const start = (change?: Partial<SendQueueOptions>): ReturnType<typeof startTestQueue> => {
  const queue = startTestQueue(desk, () => account, change);
  queues.push(queue);
  queue.kick();
  return queue;
};
const tellPartner = () =>
  addLetter(desk, requestId, { recipient: 'partner', kind: 'request', payload: { note: '' } });
const tellPatron = () => addLetter(desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });
const until = (states: readonly string[]) =>
  waitFor(
    `the states ${states.join()}`,
    () => outboxStates(desk).join() === states.join() || undefined,
    10_000,
  );
const subjects = (): readonly (string | undefined)[] =>
  server.received.map(({ headers }) => headers.get('subject'));

describe('letters that leave', () => {
  test('go in the order in which they were written, once each, with the text and the id that they keep', async () => {
    tellPartner();
    tellPatron();
    start();
    await until(['sent', 'sent']);
    expect(server.received.map(({ to }) => to)).toEqual([['ill@north.example'], ['reader@patrons.example']]);
    expect(subjects()).toEqual(['Request: R-1', 'Ready for you: The Voyage of the Beagle']);
    const rows = outboxRows(desk);
    expect(rows.map((row) => row.message_id)).toEqual(
      server.received.map(({ headers }) => headers.get('message-id')),
    );
    expect(rows[0]).toMatchObject({ attempts: 1, note: expect.stringContaining('250'), next_at: null });
    expect(JSON.parse(rows[0]?.letter ?? '')).toMatchObject({
      to: { name: 'North University Library', address: 'ill@north.example' },
      subject: 'Request: R-1',
    });
  });

  test('wait while no account is set up, and leave when one is', async () => {
    account = null;
    tellPartner();
    const queue = start();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(outboxStates(desk)).toEqual(['waiting']);
    expect(queue.describe()).toEqual({ state: 'none', words: '' });
    account = loopbackAccount(server.port);
    queue.tryNow();
    await until(['sent']);
    expect(queue.describe()).toEqual({ state: 'ready', words: '' });
  });

  test('one that is written while another is at the server leaves behind it', async () => {
    tellPartner();
    const queue = start();
    tellPatron();
    queue.kick();
    await until(['sent', 'sent']);
    expect(server.received).toHaveLength(2);
  });
});

describe('letters that do not leave at once', () => {
  test('4xx for one reader holds up no other letter; it goes when its time has come, with the same Message-ID', async () => {
    const tried: string[] = [];
    server.answers = {
      recipient: (address) =>
        address === 'ill@north.example' && tried.push(address) === 1
          ? { code: 450, words: '4.2.0 Greylisted, come back' }
          : null,
    };
    tellPartner();
    tellPatron();
    const queue = start();
    await until(['failed', 'sent']);
    const [failed] = outboxRows(desk);
    expect(failed).toMatchObject({ note: expect.stringContaining('Greylisted'), attempts: 1 });
    expect(failed?.next_at).toBe('2026-11-25T09:31:00.000Z');
    queue.kick();
    desk.setNow('2026-11-25T09:31:01Z');
    queue.kick();
    await until(['sent', 'sent']);
    expect(outboxRows(desk)[0]).toMatchObject({ message_id: failed?.message_id, attempts: 2 });
  });

  test('the wait doubles from a minute to six hours', async () => {
    server.answers = { recipient: () => ({ code: 450, words: 'later' }) };
    tellPartner();
    const queue = start();
    const waits: number[] = [];
    for (let n = 1; n <= 12; n += 1) {
      const row = await waitFor('a failure', () => {
        const [now] = outboxRows(desk);
        return now?.state === 'failed' && now.attempts === n ? now : undefined;
      });
      waits.push((Date.parse(row.next_at ?? '') - desk.context.now().getTime()) / 60_000);
      desk.setNow(row.next_at ?? '');
      queue.kick();
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
  });

  test('5xx needs a person, with the server’s words, and the next try reads the mended address', async () => {
    server.answers = {
      recipient: (address) =>
        address === 'ill@north.example' ? { code: 550, words: '5.1.1 No such user' } : null,
    };
    tellPartner();
    const queue = start();
    await until(['needs-person']);
    expect(outboxRows(desk)[0]).toMatchObject({
      note: expect.stringContaining('5.1.1 No such user'),
      letter: null,
    });
    desk.raw.exec(`UPDATE partner SET email = 'loans@north.example'; UPDATE outbox SET state = 'waiting'`);
    queue.kick();
    await until(['sent']);
    expect(server.received[0]?.to).toEqual(['loans@north.example']);
  });

  test.each([
    ['', 'The partner has no e-mail address.'],
    ['not an address', 'not one valid address'],
    ['a@north.example, b@north.example', 'not one valid address'],
    ['a@north.example\r\nBcc: thief@evil.example', 'not one valid address'],
    ['North <a@north.example>', 'not one valid address'],
  ])('the address “%s” needs a person, and the letter behind it leaves', async (address, words) => {
    desk.raw.prepare('UPDATE partner SET email = ?').run(address);
    tellPartner();
    tellPatron();
    start();
    await until(['needs-person', 'sent']);
    expect(outboxRows(desk)[0]).toMatchObject({
      note: expect.stringContaining(words),
      message_id: null,
      attempts: 0,
    });
    expect(server.received).toHaveLength(1);
  });

  test('a wrong account stops all letters with few tries, and a new one lets them go at once', async () => {
    await server.close();
    server = await startMailServer({ user: { name: 'ill', password: 'right' } });
    account = { ...loopbackAccount(server.port), user: 'ill', password: 'wrong' };
    tellPartner();
    tellPatron();
    const queue = start();
    await until(['failed', 'waiting']);
    expect(queue.describe()).toMatchObject({ state: 'failing', words: expect.stringContaining('535') });
    desk.setNow('2026-11-25T12:30:00Z');
    queue.kick();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.connections()).toBe(1);
    account = { ...account, password: 'right' };
    queue.tryNow();
    await until(['sent', 'sent']);
  });

  test('leave at once when the network is back, whatever is left of the pause', async () => {
    const { port } = server;
    await server.close();
    let online = false;
    tellPartner();
    const queue = start({ online: () => online });
    await until(['failed']);
    server = await startMailServer({ port });
    queue.kick();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.connections()).toBe(0);
    online = true;
    queue.kick();
    await until(['sent']);
    expect(server.received).toHaveLength(1);
  });

  test('a clock that was put back does not make them wait for days', async () => {
    server.answers = { recipient: () => ({ code: 450, words: 'later' }) };
    desk.setNow('2027-06-01T09:30:00Z');
    tellPartner();
    const queue = start();
    await until(['failed']);
    server.answers = {};
    desk.setNow('2026-11-25T09:30:00Z');
    queue.kick();
    await until(['sent']);
    expect(server.received).toHaveLength(1);
  });

  test('wake by themselves when their time has come', async () => {
    const { port } = server;
    await server.close();
    let nowMs = Date.parse('2026-11-25T09:30:00Z');
    tellPartner();
    start({ now: () => new Date(nowMs) });
    await until(['failed']);
    // The pause of a minute is nearly over: what is left of it passes in real time.
    nowMs += 59_900;
    server = await startMailServer({ port });
    const begin = performance.now();
    start({ now: () => new Date(nowMs + performance.now() - begin) });
    await until(['sent']);
    expect(server.received).toHaveLength(1);
  });
});

describe('never twice', () => {
  test('a letter after which the line broke waits for a person, also after a restart', async () => {
    const bad = await startBadServer('after-letter', 'drop');
    account = loopbackAccount(bad.port);
    tellPartner();
    await waitFor('the first queue', async () => {
      const queue = start();
      await until(['needs-person']);
      await queue.stop();
      return true;
    });
    await bad.close();
    account = loopbackAccount(server.port);
    start().tryNow();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(outboxRows(desk)[0]).toMatchObject({
      state: 'needs-person',
      note: expect.stringContaining('nobody knows whether it left'),
    });
    expect(server.received).toEqual([]);
  });

  test('what an ended program was sending waits for a person, and the others leave', async () => {
    tellPartner();
    tellPatron();
    desk.raw.exec(`UPDATE outbox SET state = 'sending', attempts = 1, message_id = '<kept@x>' WHERE id = 1`);
    start();
    await until(['needs-person', 'sent']);
    expect(outboxRows(desk)[0]).toMatchObject({
      message_id: '<kept@x>',
      note: expect.stringContaining('The program ended while this letter was being sent'),
    });
    expect(server.received).toHaveLength(1);
  });

  test('a database that refuses the outcome does not make the letter leave again', async () => {
    tellPartner();
    desk.raw.exec(`CREATE TRIGGER full BEFORE UPDATE ON outbox WHEN NEW.state = 'sent'
      BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
    const queue = start();
    await waitFor('two tries to store it', () => queue.faults.length >= 2 || undefined);
    expect(outboxStates(desk)).toEqual(['sending']);
    desk.raw.exec('DROP TRIGGER full');
    await until(['sent']);
    expect(server.received).toHaveLength(1);
  });

  test('a stop lets the letter under way go back before it was handed over', async () => {
    const bad = await startBadServer('recipient', 'silence');
    account = loopbackAccount(bad.port);
    tellPartner();
    const queue = start();
    await until(['sending']);
    await waitFor('the talk at the reader', () => bad.hasStopped() || undefined);
    await queue.stop();
    expect(outboxStates(desk)).toEqual(['failed']);
    await bad.close();
    account = loopbackAccount(server.port);
    start();
    await until(['sent']);
    expect(server.received).toHaveLength(1);
  });
});
