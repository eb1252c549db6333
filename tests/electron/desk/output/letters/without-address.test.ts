import { setImmediate as aMoment } from 'node:timers/promises';
import { beforeEach, expect, test } from 'vitest';
import { placesService } from '../../../../../electron/main/desk/records/places/places.service.ts';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import type { LetterRow } from '../../../../../shared/ipc/calls/letters.ts';
import { circulationOf } from '../../../../support/circulation.ts';
import { done, openDecisionDesk, west } from '../../../../support/decision-desk.ts';
import { newOpId } from '../../../../support/desk.ts';
import { useLetterDesk } from '../../../../support/letter-desk.ts';
import { outboxRows } from '../../../../support/letters.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { waitFor } from '../../../../support/waiting.ts';

// Letters to recipients without an address: staff contact them by hand, or add the address.

const here = useLetterDesk(openDecisionDesk);
const { receive: receiveAs } = receivingAt(() => here.desk);
beforeEach(() => here.desk.raw.exec(`UPDATE partner SET email = ''; UPDATE patron SET email = ''`));

const receive = (requestId: RequestId): void =>
  void done(receiveAs({ requestId, barcode: 'N-1', printSlip: false }));
const add = (status: string, items: readonly string[] = []): RequestId =>
  here.desk.add({ externalId: 'R-1', status, rota: [west], activePartner: west, items });
const lend = () => done(circulationOf(here.desk).lend('N-1'));
const rows = (show: 'no-address' | 'all'): readonly LetterRow[] =>
  done(here.letters.list({ show, offset: 0, limit: 20 })).rows;

/** The letters to be contacted by hand, once the queue has looked at them: it waits for nothing but a mail server. */
const byHand = async (): Promise<readonly string[]> => {
  here.start();
  await aMoment();
  return rows('no-address').map(({ kind }) => kind);
};
const notes = (): readonly string[] => outboxRows(here.desk).map(({ note }) => note);
const notSent = (): readonly string[] =>
  outboxRows(here.desk)
    .filter(({ state }) => state === 'outdated')
    .map(({ note }) => note);

test('the letter about an item that is ready is off the list when the item is lent, and back when that is undone', async () => {
  receive(add('SHIPPED_PHYSICALLY'));
  expect(await byHand()).toEqual(['item-ready', 'received']);
  const lent = lend();
  expect(await byHand()).toEqual(['received']);
  expect(notSent()).toEqual(['Not sent: the item was lent on 25 Nov 2026.']);
  done(circulationOf(here.desk).undo(lent.opId));
  expect(await byHand()).toEqual(['item-ready', 'received']);
});

test('also without a mail account, and at the next start for a request that changed long before', async () => {
  here.account = null;
  receive(add('SHIPPED_PHYSICALLY'));
  lend();
  here.desk.raw.exec(`UPDATE request SET updated_at = '2026-11-01T10:00:00.000Z'`);
  expect(await byHand()).toEqual(['received']);
});

test('also one that has become outdated since: all are looked at once a day', async () => {
  receive(add('SHIPPED_PHYSICALLY'));
  await byHand();
  lend();
  here.desk.raw.exec(`UPDATE request SET updated_at = '2026-11-01T10:00:00.000Z'`);
  expect(await byHand()).toEqual(['item-ready', 'received']);
  here.desk.setNow('2026-11-26T08:00:00.000Z');
  expect(await byHand()).toEqual(['received']);
});

const report = (requestId: RequestId, kind: 'report-lost' | 'report-found') =>
  done(take(here.desk.context, kind, { opId: newOpId(), requestId, asOf: null, itemId: null, note: '' }));

test('that an item was lost is off the list if it is found before staff told anybody, and back when Found is undone', async () => {
  const requestId = add('RECEIVED_PHYSICALLY', ['on-hold-shelf']);
  report(requestId, 'report-lost');
  expect(await byHand()).toEqual(['item-lost', 'lost']);
  const found = report(requestId, 'report-found');
  expect(await byHand()).toEqual(['item-ready']);
  expect(notSent()).toEqual([
    'Not sent: the item is on the hold shelf.',
    'Not sent: the item is on the hold shelf.',
    'Not sent: the partner was not told that it was lost.',
  ]);
  done(here.desk.undo(found.opId));
  expect(await byHand()).toEqual(['item-lost', 'lost']);
});

test('that an item was found is told to a partner that heard that it was lost', async () => {
  const requestId = add('RECEIVED_PHYSICALLY', ['on-hold-shelf']);
  report(requestId, 'report-lost');
  here.desk.raw.exec("UPDATE outbox SET state = 'by-hand' WHERE kind = 'lost'");
  report(requestId, 'report-found');
  expect(await byHand()).toEqual(['item-ready', 'found']);
});

test('a renewal that the partner granted is not asked for by telephone', async () => {
  const id = add('LOANED', ['on-loan']);
  done(here.desk.renew(id, '2027-01-20'));
  expect(await byHand()).toEqual(['renewal-asked']);
  done(here.desk.answer(id, { kind: 'renewed', dueOn: '2027-01-20' as never, note: '' }));
  expect(await byHand()).toEqual(['renewed']);
});

test('a partner that answered was asked: its request is off the list, and it is told of what arrives', async () => {
  const id = add('READY_TO_SEND');
  done(here.desk.send(id));
  expect(await byHand()).toEqual(['request']);
  done(here.desk.answer(id, { kind: 'shipped', dueOn: null, reason: '', note: '' }));
  expect(await byHand()).toEqual([]);
  expect(notSent()).toEqual(['Not sent: the partner has already answered.']);
  receive(id);
  expect(await byHand()).toEqual(['item-ready', 'received']);
});

test('once Settings has the address, the letters leave by themselves', async () => {
  receive(add('SHIPPED_PHYSICALLY'));
  await byHand();
  expect(rows('all')).toMatchObject([{ state: 'no-address' }, { state: 'no-address' }]);
  const places = placesService(here.desk.context);
  const [patron] = done(places.patrons({ search: '', offset: 0, limit: 1 })).rows;
  if (!patron) throw new Error('no patron');
  const { id, barcode, name, libraryId } = patron;
  const values = { barcode, name, libraryId, email: 'reader@new.example' };
  done(places.savePatron({ opId: newOpId(), id, values }));
  here.queue.kick();
  await waitFor('the letter', () => here.server.received[0]);
  expect(here.server.received.map(({ to }) => to)).toEqual([['reader@new.example']]);
});

test('a letter to an invalid address is left to staff, and not looked at again', async () => {
  receive(add('SHIPPED_PHYSICALLY'));
  await byHand();
  here.desk.raw.exec("UPDATE patron SET email = 'no address'");
  here.queue.kick();
  const why = await waitFor('the reason', () => notes().find((note) => note.includes('not a single valid')));
  expect(why).toMatch(/ address\. Correct it \(.*\), then send the letter, or print it\.$/);
  const before = here.desk.raw.prepare('SELECT total_changes()').pluck().get();
  here.queue.kick();
  await aMoment();
  await aMoment();
  expect(here.desk.raw.prepare('SELECT total_changes()').pluck().get()).toBe(before);
});
