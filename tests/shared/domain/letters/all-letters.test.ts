import { describe, expect, test } from 'vitest';
import type { CalendarDate, ItemId, TurnId } from '../../../../shared/domain/ids.ts';
import { itemStatuses } from '../../../../shared/domain/item-status.ts';
import {
  factsOfLetter,
  type LetterCode,
  letterCodes,
} from '../../../../shared/domain/letters/all-letters.ts';
import type { SinceWritten, VolumeNow } from '../../../../shared/domain/letters/letter.ts';
import { endStates } from '../../../../shared/domain/life/request.machine.ts';
import { turnCancellations, turnParcels, turnStates } from '../../../../shared/domain/life/turn.ts';

const day = (text: string): CalendarDate => text as CalendarDate;
const north = 1 as TurnId;
const west = 2 as TurnId;
const volume = (status: string, more: Partial<VolumeNow> = {}): VolumeNow => ({
  id: 1 as ItemId,
  turnId: north,
  use: 'for-patron',
  status,
  renewal: 'none',
  demand: 'none',
  goingBack: false,
  goesTo: '',
  isOnOtherShelf: false,
  barcode: 'N-1',
  holdUntil: null,
  renewalUntil: null,
  loan: null,
  ...more,
});
const lent = (dueOn = '2026-12-11', more: Partial<VolumeNow> = {}): VolumeNow =>
  volume('on-loan', { loan: { loanedOn: day('2026-11-03'), dueOn: day(dueOn) }, ...more });
const turn = (change: Partial<NonNullable<SinceWritten['turn']>> = {}): SinceWritten['turn'] => ({
  id: north,
  state: 'asked',
  cancellation: 'none',
  parcel: 'none',
  askedFor: 1,
  ...change,
});
const now = (change: Partial<SinceWritten>): SinceWritten => ({
  step: {},
  patronId: null,
  today: day('2026-11-25'),
  turn: null,
  endedAs: null,
  volumes: [],
  ...change,
});
const checked = (code: LetterCode, change: Partial<SinceWritten>): string | null => {
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
    [volume('returned-to-partner'), 'the item was returned to the partner'],
    [volume('lost'), 'the item was reported lost'],
    [volume('on-hold-shelf'), null],
    [volume('A_STATUS_FROM_OUTSIDE'), null],
  ])('while it is on the hold shelf: %o', (where, why) => {
    expect(checked('patron-item-ready', { volumes: [where] })).toBe(why);
  });

  test('for a set, while one volume waits', () => {
    expect(checked('patron-item-ready', { volumes: [lent(), volume('on-hold-shelf')] })).toBeNull();
    expect(checked('patron-item-ready', { volumes: [lent(), lent()] })).toBe(
      'the item was lent on 3 Nov 2026',
    );
    expect(checked('patron-item-ready', { volumes: [lent(), volume('lost')] })).toBe(
      'the volumes are now elsewhere',
    );
    expect(checked('patron-item-ready', { volumes: [lent(), volume('ODD')] })).toBeNull();
    expect(checked('patron-item-ready', { volumes: [] })).toBeNull();
  });

  test('not once the request is cancelled or the partner wants it back', () => {
    const volumes = [volume('on-hold-shelf')];
    expect(checked('patron-item-ready', { endedAs: 'CANCELLED_BY_STAFF', volumes })).toBe(
      'the request was cancelled',
    );
    const wanted = volume('on-hold-shelf', { demand: 'recalled' });
    expect(checked('patron-item-ready', { volumes: [wanted] })).toBe('the partner wants the item back');
    // One of two partners wants its own volume back.
    expect(
      checked('patron-item-ready', { volumes: [wanted, volume('on-hold-shelf', { turnId: west })] }),
    ).toBeNull();
  });
});

test('in transit to the patron, while it is', () => {
  const onItsWay = volume('in-transit', { goesTo: 'Hilltop Branch' });
  expect(checked('patron-item-arrived', { volumes: [onItsWay] })).toBeNull();
  expect(checked('patron-item-arrived', { volumes: [volume('on-hold-shelf'), onItsWay] })).toBeNull();
  expect(checked('patron-item-arrived', { volumes: [volume('on-hold-shelf')] })).toBe(
    'the item is on the hold shelf',
  );
});

