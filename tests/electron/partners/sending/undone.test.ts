import { expect, test } from 'vitest';
import { postMessage } from '../../../../electron/main/partners/exchange/post-message.ts';
import type { PostResult } from '../../../../electron/main/sending/verdict.ts';
import { useDeskAndLender } from '../../../support/lender/desk-and-lender.ts';
import { scripts } from '../../../support/lender/scripts.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

// Undo of a step whose letter goes by protocol, and what staff do about such a letter themselves.

const here = useDeskAndLender();

const idOf = (kind: string): number =>
  here.desk.raw.prepare('SELECT max(id) FROM outbox WHERE kind = ?').pluck().get(kind) as number;

const inTurn = (): unknown => here.desk.raw.prepare('SELECT count(turn_id) FROM conversation').pluck().get();

test('a step that is undone before its message was sent leaves no trace at the partner', async () => {
  await here.outage();
  const requestId = here.newRequest();
  const sent = here.send(requestId);
  await here.settled();
  expect([here.said(), inTurn()]).toEqual([['request waiting'], 1]);
  here.undo(sent);
  here.back();
  await here.settled();
  expect([here.states(), here.said(), inTurn()]).toEqual([[], ['request withdrawn'], 0]);
  // Sent again, it is another request for the partner.
  here.send(requestId);
  await here.settled();
  expect(here.said()).toEqual(['request withdrawn', 'request confirmed']);
  expect(here.lender.entry(here.sentAs(requestId)).status).toBe('Loaned');
});

test('a request that is undone after it was sent is followed by its cancellation', async () => {
  here.script = { ...scripts.CANCEL_NO_RESHARE, Request: () => [], Cancel: () => [] };
  const requestId = here.newRequest();
  const sent = here.send(requestId);
  await here.settled();
  const sentAs = here.sentAs(requestId);
  here.undo(sent);
  await here.settled();
  expect(here.states()).toEqual(['request sent', 'correction sent']);
  expect(here.heard(sentAs)).toEqual(['Cancel']);
});

test('another step that is undone after its message was sent is corrected in a note', async () => {
  const [requestId, sentAs] = await here.lend();
  const received = here.receives(requestId);
  await here.settled();
  here.undo(received);
  await here.settled();
  expect(here.states()).toEqual(['request sent', 'received sent', 'correction sent']);
  expect(here.heard(sentAs)).toEqual(['Received', 'Notification']);
  expect(here.lender.entry(sentAs).heard.at(-1)?.note).toContain('R-1');
});

test('a step that is undone while its message is being posted: nothing stays if it did not arrive', async () => {
  const requestId = here.newRequest();
  let settle: (result: PostResult) => void = () => undefined;
  here.start({ post: () => new Promise((resolve) => (settle = resolve)) });
  const sent = here.send(requestId);
  here.queue.kick();
  await waitFor('it is being posted', () => here.said().includes('request sending') || undefined);
  here.undo(sent);
  expect(here.states()).toEqual(['request sending', 'correction waiting']);
  settle({ kind: 'unreached', words: 'Nobody there.' });
  await waitFor('it is settled', () => here.states().length === 0 || undefined);
  expect([here.said(), inTurn()]).toEqual([['request withdrawn'], 0]);
});

test('the same, with a correction if it may have arrived', async () => {
  const requestId = here.newRequest();
  let settle: (result: PostResult) => void = () => undefined;
  here.start({ post: () => new Promise((resolve) => (settle = resolve)) });
  const sent = here.send(requestId);
  here.queue.kick();
  await waitFor('it is being posted', () => here.said().includes('request sending') || undefined);
  here.undo(sent);
  settle({ kind: 'unknown', errorType: null, words: 'It broke.' });
  await waitFor('it is settled', () => here.states()[0] === 'request needs-person' || undefined);
  expect(here.said()).toEqual(['request withdrawn']);
  here.queue.tryNow();
  await waitFor('it is cancelled', () => here.said().includes('Cancel sending') || undefined);
  settle({ kind: 'ok', errorType: null, words: '' });
  await here.settled();
  expect(here.states()).toEqual(['request needs-person', 'correction sent']);
});

test('a letter that staff mark as done is not sent', async () => {
  const [requestId, sentAs] = await here.lend();
  await here.outage();
  here.receives(requestId);
  await here.settled();
  valueOf(here.letters.dealtWith({ ids: [idOf('received')] }));
  here.back();
  await here.settled();
  expect([here.states(), here.said()]).toEqual([
    ['request sent', 'received by-hand'],
    ['request confirmed', 'Received withdrawn'],
  ]);
  valueOf(here.letters.notDealtWith({ ids: [idOf('received')] }));
  here.queue.tryNow();
  await here.settled();
  expect(here.heard(sentAs)).toEqual(['Received']);
});

test('after a request that staff sent by hand, later letters do not go by protocol either', async () => {
  await here.outage();
  const requestId = here.newRequest();
  here.send(requestId);
  await here.settled();
  valueOf(here.letters.dealtWith({ ids: [idOf('request')] }));
  here.back();
  here.receives(requestId);
  await here.settled();
  expect(here.said()).toEqual(['request withdrawn']);
  // The partner has no e-mail address.
  const { rows } = valueOf(here.letters.list({ show: 'no-address', offset: 0, limit: 10 }));
  expect(rows.map(({ kind, recipient }) => [kind, recipient])).toContainEqual(['received', 'partner']);
});

test('of a letter that was marked as done after half of it had left, the other half leaves when it is unmarked', async () => {
  here.desk.raw.exec(`UPDATE library SET letters_off = '["partner-received"]'`);
  const [requestId, sentAs] = await here.lend();
  here.receives(requestId);
  let isDown = true;
  here.start({
    post: (xml, ...more) =>
      isDown && xml.includes('ShippedReturn')
        ? Promise.resolve({ kind: 'unreached', words: 'Nobody there.' })
        : postMessage(xml, ...more),
  });
  here.sendsBack(requestId);
  await here.settled();
  expect(here.said()).toEqual(['request confirmed', 'Received confirmed', 'ShippedReturn waiting']);
  valueOf(here.letters.dealtWith({ ids: [idOf('returned')] }));
  valueOf(here.letters.notDealtWith({ ids: [idOf('returned')] }));
  isDown = false;
  here.queue.tryNow();
  await here.settled();
  expect(here.heard(sentAs)).toEqual(['Received', 'ShippedReturn']);
  expect(here.states()).toEqual(['request sent', 'returned sent']);
});
