import { describe, expect, test } from 'vitest';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { addRequest, openTestDesk } from '../../../../support/desk.ts';
import { useLetterDesk } from '../../../../support/letter-desk.ts';
import { addLetter, loopbackAccount, outboxRows, outboxStates } from '../../../../support/letters.ts';
import { startMailServer } from '../../../../support/mail-server.ts';
import { startBadServer } from '../../../../support/scripted-mail-server.ts';
import { waitFor } from '../../../../support/waiting.ts';

const here = useLetterDesk(() => {
  const desk = openTestDesk();
  requestId = addRequest(desk, { externalId: 'R-1', status: 'REQUEST_SENT' });
  return desk;
});
let requestId: RequestId;

const tellPartner = () =>
  addLetter(here.desk, requestId, { recipient: 'partner', kind: 'request', payload: { note: '' } });
const tellPatron = () =>
  addLetter(here.desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });
const subjects = (): readonly (string | undefined)[] =>
  here.server.received.map(({ headers }) => headers.get('subject'));

describe('letters that leave', () => {
  test('leave in the order in which they were written, once each, with a text and an id that do not change', async () => {
    tellPartner();
    tellPatron();
    here.start();
    await here.until('sent', 'sent');
    expect(here.server.received.map(({ to }) => to)).toEqual([
      ['ill@north.example'],
      ['reader@patrons.example'],
    ]);
    expect(subjects()).toEqual(['Interlibrary loan request: R-1', 'Ready for you: The Voyage of the Beagle']);
    const rows = outboxRows(here.desk);
    expect(rows.map((row) => row.message_id)).toEqual(
      here.server.received.map(({ headers }) => headers.get('message-id')),
    );
    expect(rows[0]).toMatchObject({ attempts: 1, note: expect.stringContaining('250'), next_at: null });
    expect(JSON.parse(rows[0]?.letter ?? '')).toMatchObject({
      to: { name: 'North University Library', address: 'ill@north.example' },
      subject: 'Interlibrary loan request: R-1',
    });
  });

  test('wait while no account is set up, and leave when one is', async () => {
    here.account = null;
    tellPartner();
    const queue = here.start();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(outboxStates(here.desk)).toEqual(['waiting']);
    expect(queue.describe()).toEqual({ state: 'none', words: '' });
    here.reach();
    queue.tryNow();
    await here.until('sent');
    expect(queue.describe()).toEqual({ state: 'ready', words: '' });
  });

  test('leave after a letter that was at the server when they were written', async () => {
    tellPartner();
    const queue = here.start();
    tellPatron();
    queue.kick();
    await here.until('sent', 'sent');
    expect(here.server.received).toHaveLength(2);
  });
});