test('renewed, while that is the due date and the patron has it', () => {
  const step = { dueOn: day('2026-12-11') };
  expect(checked('patron-renewed', { step, volumes: [lent()] })).toBeNull();
  expect(checked('patron-renewed', { step, volumes: [lent('2027-01-15')] })).toBe(
    'the due date is now 15 Jan 2027',
  );
  expect(checked('patron-renewed', { step, volumes: [lent(), lent('2027-01-15')] })).toBeNull();
  expect(checked('patron-renewed', { step, volumes: [lent('2026-12-11', { demand: 'recalled' })] })).toBe(
    'the partner wants the item back',
  );
  expect(checked('patron-renewed', { step, volumes: [volume('returned-by-patron')] })).toBe(
    'the patron has brought the item back',
  );
});

test('overdue, recalled and not renewed concern only a patron who still has it', () => {
  for (const code of ['patron-overdue', 'patron-recalled', 'patron-renewal-refused'] as const)
    expect(checked(code, { volumes: [volume('returned-by-patron')] })).toContain('brought the item back');
  const has = (more: Partial<VolumeNow>) => ({ volumes: [lent('2026-12-11', more)] });
  expect(checked('patron-overdue', has({ demand: 'overdue', renewal: 'asked' }))).toBeNull();
  expect(checked('patron-overdue', has({ demand: 'recalled' }))).toBeNull();
  expect(checked('patron-recalled', has({ demand: 'recalled' }))).toBeNull();
  expect(checked('patron-renewal-refused', has({ renewal: 'refused' }))).toBeNull();
  expect(checked('patron-overdue', has({ renewal: 'renewed' }))).toBe('the loan was renewed');
  expect(checked('patron-renewal-refused', has({ renewal: 'renewed' }))).toBe('the loan was renewed');
  const withdrawn = 'the partner no longer wants the item back';
  expect(checked('patron-overdue', has({}))).toBe(withdrawn);
  expect(checked('patron-recalled', has({ demand: 'overdue' }))).toBe(withdrawn);
});

describe('a renewal requested from the partner', () => {
  const step = { dueOn: day('2027-01-15') };
  const asked: Partial<VolumeNow> = { renewal: 'asked', renewalUntil: day('2027-01-15') };
  const renewal = (volumes: readonly VolumeNow[], itemIds?: readonly ItemId[]) =>
    checked('partner-renewal-asked', {
      turn: turn({ state: 'closing' }),
      step: { ...step, itemIds },
      volumes,
    });

  test('while a volume that it names waits for the answer, lent or not', () => {
    expect(renewal([lent('2026-12-11', asked)])).toBeNull();
    expect(renewal([lent('2026-12-11', { ...asked, demand: 'overdue' })])).toBeNull();
    expect(renewal([volume('on-hold-shelf', asked)])).toBeNull();
    const other = lent('2026-12-11', { ...asked, id: 2 as ItemId });
    expect(renewal([lent('2026-12-11', { renewal: 'renewed' }), other], [2 as ItemId])).toBeNull();
    expect(renewal([lent('2026-12-11', { renewal: 'renewed' }), other], [1 as ItemId])).toBe(
      'the partner has already answered',
    );
    // A request to another partner does not affect it.
    expect(renewal([lent(), { ...other, turnId: west }])).toBe('the renewal is no longer requested');
  });

  test('not once it was answered or withdrawn, or the item is gone or wanted back', () => {
    for (const answer of ['renewed', 'refused'] as const)
      expect(renewal([lent('2026-12-11', { renewal: answer })])).toBe('the partner has already answered');
    expect(renewal([lent()])).toBe('the renewal is no longer requested');
    expect(renewal([lent('2026-12-11', { ...asked, renewalUntil: day('2027-02-01') })])).toBe(
      'a renewal until 1 Feb 2027 was requested instead',
    );
    expect(renewal([volume('returned-to-partner')])).toContain('the item was returned to the partner');
    expect(renewal([lent('2026-12-11', { ...asked, demand: 'recalled' })])).toBe(
      'the partner wants the item back',
    );
  });
});

test('an item waiting to go back is not ready for the patron', () => {
  const goesBack = volume('on-hold-shelf', { use: 'goes-back' });
  expect(checked('patron-item-ready', { volumes: [goesBack] })).toBe('the item is on the hold shelf');
});

/** The reasons a turn's answers give against a letter that asks its partner for something. */
const answered = 'the partner has already answered';
const gone = 'the partner is no longer being asked';
const came = 'the item has arrived';
const asked = ['asked', 'outside'] as const;
const answers = ['will-supply', 'conditional', 'shipped', 'shipped-digitally'] as const;
const ends = ['rejected', 'no-answer', 'declined', 'cancelled', 'passed-over'] as const;
const supplies = ['closing', 'supplied'] as const;

