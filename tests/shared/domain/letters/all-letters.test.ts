import { describe, expect, test } from 'vitest';
import type { CalendarDate, ItemId, PartnerId } from '../../../../shared/domain/ids.ts';
import { itemStatuses } from '../../../../shared/domain/item-status.ts';
import {
  factsOfLetter,
  type LetterCode,
  letterCodes,
} from '../../../../shared/domain/letters/all-letters.ts';
import type { SinceWritten, VolumeNow } from '../../../../shared/domain/letters/letter.ts';
import { cancellationStates, endStates, supplyStates } from '../../../../shared/domain/life/life.ts';

const day = (text: string): CalendarDate => text as CalendarDate;
const north = 1 as PartnerId;
const west = 2 as PartnerId;
const volume = (status: string, more: Partial<VolumeNow> = {}): VolumeNow => ({
  id: 1 as ItemId,
  partnerId: north,
  status,
  renewal: 'none',
  demand: 'none',
  goingBack: false,
  goesTo: '',
  barcode: 'N-1',
  holdUntil: null,
  renewalUntil: null,
  loan: null,
  ...more,
});
const lent = (dueOn = '2026-12-11', more: Partial<VolumeNow> = {}): VolumeNow =>
  volume('on-loan', { loan: { loanedOn: day('2026-11-03'), dueOn: day(dueOn) }, ...more });
type Now = Partial<Omit<SinceWritten, 'life'>> & {
  readonly life?: Partial<SinceWritten['life']> | undefined;
};
const now = ({ life, ...change }: Now): SinceWritten => ({
  step: {},
  partnerId: null,
  patronId: null,
  today: day('2026-11-25'),
  activePartner: { id: north, name: 'North' },
  life: { supply: 'SHIPPED_PHYSICALLY', cancellation: 'none', endedAs: null, ...life },
  volumes: [],
  ...change,
});
const checked = (code: LetterCode, change: Now): string | null => {
  const known = letterCodes.find((one) => one.code === code);
  const facts = known && factsOfLetter(known.recipient, known.kind);
  return facts ? facts.stale(now(change)) : `no such letter: ${code}`;
};

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
    expect(checked('patron-item-ready', { life: { endedAs: 'CANCELLED_BY_STAFF' }, volumes })).toBe(
      'the request was cancelled',
    );
    const wanted = volume('on-hold-shelf', { demand: 'recalled' });
    expect(checked('patron-item-ready', { volumes: [wanted] })).toBe('the partner wants the item back');
    // Of two partners one wants its own back.
    expect(
      checked('patron-item-ready', { volumes: [wanted, volume('on-hold-shelf', { partnerId: west })] }),
    ).toBeNull();
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
  expect(checked('patron-renewed', { step, volumes: [lent()] })).toBeNull();
  expect(checked('patron-renewed', { step, volumes: [lent('2027-01-15')] })).toBe(
    'the due date is 15 Jan 2027 now',
  );
  expect(checked('patron-renewed', { step, volumes: [lent(), lent('2027-01-15')] })).toBeNull();
  expect(checked('patron-renewed', { step, volumes: [lent('2026-12-11', { demand: 'recalled' })] })).toBe(
    'the partner wants the item back',
  );
  expect(checked('patron-renewed', { step, volumes: [volume('returned-by-patron')] })).toBe(
    'the patron has brought the item back',
  );
});

test('overdue, recalled and not renewed concern only who still has it, as it is', () => {
  for (const code of ['patron-overdue', 'patron-recalled', 'patron-renewal-refused'] as const)
    expect(checked(code, { volumes: [volume('returned-by-patron')] })).toContain('brought the item back');
  const has = (more: Partial<VolumeNow>) => ({ volumes: [lent('2026-12-11', more)] });
  expect(checked('patron-overdue', has({ demand: 'overdue', renewal: 'asked' }))).toBeNull();
  expect(checked('patron-overdue', has({ demand: 'recalled' }))).toBeNull();
  expect(checked('patron-recalled', has({ demand: 'recalled' }))).toBeNull();
  expect(checked('patron-renewal-refused', has({ renewal: 'refused' }))).toBeNull();
  expect(checked('patron-overdue', has({ renewal: 'renewed' }))).toBe('the loan was renewed');
  expect(checked('patron-renewal-refused', has({ renewal: 'renewed' }))).toBe('the loan was renewed');
  const withdrawn = 'the partner does not want the item back any more';
  expect(checked('patron-overdue', has({}))).toBe(withdrawn);
  expect(checked('patron-recalled', has({ demand: 'overdue' }))).toBe(withdrawn);
});

