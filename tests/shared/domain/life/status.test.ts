import { expect, test } from 'vitest';
import { endStates, type Life, newLife, supplyStates } from '../../../../shared/domain/life/life.ts';
import { openQuestionsOf, statusOf } from '../../../../shared/domain/life/status.ts';
import { earliestDueOn } from '../../../../shared/domain/life/volumes.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import { day, hill, volume, withVolumes } from './life-cases.ts';

// The status, by the first that holds.

/** What is asked and marked of a volume that is with the patron, all at once. */
const everything = { status: 'on-loan', renewal: 'asked', demand: 'overdue' } as const;
const asking: Life = {
  ...newLife,
  supply: 'SHIPPED_PHYSICALLY',
  cancellation: 'asked',
  cancelledFor: 'staff',
};

test('1. an end → its code, whatever was open', () => {
  for (const endedAs of endStates) {
    const life = { ...withVolumes(volume(1, { ...everything, report: 'lost' })), endedAs };
    expect(statusOf(life)).toBe(endedAs);
    expect(openQuestionsOf(life)).toEqual({
      cancellation: 'none',
      renewal: 'none',
      demand: 'none',
      loss: 'none',
    });
  }
});

test('2. each volume has gone back or is lost → Report lost while a loss is unsettled, else returned', () => {
  const back = volume(1, { status: 'returned-to-partner' });
  expect(statusOf(withVolumes(back, volume(2, { status: 'returned-to-partner' })))).toBe(
    'RETURNED_TO_PARTNER',
  );
  expect(statusOf(withVolumes(back, volume(2, { status: 'lost', report: 'lost' })))).toBe('REPORT_LOST');
  expect(statusOf(withVolumes(back, volume(2, { status: 'lost' })))).toBe('RETURNED_TO_PARTNER');
  // Damage of what went back is the partner's to see, and a recall of it has been met.
  expect(statusOf(withVolumes({ ...back, report: 'damaged', demand: 'recalled' }))).toBe(
    'RETURNED_TO_PARTNER',
  );
});

test('3. recalled → Recalled by partner, before any loss; then loss, damage and claims', () => {
  const recalled = volume(1, { status: 'on-loan', demand: 'recalled' });
  expect(statusOf(withVolumes(recalled, volume(2, { status: 'lost', report: 'lost' })))).toBe('RECALLED_BOR');
  expect(statusOf(withVolumes(volume(1, everything), volume(2, { status: 'lost', report: 'lost' })))).toBe(
    'REPORT_LOST',
  );
  expect(statusOf(withVolumes(volume(1, { ...everything, report: 'damaged' })))).toBe('DAMAGED');
  expect(statusOf({ ...asking, parcel: 'lost' })).toBe('REPORT_LOST');
  expect(statusOf({ ...asking, parcel: 'claimed' })).toBe('CLAIMED');
});

test('4. a cancellation that is asked or was refused, while nothing was received', () => {
  expect(statusOf(asking)).toBe('CANCEL_REPLY');
  expect(statusOf({ ...asking, cancellation: 'refused' })).toBe('CANCEL_NOT_ACCEPTED');
  expect(statusOf({ ...asking, volumes: [volume(1)] })).toBe('RECEIVED_PHYSICALLY');
});

test('5. overdue → Overdue request, before a renewal', () => {
  expect(statusOf(withVolumes(volume(1, everything)))).toBe('OVERDUE_ITEM');
});

test.each([
  ['mediated', 'MEDIATED_RENEWAL'],
  ['asked', 'RENEW_REQUESTED'],
  ['refused', 'RENEW_NOT_ACCEPTED'],
  ['renewed', 'RENEWED'],
] as const)('6. a renewal that is %s → %s, while its volume is lent or waits to be', (renewal, status) => {
  expect(statusOf(withVolumes(volume(1, { status: 'on-loan', renewal })))).toBe(status);
  expect(statusOf(withVolumes(volume(1, { renewal })))).toBe(status);
  const cameBack = volume(1, { status: 'returned-by-patron', broughtBack: true, renewal });
  expect(statusOf(withVolumes(cameBack))).toBe('RETURNED_BY_PATRON');
  expect(statusOf(withVolumes(cameBack, volume(2, { status: 'on-loan' })))).toBe('LOANED');
});

test('6. of several renewals the heaviest counts', () => {
  const life = withVolumes(
    volume(1, { status: 'on-loan', renewal: 'renewed' }),
    volume(2, { renewal: 'asked', partnerId: hill }),
    volume(3, { renewal: 'refused' }),
  );
  expect(statusOf(life)).toBe('RENEW_REQUESTED');
});

test('7. volumes: one with the patron, else one back from the patron, else one here or in transit', () => {
  const back = volume(1, { status: 'returned-to-partner' });
  const onLoan = volume(2, { status: 'on-loan' });
  const cameBack = volume(3, { status: 'in-transit', broughtBack: true });
  const here = volume(4);
  expect(statusOf(withVolumes(back, onLoan, cameBack, here))).toBe('LOANED');
  expect(statusOf(withVolumes(back, cameBack, here))).toBe('RETURNED_BY_PATRON');
  expect(statusOf(withVolumes(back, here))).toBe('RECEIVED_PHYSICALLY');
  expect(statusOf(withVolumes(volume(1, { status: 'in-transit' })))).toBe('RECEIVED_PHYSICALLY');
  // Where an item is that has a code from outside nobody can tell: it is not gone.
  expect(statusOf(withVolumes(volume(1, { status: 'AT_BINDERY' })))).toBe('RECEIVED_PHYSICALLY');
});

test('8. supply → its code; a word from outside is shown as it is', () => {
  for (const supply of supplyStates) expect(statusOf({ ...newLife, supply })).toBe(supply);
  expect(statusOf({ ...newLife, supply: 'SOMETHING_ELSE' })).toBe('SOMETHING_ELSE');
  expect(statusLabel('SOMETHING_ELSE')).toBe('SOMETHING_ELSE');
});

test('every open question is known besides the status', () => {
  const life = withVolumes(
    volume(1, { status: 'on-loan', renewal: 'asked', demand: 'recalled', report: 'damaged' }),
  );
  expect(statusOf(life)).toBe('RECALLED_BOR');
  expect(openQuestionsOf(life)).toEqual({
    cancellation: 'none',
    renewal: 'asked',
    demand: 'recalled',
    loss: 'damaged',
  });
  expect(openQuestionsOf({ ...asking, parcel: 'claimed' })).toMatchObject({
    cancellation: 'asked',
    loss: 'claimed',
  });
});

test('the due date of a request: while a volume is out the earliest of those out; none where nothing is out', () => {
  const dates = (status: string) => [
    volume(1, { status, dueOn: day('2027-03-01') }),
    volume(2, { status: 'on-loan', dueOn: day('2027-06-01') }),
    volume(3, { status: 'in-transit' }),
  ];
  expect(earliestDueOn(dates('on-loan'))).toBe('2027-03-01');
  expect(earliestDueOn(dates('returned-to-partner'))).toBe('2027-06-01');
  expect(earliestDueOn(dates('lost'))).toBe('2027-06-01');
  expect(
    earliestDueOn([volume(1, { status: 'returned-to-partner', dueOn: day('2027-03-01') })]),
  ).toBeUndefined();
});