describe('to a partner, about its own turn', () => {
  test('please lend, while it is asked and has not answered', () => {
    const request = (state: (typeof turnStates)[number]) =>
      checked('partner-request', { turn: turn({ state }) });
    for (const state of asked) expect(request(state)).toBeNull();
    for (const state of answers) expect(request(state), state).toBe(answered);
    for (const state of ends) expect(request(state), state).toBe(gone);
    for (const state of supplies) expect(request(state), state).toBe(came);
    // Unknown without a recorded turn.
    expect(checked('partner-request', {})).toBeNull();
  });

  test('a cancellation request, while it is pending, whatever the partner answers to the request', () => {
    const cancel = (change: Partial<NonNullable<SinceWritten['turn']>>) =>
      checked('partner-cancel-asked', { turn: turn(change) });
    for (const state of [...asked, ...answers]) expect(cancel({ state, cancellation: 'asked' })).toBeNull();
    expect(cancel({ cancellation: 'refused' })).toBe('the cancellation is no longer requested');
    expect(cancel({ state: 'closing' })).toBe(came);
    expect(cancel({ state: 'cancelled' })).toBe(gone);
  });

  test('a claim, while it is open', () => {
    expect(checked('partner-claim', { turn: turn({ state: 'shipped', parcel: 'claimed' }) })).toBeNull();
    expect(checked('partner-claim', { turn: turn({ state: 'shipped' }) })).toBe(answered);
    expect(checked('partner-claim', { turn: turn({ state: 'closing' }) })).toBe(came);
  });

  test('a yes to its condition, while it may still lend; a no does no harm', () => {
    const answer = (given: 'yes' | 'no', state: (typeof turnStates)[number]) =>
      checked('partner-condition-answered', { turn: turn({ state }), step: { answer: given } });
    expect(answer('yes', 'asked')).toBeNull();
    expect(answer('yes', 'cancelled')).toBe(gone);
    for (const state of turnStates) expect(answer('no', state)).toBeNull();
  });

  test('that it is not needed, unless its book arrived', () => {
    const told = (volumes: readonly VolumeNow[]) =>
      checked('partner-not-needed', { turn: turn({ state: 'passed-over' }), volumes });
    expect(told([])).toBeNull();
    expect(told([volume('on-hold-shelf', { turnId: west })])).toBeNull();
    expect(told([volume('on-hold-shelf')])).toBe(came);
  });
});

test('that items are lost, while one of those that it names is', () => {
  for (const code of ['partner-lost', 'patron-item-lost'] as const) {
    const lost = (volumes: readonly VolumeNow[]) =>
      checked(code, {
        ...(code === 'partner-lost' && { turn: turn({}) }),
        volumes,
        step: { itemIds: [volumes[0]?.id ?? 1] as never },
      });
    expect(lost([volume('lost')])).toBeNull();
    expect(lost([volume('on-hold-shelf')])).toBe('the item is on the hold shelf');
    expect(lost([volume('returned-to-partner')])).toBe('the item was returned to the partner');
  }
  // A lost parcel has no volume.
  expect(checked('partner-lost', { turn: turn({}), step: { itemIds: [] } })).toBeNull();
});

test('cancelled, while it is', () => {
  for (const endedAs of endStates.filter((end) => end.startsWith('CANCELLED')))
    expect(checked('patron-cancelled', { endedAs })).toBeNull();
  expect(checked('patron-cancelled', {})).toBe('the request is no longer cancelled');
});

/** Every end, every state of a turn, and a volume in every place. */
const situations: readonly Partial<SinceWritten>[] = [null, ...endStates].flatMap((endedAs) =>
  turnStates.flatMap((state) =>
    turnCancellations.flatMap((cancellation) =>
      turnParcels.flatMap((parcel) =>
        [...Object.keys(itemStatuses), 'ODD'].map((place) => ({
          endedAs,
          turn: turn({ state, cancellation, parcel }),
          volumes: [volume(place)],
        })),
      ),
    ),
  ),
);

test('letters about past events always leave', () => {
  const events: readonly LetterCode[] = [
    'patron-correction',
    'patron-went-back',
    'patron-received-digitally',
    'partner-received',
    'partner-returned',
    'partner-renewal',
    'partner-rest-not-needed',
    'partner-damaged',
    'partner-found',
    'partner-correction',
  ];
  for (const code of events)
    expect(
      situations.filter((situation) => checked(code, situation) !== null),
      code,
    ).toEqual([]);
});

test('every kind has an answer for every state, and none contains a code', () => {
  for (const { code } of letterCodes)
    expect(
      situations.filter((situation) => !/^[a-z][^_]*$/.test(checked(code, situation) ?? 'fine')),
      code,
    ).toEqual([]);
});