describe('a renewal that is asked of the partner', () => {
  const step = { dueOn: day('2027-01-15') };
  const asked: Partial<VolumeNow> = { renewal: 'asked', renewalUntil: day('2027-01-15') };
  const renewal = (volumes: readonly VolumeNow[], itemIds?: readonly ItemId[]) =>
    checked('partner-renewal-asked', { partnerId: north, step: { ...step, itemIds }, volumes });

  test('as long as a volume that it names waits for the answer, lent or not', () => {
    expect(renewal([lent('2026-12-11', asked)])).toBeNull();
    expect(renewal([lent('2026-12-11', { ...asked, demand: 'overdue' })])).toBeNull();
    expect(renewal([volume('on-hold-shelf', asked)])).toBeNull();
    const other = lent('2026-12-11', { ...asked, id: 2 as ItemId });
    expect(renewal([lent('2026-12-11', { renewal: 'renewed' }), other], [2 as ItemId])).toBeNull();
    expect(renewal([lent('2026-12-11', { renewal: 'renewed' }), other], [1 as ItemId])).toBe(
      'the partner has answered already',
    );
    // What was asked of another partner is none of its business.
    expect(renewal([lent(), { ...other, partnerId: west }])).toBe('the renewal is not asked for any more');
  });

  test('not once it was answered, withdrawn, or the item is gone or wanted back', () => {
    for (const answer of ['renewed', 'refused'] as const)
      expect(renewal([lent('2026-12-11', { renewal: answer })])).toBe('the partner has answered already');
    expect(renewal([lent()])).toBe('the renewal is not asked for any more');
    expect(renewal([lent('2026-12-11', { ...asked, renewalUntil: day('2027-02-01') })])).toBe(
      '1 Feb 2027 was asked for instead',
    );
    expect(renewal([volume('returned-to-partner')])).toContain('went back');
    expect(renewal([lent('2026-12-11', { ...asked, demand: 'recalled' })])).toBe(
      'the partner wants the item back',
    );
  });
});

test('a cancellation that is asked of the partner, as long as it is, whatever the partner says to the request', () => {
  const cancel = (life: Now['life'], change: Now = {}) =>
    checked('partner-cancel-asked', { partnerId: north, ...change, life });
  for (const supply of supplyStates) expect(cancel({ supply, cancellation: 'asked' })).toBeNull();
  expect(cancel({ cancellation: 'refused' })).toBe('the partner has answered already');
  expect(cancel({ endedAs: 'CANCELLED', cancellation: 'asked' })).toBe('the partner has answered already');
  expect(cancel({})).toBe('the cancellation is not asked for any more');
  expect(cancel({}, { volumes: [volume('on-hold-shelf')] })).toBe('the item has come');
  expect(cancel({ endedAs: 'REQUEST_COMPLETED' })).toBe('the request is completed');
  expect(cancel({}, { activePartner: { id: west, name: 'West College' } })).toBe(
    'the request went on to West College',
  );
  expect(cancel({ supply: 'A_STATUS_FROM_OUTSIDE' })).toBeNull();
});

test('cancelled, as long as it is', () => {
  for (const code of ['patron-cancelled', 'partner-cancel'] as const) {
    for (const endedAs of endStates.filter((end) => end.startsWith('CANCELLED')))
      expect(checked(code, { partnerId: north, life: { endedAs } })).toBeNull();
    expect(checked(code, { partnerId: north })).toBe('the request is not cancelled any more');
  }
});

test('please lend, as long as this partner is asked and has not answered', () => {
  const request = (life: Now['life'], change: Now = {}) =>
    checked('partner-request', { partnerId: north, ...change, life });
  const sent = { supply: 'REQUEST_SENT' };
  expect(request(sent)).toBeNull();
  expect(request({ ...sent, cancellation: 'asked' })).toBeNull();
  expect(request({ supply: 'A_STATUS_FROM_OUTSIDE' })).toBeNull();
  expect(request({ supply: 'WILL_SUPPLY' })).toBe('the partner has answered already');
  expect(request({ supply: 'WILL_SUPPLY', cancellation: 'asked' })).toBe('the partner has answered already');
  expect(request({}, { volumes: [volume('on-hold-shelf')] })).toBe('the item has come');
  expect(request({ ...sent, endedAs: 'CANCELLED_BY_STAFF' })).toBe('the request was cancelled');
  const activePartner = { id: west, name: 'West College' };
  expect(request(sent, { activePartner })).toBe('the request went on to West College');
  // Nobody is recorded on one of the sides: that is no other partner.
  expect(request(sent, { activePartner, partnerId: null })).toBeNull();
  expect(request(sent, { activePartner: { id: null, name: '' } })).toBeNull();
  const answer = (given: 'yes' | 'no', endedAs: SinceWritten['life']['endedAs']) =>
    checked('partner-condition-answered', { partnerId: north, life: { endedAs }, step: { answer: given } });
  expect(answer('yes', 'CANCELLED_BY_STAFF')).toBe('the request was cancelled');
  expect(answer('yes', null)).toBeNull();
  expect(answer('no', 'CANCELLED_BY_STAFF')).toBeNull();
});

/** Every end, and every state of the supply with a cancellation in every state. */
const lives: readonly SinceWritten['life'][] = [...supplyStates, 'ODD'].flatMap((supply) =>
  [null, ...endStates].flatMap((endedAs) =>
    cancellationStates.map((cancellation) => ({ supply, endedAs, cancellation })),
  ),
);

test('what tells of something that happened always leaves', () => {
  const events: readonly LetterCode[] = [
    'patron-correction',
    'partner-received',
    'partner-returned',
    'partner-renewal',
    'partner-lost',
    'partner-damaged',
    'partner-correction',
  ];
  for (const code of events)
    for (const life of lives)
      for (const item of Object.keys(itemStatuses))
        expect(checked(code, { life, partnerId: north, volumes: [volume(item)] })).toBeNull();
});

test('every kind has an answer for every state, and none names a code', () => {
  for (const { code } of letterCodes)
    for (const life of lives)
      for (const item of [...Object.keys(itemStatuses), 'ODD'])
        expect(checked(code, { life, partnerId: north, volumes: [volume(item)] }) ?? 'fine').toMatch(
          /^[a-z][^_]*$/,
        );
});
