import { expect, test } from 'vitest';
import { detailsService } from '../../../../../electron/main/desk/queries/details/details.service.ts';
import { todayService } from '../../../../../electron/main/desk/queries/today/today.service.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import type { Queue } from '../../../../../shared/domain/queues.ts';
import { requestDetails } from '../../../../../shared/ipc/request-views.ts';
import { done, lake, openDecisionDesk, west } from '../../../../support/decision-desk.ts';
import { useLetterDesk } from '../../../../support/letter-desk.ts';

// A request to a partner without an address: the partner is asked when staff have contacted it by hand.

const here = useLetterDesk(openDecisionDesk);
const sentAt = '2026-11-25T09:30:00.000Z';
const markedAt = '2026-11-26T11:00:00.000Z';

/** A request sent to West, and to Lake if West does not lend it. */
const send = (): RequestId => {
  const id = here.desk.add({ externalId: 'R-1', status: 'READY_TO_SEND', rota: [west, lake] });
  done(here.desk.send(id));
  return id;
};
const turnsOf = (requestId: RequestId) =>
  requestDetails.parse(done(detailsService(here.desk.context).details({ requestId }))).turns;
const rowsIn = (card: Queue): number =>
  done(todayService(here.desk.context).list({ card, offset: 0, limit: 20 })).rows.length;
const counts = () => [rowsIn('to-be-told-by-hand'), rowsIn('sent-no-answer')];
const markAll = () => {
  const { rows } = done(here.letters.list({ show: 'no-address', offset: 0, limit: 20 }));
  return done(here.letters.dealtWith({ ids: rows.map(({ id }) => id) }));
};

test('until staff mark its letter as done, the partner is to be contacted by hand; from then on it has been asked', () => {
  here.desk.raw.exec(`UPDATE partner SET email = ''`);
  const id = send();
  expect(turnsOf(id)[0]).toMatchObject({ state: 'asked', contactByHand: true });
  expect(counts()).toEqual([1, 0]);
  here.desk.setNow(markedAt);
  markAll();
  expect(turnsOf(id)[0]).toMatchObject({ contactByHand: false, stateAt: markedAt, askedAt: markedAt });
  expect(counts()).toEqual([0, 1]);
});

test('a letter that waits for a mail server counts as sent', () => {
  const id = send();
  expect(turnsOf(id)[0]).toMatchObject({ contactByHand: false, stateAt: sentAt, askedAt: sentAt });
  expect(counts()).toEqual([0, 1]);
});

test('a partner that answered before its letter was marked as done was asked', () => {
  here.desk.raw.exec(`UPDATE partner SET email = ''`);
  const id = send();
  done(here.desk.answer(id, { kind: 'conditional', reason: '', note: 'Rooms only', replyBy: null }));
  done(here.desk.reply(id, true));
  expect(turnsOf(id)[0]).toMatchObject({ state: 'asked', contactByHand: false });
  expect(rowsIn('sent-no-answer')).toBe(1);
});

test('each partner of the rota is shown as its own letter stands', () => {
  here.desk.raw.exec(`UPDATE partner SET email = '' WHERE id = ${lake}`);
  const id = send();
  done(here.desk.answer(id, { kind: 'rejected', note: '' }));
  expect(turnsOf(id).map(({ contactByHand }) => contactByHand)).toEqual([false, true]);
  expect(rowsIn('sent-no-answer')).toBe(0);
});
