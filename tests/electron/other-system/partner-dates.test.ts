import { expect, test } from 'vitest';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { PartnerAnswer } from '../../../shared/ipc/input-shapes.ts';
import { day, done, openDecisionDesk, west } from '../../support/decision-desk.ts';
import { circulationOf } from '../../support/circulation.ts';
import { openSendingDesk } from '../../support/ncip/sending-desk.ts';
import { valueOf } from '../../support/results.ts';

// The dates that partners set: renewals and recalls, as the desk records them.

/** A desk where West must be asked, with a loan that the other system has too. */
const openLent = async (items: readonly string[] = ['on-loan']) => {
  const desk = openDecisionDesk();
  const sending = await openSendingDesk({}, desk);
  const id = desk.add({ externalId: 'R1', status: 'LOANED', activePartner: west, items });
  const barcode = `B-${id}-1`;
  const user = desk.raw.prepare('SELECT barcode FROM patron WHERE id = 1').pluck().get() as string;
  sending.there.book.items.set(barcode, {
    state: 'on-loan',
    user,
    requestId: 'R1',
    title: 'T',
    pickupLocation: '',
    dueOn: '2026-12-11',
    recalled: false,
  });
  return {
    ...sending,
    desk,
    id,
    there: () => sending.there.book.items.get(barcode),
    told: () => sending.there.messages.map((xml) => /<(\w+Item)>/u.exec(xml)?.[1]),
    /** Sends everything that waits. */
    settle: async () => {
      sending.queue().tryNow();
      await expect.poll(() => sending.shown().filter(({ state }) => state === 'waits')).toEqual([]);
    },
    says: (answer: PartnerAnswer, of: RequestId = id) => done(desk.answer(of, answer)),
  };
};

test('a renewal that a partner must grant is sent only once the partner has answered', async () => {
  const { desk, id, there, told, settle, says, shown } = await openLent();
  done(desk.renew(id, '2027-01-29'));
  await settle();
  expect([there()?.dueOn, told()]).toEqual(['2026-12-11', []]);
  says({ kind: 'renewed', dueOn: day('2027-01-29'), note: '' });
  await settle();
  expect(there()?.dueOn).toBe(desk.raw.prepare('SELECT due_on FROM loan').pluck().get());
  expect(there()?.dueOn).toBe('2027-01-29');
  expect(told()).toEqual(['RenewItem']);
  expect(shown().at(-1)).toMatchObject({ state: 'sent' });
});

test('a renewal that the partner refuses changes no date there, and undoing a renewal must be keyed', async () => {
  const { desk, id, there, told, settle, says, shown } = await openLent();
  done(desk.renew(id, '2027-01-29'));
  says({ kind: 'renewal-refused', note: '' });
  await settle();
  expect([there()?.dueOn, told()]).toEqual(['2026-12-11', []]);
  const { opId } = done(desk.renew(id, '2027-01-10'));
  await settle();
  expect(there()?.dueOn).toBe('2027-01-10');
  valueOf(circulationOf(desk).undo(opId));
  await settle();
  expect([there()?.dueOn, told()]).toEqual(['2027-01-10', ['RenewItem']]);
  expect(shown('to-key').at(-1)).toMatchObject({ kind: 'request-renewal', state: 'sent', takenBack: true });
});

test('a recall is sent with the day on which the partner wants it back, once', async () => {
  const { there, told, settle, says, shown, desk, id } = await openLent();
  says({ kind: 'recalled', backBy: day('2026-12-05'), note: '' });
  says({ kind: 'overdue', note: '' });
  await settle();
  expect(there()).toMatchObject({ recalled: true, dueOn: '2026-12-05' });
  expect(told()).toEqual(['RecallItem']);
  expect(desk.statusOf(id)).toBe('RECALLED_BOR');
  says({ kind: 'demand-withdrawn', note: '' });
  await settle();
  // NCIP can cancel a recall, but no system that we know of does it.
  expect(told()).toEqual(['RecallItem']);
  expect(shown('to-key').at(-1)).toMatchObject({ kind: 'partner-answer', state: 'by-hand' });
});
