import { expect, test } from 'vitest';
import { detailsService } from '../../../../../electron/main/desk/queries/details/details.service.ts';
import { todaysStepsService } from '../../../../../electron/main/desk/queries/history/steps.service.ts';
import type { ReceiveSlip } from '../../../../../shared/domain/slips/receive.ts';
import type { ReturnSlip } from '../../../../../shared/domain/slips/return.ts';
import { storedAt } from '../../../../support/circulation.ts';
import { done, openDecisionDesk } from '../../../../support/decision-desk.ts';
import { dumpState } from '../../../../support/desk.ts';
import { expectDerivedColumns } from '../../../../support/expect-derived-columns.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { receivingAt } from '../../../../support/receiving.ts';

// A volume that another system had received before gets its barcode here: it did not arrive now.

const desk = forEachTest(openDecisionDesk);

const { receive, open } = receivingAt(() => desk);
const { slips } = storedAt(() => desk);

test.each([
  { unknown: 1, arrivedAt: null },
  { unknown: 0, arrivedAt: '2026-11-10T08:00:00.000Z' },
])('slip, item and history keep the day of its arrival ($arrivedAt)', ({ unknown, arrivedAt }) => {
  const requestId = desk.add({ externalId: 'R-9', status: 'RECEIVED_PHYSICALLY' });
  desk.raw
    .prepare("UPDATE item SET received_at = '2026-11-10T08:00:00.000Z', received_unknown = ?")
    .run(unknown);
  done(receive({ requestId, barcode: 'N-9', notifyPatron: false }));
  expect(slips<ReceiveSlip>()).toMatchObject([{ barcode: 'N-9', arrivedAt }]);
  const { history, items } = done(detailsService(desk.context).details({ requestId }));
  expect([history.map(({ label }) => label), items[0]?.receivedAt]).toEqual([['Barcode given'], arrivedAt]);
});

test('without a recorded partner its slip names none', () => {
  const requestId = desk.add({ externalId: 'R-9', status: 'RECEIVED_PHYSICALLY' });
  desk.raw.exec('UPDATE turn SET partner_id = NULL');
  done(receive({ requestId, barcode: 'N-9', notifyPatron: false }));
  expect(slips<ReceiveSlip>()).toMatchObject([{ barcode: 'N-9', lender: '' }]);
});

test.each([
  { word: 'LOANED', status: 'on-loan', where: 'with the patron' },
  { word: 'RETURNED_BY_PATRON', status: 'returned-by-patron', where: 'back from the patron' },
])('of $word, it stays where it is, and no one is notified', (of) => {
  const requestId = desk.add({ externalId: 'R-9', status: of.word });
  const before = dumpState(desk);
  const { opId, stays } = done(receive({ requestId, barcode: 'N-9' }));
  expect(stays).toBe(of.status);
  expect(desk.raw.prepare('SELECT barcode, status FROM item').all()).toEqual([
    { barcode: 'N-9', status: of.status },
  ]);
  expect(desk.raw.prepare('SELECT headline, status_after FROM request_event').all()).toEqual([
    { headline: `Barcode N-9 given to volume 1: ${of.where}`, status_after: of.word },
  ]);
  expect(desk.messages()).toEqual([]);
  // It has no new place, so no slip; the session says where it stays.
  expect(slips()).toEqual([]);
  expect(done(todaysStepsService(desk.context).today({ limit: 1 }))).toMatchObject([
    { headline: 'Barcode given', whereTo: { kind: of.status, name: 'Reader, A.' }, slip: null },
  ]);
  expectDerivedColumns(desk.raw);
  done(desk.undo(opId));
  expect(dumpState(desk)).toEqual(before);
});

test.each([
  { kept: 'no barcode', status: 'LOANED', off: '', getsLetter: false },
  { kept: 'no item', status: 'SHIPPED_PHYSICALLY', off: '', getsLetter: true },
  {
    kept: 'no item, no letters',
    status: 'SHIPPED_PHYSICALLY',
    off: '["partner-received"]',
    getsLetter: false,
  },
  { kept: 'no partner', status: 'SHIPPED_PHYSICALLY', off: 'none', getsLetter: false },
])('the form says whether the partner gets a letter: $kept', ({ status, off, getsLetter }) => {
  desk.add({ externalId: 'R-9', status });
  if (off === 'none') desk.raw.exec('UPDATE turn SET partner_id = NULL');
  else if (off !== '') desk.raw.prepare('UPDATE library SET letters_off = ?').run(off);
  expect(done(open('R-9')).senders).toMatchObject([{ getsLetter }]);
});

test('due to go back, it is not shelved', () => {
  const requestId = desk.add({ externalId: 'R-9', status: 'RECEIVED_PHYSICALLY' });
  done(desk.cancel(requestId, { notifyPatron: false }));
  const { volume } = done(receive({ requestId, barcode: 'N-9', notifyPatron: false }));
  expect(volume.use).toBe('goes-back');
  expect(desk.raw.prepare('SELECT use, hold_until FROM item').all()).toEqual([
    { use: 'goes-back', hold_until: null },
  ]);
  expect(slips<ReturnSlip>()).toMatchObject([{ kind: 'return', barcode: 'N-9' }]);
});