describe('letters that do not leave immediately', () => {
  test('4xx for one reader does not block other letters; its letter leaves when due, with the same Message-ID', async () => {
    const tried: string[] = [];
    here.server.answers = {
      recipient: (address) =>
        address === 'ill@north.example' && tried.push(address) === 1
          ? { code: 450, words: '4.2.0 Greylisted, come back' }
          : null,
    };
    tellPartner();
    tellPatron();
    const queue = here.start();
    await here.until('failed', 'sent');
    const [failed] = outboxRows(here.desk);
    expect(failed).toMatchObject({ note: expect.stringContaining('Greylisted'), attempts: 1 });
    expect(failed?.next_at).toBe('2026-11-25T09:31:00.000Z');
    queue.kick();
    here.desk.setNow('2026-11-25T09:31:01Z');
    queue.kick();
    await here.until('sent', 'sent');
    expect(outboxRows(here.desk)[0]).toMatchObject({ message_id: failed?.message_id, attempts: 2 });
  });

  test('wait for a minute, doubling up to six hours', async () => {
    here.server.answers = { recipient: () => ({ code: 450, words: 'later' }) };
    tellPartner();
    const queue = here.start();
    const waits: number[] = [];
    for (let n = 1; n <= 12; n += 1) {
      const row = await waitFor('a failure', () => {
        const [now] = outboxRows(here.desk);
        return now?.state === 'failed' && now.attempts === n ? now : undefined;
      });
      waits.push((Date.parse(row.next_at ?? '') - here.desk.context.now().getTime()) / 60_000);
      here.desk.setNow(row.next_at ?? '');
      queue.kick();
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
  });

  test('5xx needs attention, with the server’s words, and the next attempt reads the corrected address', async () => {
    here.server.answers = {
      recipient: (address) =>
        address === 'ill@north.example' ? { code: 550, words: '5.1.1 No such user' } : null,
    };
    tellPartner();
    const queue = here.start();
    await here.until('needs-person');
    expect(outboxRows(here.desk)[0]).toMatchObject({
      note: expect.stringContaining('5.1.1 No such user'),
      letter: null,
    });
    here.desk.raw.exec(
      `UPDATE partner SET email = 'loans@north.example'; UPDATE outbox SET state = 'waiting'`,
    );
    queue.kick();
    await here.until('sent');
    expect(here.server.received[0]?.to).toEqual(['loans@north.example']);
  });

  test.each([
    ['not an address', 'not a single valid address'],
    ['a@north.example, b@north.example', 'not a single valid address'],
    ['a@north.example\r\nBcc: thief@evil.example', 'not a single valid address'],
    ['North <a@north.example>', 'not a single valid address'],
  ])('the address “%s” needs attention, and the next letter leaves', async (address, words) => {
    here.desk.raw.prepare('UPDATE partner SET email = ?').run(address);
    tellPartner();
    tellPatron();
    here.start();
    await here.until('needs-person', 'sent');
    expect(outboxRows(here.desk)[0]).toMatchObject({
      note: expect.stringContaining(words),
      message_id: null,
      attempts: 0,
    });
    expect(here.server.received).toHaveLength(1);
  });

  test('a wrong account stops all letters after a few attempts, and a new one releases them immediately', async () => {
    await here.server.close();
    here.server = await startMailServer({ user: { name: 'ill', password: 'right' } });
    here.account = { ...loopbackAccount(here.server.port), user: 'ill', password: 'wrong' };
    tellPartner();
    tellPatron();
    const queue = here.start();
    await here.until('failed', 'waiting');
    expect(queue.describe()).toMatchObject({ state: 'failing', words: expect.stringContaining('535') });
    here.desk.setNow('2026-11-25T12:30:00Z');
    queue.kick();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(here.server.connections()).toBe(1);
    here.account = { ...here.account, password: 'right' };
    queue.tryNow();
    await here.until('sent', 'sent');
  });

  test('a failed test letter shows that mail is unavailable before any letter is due, and a sent one ends that', async () => {
    tellPartner();
    here.account = null;
    const queue = here.start();
    here.account = loopbackAccount(here.server.port);
    queue.noteTest({ kind: 'no-connection', words: 'The name was not found.' });
    expect(queue.describe()).toEqual({ state: 'failing', words: 'The name was not found.' });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(here.server.connections()).toBe(0);
    queue.noteTest({ kind: 'sent', words: '250 Taken' });
    expect(queue.describe()).toMatchObject({ state: 'ready' });
    await here.until('sent');
  });

  test('leave as soon as the network is back, however long the pause would have lasted', async () => {
    const { port } = here.server;
    await here.server.close();
    let online = false;
    tellPartner();
    const queue = here.start({ online: () => online });
    await here.until('failed');
    here.server = await startMailServer({ port });
    queue.kick();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(here.server.connections()).toBe(0);
    online = true;
    queue.kick();
    await here.until('sent');
    expect(here.server.received).toHaveLength(1);
  });

  test.each(['puts it off', 'is out of reach'])(
    'a clock set back since a server %s does not delay them for days',
    async (how) => {
      if (how === 'is out of reach') await here.outOfReach();
      here.server.answers = { recipient: () => ({ code: 450, words: 'later' }) };
      here.desk.setNow('2027-06-01T09:30:00Z');
      tellPartner();
      const queue = here.start();
      await here.until('failed');
      here.server.answers = {};
      here.reach();
      here.desk.setNow('2026-11-25T09:30:00Z');
      queue.kick();
      await here.until('sent');
      expect(here.server.received).toHaveLength(1);
    },
  );

  test('leave automatically when they are due', async () => {
    const { port } = here.server;
    await here.server.close();
    let nowMs = Date.parse('2026-11-25T09:30:00Z');
    tellPartner();
    here.start({ now: () => new Date(nowMs) });
    await here.until('failed');
    // The pause of a minute is nearly over: the rest of it passes in real time.
    nowMs += 59_900;
    here.server = await startMailServer({ port });
    const begin = performance.now();
    here.start({ now: () => new Date(nowMs + performance.now() - begin) });
    await here.until('sent');
    expect(here.server.received).toHaveLength(1);
  });
});

describe('never twice', () => {
  test('a letter after which the connection broke needs attention, also after a restart', async () => {
    const bad = await startBadServer('letter', 'drop');
    here.account = loopbackAccount(bad.port);
    tellPartner();
    const queue = here.start();
    await here.until('needs-person');
    await queue.stop();
    await bad.close();
    here.reach();
    here.start({}).tryNow();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(outboxRows(here.desk)[0]).toMatchObject({
      state: 'needs-person',
      note: expect.stringContaining('may or may not have been sent'),
    });
    expect(here.server.received).toEqual([]);
  });

  test('the letter being sent when the program ended needs attention, and the others leave', async () => {
    tellPartner();
    tellPatron();
    here.desk.raw.exec(
      `UPDATE outbox SET state = 'sending', attempts = 1, message_id = '<kept@x>' WHERE id = 1`,
    );
    here.start();
    await here.until('needs-person', 'sent');
    expect(outboxRows(here.desk)[0]).toMatchObject({
      message_id: '<kept@x>',
      note: expect.stringContaining('Borrow Desk closed while this letter was being sent'),
    });
    expect(here.server.received).toHaveLength(1);
  });

  test('a database that rejects the result does not cause a letter to be sent again', async () => {
    tellPartner();
    here.desk.raw.exec(`CREATE TRIGGER full BEFORE UPDATE ON outbox WHEN NEW.state = 'sent'
      BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
    const queue = here.start();
    await waitFor('two tries to store it', () => queue.faults.length >= 2 || undefined);
    expect(outboxStates(here.desk)).toEqual(['sending']);
    here.desk.raw.exec('DROP TRIGGER full');
    await here.until('sent');
    expect(here.server.received).toHaveLength(1);
  });

  test('stopping cancels a letter that has not been handed over yet', async () => {
    const bad = await startBadServer('reader', 'silence');
    here.account = loopbackAccount(bad.port);
    tellPartner();
    const queue = here.start();
    await here.until('sending');
    await waitFor('the talk at the reader', () => bad.stages().includes('reader') || undefined);
    await queue.stop();
    expect(outboxStates(here.desk)).toEqual(['failed']);
    await bad.close();
    here.reach();
    here.start({});
    await here.until('sent');
    expect(here.server.received).toHaveLength(1);
  });
});
