import { describe, expect, test } from 'vitest';
import type { CalendarDate, PartnerId } from '../../../shared/domain/ids.ts';
import { itemStatuses } from '../../../shared/domain/item-status.ts';
import type { LetterCode } from '../../../shared/domain/letters.ts';
import { letterCodes } from '../../../shared/domain/letters.ts';
import type { SinceWritten, VolumeNow } from '../../../shared/domain/stale-letters.ts';
import { letterSuperseded } from '../../../shared/domain/stale-letters.ts';
import { requestStatusCodes } from '../../../shared/domain/request-status.ts';

const day = (text: string): CalendarDate => text as CalendarDate;
const volume = (status: string, more: Partial<VolumeNow> = {}): VolumeNow => ({
  status,
  goingBack: false,
  goesTo: '',
  loan: null,
  ...more,
});
const lent = (dueOn = '2026-12-11', renewalDueOn: string | null = null): VolumeNow =>
  volume('on-loan', {
    loan: { loanedOn: day('2026-11-03'), dueOn: day(dueOn), renewalDueOn: renewalDueOn as CalendarDate },
  });
const north = 1 as PartnerId;
const now = (change: Partial<SinceWritten>): SinceWritten => ({
  step: {},
  partnerId: null,
  activePartner: { id: north, name: 'North' },
  status: 'RECEIVED_PHYSICALLY',
  volumes: [],
  ...change,
});
const checked = (code: LetterCode, change: Partial<SinceWritten>): string | null =>
  letterSuperseded(code, now(change));

describe('ready for the patron', () => {
  test.each([
    [lent(), 'the item was lent on 3 Nov 2026'],
    [volume('in-transit', { goesTo: 'Hilltop Branch' }), 'the item was sent on to Hilltop Branch'],
    [volume('in-transit', { goingBack: true }), 'the item is on its way back to the partner'],
    [
      volume('in-transit', { goingBack: true, goesTo: 'Mail Room' }),
      'the item is on its way back to the partner',
    ],
    [volume('in-transit'), 'the item is on its way back to the partner'],
    [volume('returned-by-patron'), 'the patron has brought the item back'],
    [volume('returned-to-partner'), 'the item went back to the partner'],
    [volume('lost'), 'the item was reported lost'],
    [volume('on-hold-shelf'), null],
    [volume('A_STATUS_FROM_OUTSIDE'), null],
  ])('as long as it is on the hold shelf: %o', (where, why) => {
    expect(checked('patron-item-ready', { volumes: [where] })).toBe(why);
  });

  test('of a set as long as one volume waits', () => {
    expect(checked('patron-item-ready', { volumes: [lent(), volume('on-hold-shelf')] })).toBeNull();
    expect(checked('patron-item-ready', { volumes: [lent(), lent()] })).toBe(
      'the item was lent on 3 Nov 2026',
    );
    expect(checked('patron-item-ready', { volumes: [lent(), volume('lost')] })).toBe(
      'the volumes have gone elsewhere',
    );
    expect(checked('patron-item-ready', { volumes: [lent(), volume('ODD')] })).toBeNull();
    expect(checked('patron-item-ready', { volumes: [] })).toBeNull();
  });

  test('not once the request is cancelled or the partner wants it back', () => {
    const volumes = [volume('on-hold-shelf')];
    expect(checked('patron-item-ready', { status: 'CANCELLED_BY_STAFF', volumes })).toBe(
      'the request was cancelled',
    );
    expect(checked('patron-item-ready', { status: 'RECALLED_BOR', volumes })).toBe(
      'the partner wants the item back',
    );
  });
});

test('on its way to the patron, as long as it is', () => {
  const onItsWay = volume('in-transit', { goesTo: 'Hilltop Branch' });
  expect(checked('patron-item-arrived', { volumes: [onItsWay] })).toBeNull();
  expect(checked('patron-item-arrived', { volumes: [volume('on-hold-shelf'), onItsWay] })).toBeNull();
  expect(checked('patron-item-arrived', { volumes: [volume('on-hold-shelf')] })).toBe(
    'the item is on the hold shelf',
  );
});

test('renewed, as long as that is the due date and the patron has it', () => {
  const step = { dueOn: day('2026-12-11') };
  expect(checked('patron-renewed', { status: 'RENEWED', step, volumes: [lent()] })).toBeNull();
  expect(checked('patron-renewed', { status: 'RENEWED', step, volumes: [lent('2027-01-15')] })).toBe(
    'the due date is 15 Jan 2027 now',
  );
  expect(checked('patron-renewed', { step, volumes: [lent(), lent('2027-01-15')] })).toBeNull();
  expect(checked('patron-renewed', { status: 'RECALLED_BOR', step, volumes: [lent()] })).toBe(
    'the partner wants the item back',
  );
  expect(checked('patron-renewed', { step, volumes: [volume('returned-by-patron')] })).toBe(
    'the patron has brought the item back',
  );
});

