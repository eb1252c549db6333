import { expect, test } from 'vitest';
import { addItem } from '../../../../support/circulation.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { howMany } from '../../../../support/how-many.ts';
import { useLetterDesk } from '../../../../support/letter-desk.ts';
import { addLetter, outboxRows, outboxStates, testWriter } from '../../../../support/letters.ts';
import { valueOf } from '../../../../support/results.ts';
import { waitFor } from '../../../../support/waiting.ts';

const here = useLetterDesk(openTestDesk);

const request = () => addRequest(here.desk, { externalId: 'R-1', status: 'REQUEST_SENT' });
const tellPartner = (requestId = request()) =>
  addLetter(here.desk, requestId, { recipient: 'partner', kind: 'request', payload: { note: '' } });
const tellPatron = (requestId = request()) =>
  addLetter(here.desk, requestId, { recipient: 'patron', kind: 'item-ready', payload: {} });

test('a letter that cannot be written needs attention, and does not block others', async () => {
  tellPartner();
  here.desk.raw.exec(`UPDATE turn SET due_on = 'some day'`);
  tellPartner(addRequest(here.desk, { externalId: 'R-2', status: 'REQUEST_SENT' }));
  here.start();
  await here.until('needs-person', 'sent');
  expect(outboxRows(here.desk)[0]?.note).toContain('cannot write this letter');
  expect(here.queue.faults).toHaveLength(1);
});

test('ten thousand characters and forged lines cannot add a header or a recipient', async () => {
  const evil = `Sea\r\nBcc: thief@evil.example\r\n\r\nforged ${'اب📚'.repeat(2_500)}`;
  const requestId = request();
  here.desk.raw.prepare('UPDATE request SET title = ?').run(evil);
  here.desk.raw.prepare('UPDATE patron SET name = ?').run('Reader\r\nCc: thief@evil.example');
  here.desk.raw.prepare('UPDATE library SET name = ?').run('Main\nX-Forged: yes');
  tellPatron(requestId);
  here.start();
  await here.until('sent');
  const [letter] = here.server.received;
  expect(letter?.to).toEqual(['reader@patrons.example']);
  expect([...(letter?.headers.keys() ?? [])].filter((name) => /bcc|^cc|forged/.test(name))).toEqual([]);
  expect([...(letter?.headers.get('subject') ?? '')].length).toBeLessThanOrEqual(200);
  expect(letter?.body.split('\n').some((line) => line.startsWith('Bcc:'))).toBe(false);
});

test('a letter printed for an unknown reader is mailed once an address is known', async () => {
  here.desk.raw.exec(`UPDATE partner SET email = ''`);
  tellPartner();
  valueOf(here.letters.print({ opId: newOpId(), id: 1 }));
  here.desk.raw.exec(`UPDATE partner SET email = 'ill@north.example'`);
  valueOf(here.letters.retry({ id: 1 }));
  await here.until('sent');
  expect(here.server.received[0]?.to).toEqual(['ill@north.example']);
});

test('a letter that waited for weeks does not promise a day in the past', async () => {
  const requestId = request();
  addItem(here.desk, requestId, { barcode: 'N-1', status: 'on-hold-shelf' });
  here.desk.raw.exec(`UPDATE item SET hold_until = '2026-12-02'`);
  tellPatron(requestId);
  await here.outOfReach();
  here.start();
  await here.until('failed');
  expect(
    testWriter(here.desk).write(here.desk.context.db, {
      id: 1,
      recipient: 'patron',
      kind: 'item-ready',
    } as never)?.body,
  ).toContain('until 2 December 2026');
  here.desk.setNow('2026-12-20T09:00:00Z');
  here.reach();
  here.queue.tryNow();
  await here.until('sent');
  expect(here.server.received[0]?.body).toContain('is ready for you');
  expect(here.server.received[0]?.body).not.toContain('2 Dec');
});

/** `LETTERS=500` for a long run. */
const letters = howMany('LETTERS', 30, 500);

test(
  `${letters} letters leave in order, each once, after days without a network`,
  { timeout: 60_000 + letters * 500 },
  async () => {
    const requestId = request();
    for (let n = 0; n < letters; n += 1) tellPartner(requestId);
    here.desk.raw.exec(`UPDATE outbox SET payload = json_object('note', 'letter ' || id)`);
    await here.outOfReach();
    here.start();
    await waitFor('the first failure', () => outboxStates(here.desk)[0] === 'failed' || undefined);
    expect(here.queue.describe().state).toBe('failing');
    for (const day of ['2026-11-26', '2026-11-27', '2026-11-28']) {
      here.desk.setNow(`${day}T09:30:00Z`);
      here.queue.kick();
      await waitFor('the next try', () => outboxRows(here.desk)[0]?.next_at?.startsWith(day) || undefined);
    }
    expect(new Set(outboxStates(here.desk).slice(1))).toEqual(new Set(['waiting']));
    here.reach();
    here.desk.setNow('2026-11-30T09:30:00Z');
    here.queue.kick();
    await waitFor(
      'all letters',
      () => here.server.received.length === letters || undefined,
      30_000 + letters * 400,
    );
    await waitFor(
      'the last state',
      () => outboxStates(here.desk).every((state) => state === 'sent') || undefined,
    );
    expect(here.server.received.map(({ body }) => /letter (\d+)/.exec(body)?.[1])).toEqual(
      Array.from({ length: letters }, (_, n) => String(n + 1)),
    );
    expect(new Set(here.server.received.map(({ headers }) => headers.get('message-id'))).size).toBe(letters);
  },
);