test('overdue, recalled and not renewed concern only who still has it, as it is', () => {
  for (const code of ['patron-overdue', 'patron-recalled', 'patron-renewal-refused'] as const) {
    expect(checked(code, { volumes: [volume('returned-by-patron')] })).toContain('brought the item back');
    expect(checked(code, { status: 'OVERDUE_ITEM', volumes: [lent()] })).toBeNull();
  }
  const renewed = { status: 'RENEWED', volumes: [lent()] };
  expect(checked('patron-overdue', renewed)).toBe('the loan was renewed');
  expect(checked('patron-renewal-refused', renewed)).toBe('the loan was renewed');
  expect(checked('patron-overdue', { status: 'RECALLED_BOR', volumes: [lent()] })).toBeNull();
});

test('a question to the partner, as long as it is open', () => {
  const asked = { partnerId: north, step: { dueOn: day('2027-01-15') } };
  const open = lent('2026-12-11', '2027-01-15');
  const renewal = (change: Partial<SinceWritten>) =>
    checked('partner-renewal-asked', { ...asked, ...change });
  expect(renewal({ status: 'RENEW_REQUESTED', volumes: [open] })).toBeNull();
  expect(renewal({ status: 'DAMAGED', volumes: [open] })).toBeNull();
  expect(renewal({ status: 'DAMAGED', volumes: [lent('2027-01-15')] })).toBe(
    'the partner has answered already',
  );
  expect(renewal({ status: 'RENEW_NOT_ACCEPTED', volumes: [lent()] })).toBe(
    'the partner has answered already',
  );
  expect(renewal({ status: 'RENEW_REQUESTED', volumes: [lent('2026-12-11', '2027-02-01')] })).toBe(
    '1 Feb 2027 was asked for instead',
  );
  expect(renewal({ status: 'RETURNED_TO_PARTNER', volumes: [volume('returned-to-partner')] })).toContain(
    'went back',
  );
  const cancel = (status: string) => checked('partner-cancel-asked', { partnerId: north, status });
  expect(cancel('CANCEL_REPLY')).toBeNull();
  expect(cancel('CANCELLED')).toBe('the partner has answered already');
  expect(cancel('RECEIVED_PHYSICALLY')).toBe('the item has come');
});

test('please lend, as long as this partner is asked and has not answered', () => {
  const request = (status: string, change: Partial<SinceWritten> = {}) =>
    checked('partner-request', { partnerId: north, status, ...change });
  expect(request('REQUEST_SENT')).toBeNull();
  expect(request('CANCEL_REPLY')).toBeNull();
  expect(request('A_STATUS_FROM_OUTSIDE')).toBeNull();
  expect(request('WILL_SUPPLY')).toBe('the partner has answered already');
  expect(request('RECEIVED_PHYSICALLY')).toBe('the item has come');
  expect(request('CANCELLED_BY_STAFF')).toBe('the request was cancelled');
  const activePartner = { id: 2 as PartnerId, name: 'West College' };
  expect(request('REQUEST_SENT', { activePartner })).toBe('the request went on to West College');
  // Nobody is recorded on one of the sides: that is no other partner.
  expect(request('REQUEST_SENT', { activePartner, partnerId: null })).toBeNull();
  expect(request('REQUEST_SENT', { activePartner: { id: null, name: '' } })).toBeNull();
  const answer = (given: 'yes' | 'no', status: string) =>
    checked('partner-condition-answered', { partnerId: north, status, step: { answer: given } });
  expect(answer('yes', 'CANCELLED_BY_STAFF')).toBe('the request was cancelled');
  expect(answer('yes', 'RECEIVED_PHYSICALLY')).toBeNull();
  expect(answer('no', 'CANCELLED_BY_STAFF')).toBeNull();
});

test('what tells of something that happened always leaves, and so does a kind that we do not know', () => {
  const events: readonly LetterCode[] = [
    'patron-cancelled',
    'patron-correction',
    'partner-received',
    'partner-returned',
    'partner-renewal',
    'partner-cancel',
    'partner-lost',
    'partner-damaged',
    'partner-correction',
  ];
  for (const code of [...events, 'patron-telegram' as LetterCode])
    for (const status of requestStatusCodes)
      for (const item of Object.keys(itemStatuses))
        expect(checked(code, { status, partnerId: north, volumes: [volume(item)] })).toBeNull();
});

test('every kind has an answer for every state, and none names a code', () => {
  for (const { code } of letterCodes)
    for (const status of [...requestStatusCodes, 'ODD'])
      for (const item of [...Object.keys(itemStatuses), 'ODD'])
        expect(checked(code, { status, partnerId: north, volumes: [volume(item)] }) ?? 'fine').toMatch(
          /^[a-z][^_]*$/,
        );
});
