import { describe, expect, test } from 'vitest';
import type { RequestEvent, SupplyState } from '../../../../shared/domain/life/life.ts';
import {
  endStates,
  requestEvents,
  supplyStates,
  unsentStates,
  withPartnerStates,
} from '../../../../shared/domain/life/life.ts';
import { canHappen, statusAfter } from '../../../../shared/domain/life/next.ts';
import { statusOf } from '../../../../shared/domain/life/status.ts';
import {
  after,
  at,
  cancelAsked,
  hill,
  north,
  outside,
  receives,
  suppliesOf,
  volume,
  withVolumes,
} from './life-cases.ts';

// What each step does, and when it is allowed: row by row as the table of the steps has it.

test('send: from created or ready, to the partner', () => {
  expect(suppliesOf({ type: 'sent' })).toEqual(['REQUEST_CREATED_BOR', 'READY_TO_SEND']);
  expect(statusAfter(at('REQUEST_CREATED_BOR'), { type: 'sent' })).toBe('REQUEST_SENT');
  expect(suppliesOf({ type: 'rota.extended' })).toEqual([...unsentStates]);
  expect(statusAfter(at('REJECTED'), { type: 'rota.extended' })).toBe('READY_TO_SEND');
});

describe('partner: will supply, conditional, ships, rejects, line expires', () => {
  const plain = [
    ['partner.willSupply', 'WILL_SUPPLY'],
    ['partner.conditional', 'CONDITIONAL'],
    ['partner.shippedDigitally', 'SHIPPED_DIGITALLY'],
  ] as const;

  test.each(plain)('%s: while it was sent, will supply or conditional, as named', (type, status) => {
    expect(suppliesOf({ type })).toEqual([...withPartnerStates]);
    for (const supply of withPartnerStates) expect(statusAfter(at(supply), { type })).toBe(status);
  });

  test('ships: also what it first called a file', () => {
    expect(suppliesOf({ type: 'partner.shipped' })).toEqual([...withPartnerStates, 'SHIPPED_DIGITALLY']);
    expect(statusAfter(at('CONDITIONAL'), { type: 'partner.shipped' })).toBe('SHIPPED_PHYSICALLY');
  });

  test.each(['partner.rejected', 'partnerLine.expired'] as const)(
    '%s: next of the rota, none left: rejected',
    (type) => {
      for (const morePartners of [true, false]) {
        expect(suppliesOf({ type, morePartners })).toEqual([...withPartnerStates]);
        expect(statusAfter(at('WILL_SUPPLY'), { type, morePartners })).toBe(
          morePartners ? 'REQUEST_SENT' : 'REJECTED',
        );
      }
    },
  );

  test.each(['partner.rejected', 'partnerLine.expired', 'condition.declined'] as const)(
    '%s while a cancellation is asked: nobody is asked, and the request ends for whom it was cancelled',
    (type) => {
      const life = at('CONDITIONAL', cancelAsked);
      expect(statusAfter(life, { type, morePartners: true })).toBe('CANCELLED_BY_PATRON');
      expect(statusAfter({ ...life, cancelledFor: 'staff' }, { type, morePartners: true })).toBe(
        'CANCELLED_BY_STAFF',
      );
    },
  );

  test('what it says while a cancellation is asked takes nothing from that', () => {
    for (const [type, supply] of [...plain, ['partner.shipped', 'SHIPPED_PHYSICALLY']] as const) {
      const life = after(at('REQUEST_SENT', cancelAsked), { type });
      expect(life).toMatchObject({ ...cancelAsked, supply });
      expect(statusOf(life)).toBe('CANCEL_REPLY');
    }
  });

  test('its next answer ends what it refused; an answer that it cannot give ends nothing', () => {
    const refused = { cancellation: 'refused' } as const;
    expect(statusAfter(at('REQUEST_SENT', refused), { type: 'partner.willSupply' })).toBe('WILL_SUPPLY');
    for (const supply of supplyStates)
      for (const type of [
        'partner.willSupply',
        'partner.rejected',
        'condition.declined',
        'partner.shipped',
      ] as const) {
        const event = { type, morePartners: true } as RequestEvent;
        expect(statusAfter(at(supply, refused), event) === null, `${type} ${supply}`).toBe(
          statusAfter(at(supply), event) === null,
        );
      }
  });
});

describe('conditional reply', () => {
  test('Yes: sent, same partner', () => {
    expect(suppliesOf({ type: 'condition.accepted' })).toEqual(['CONDITIONAL']);
    expect(statusAfter(at('CONDITIONAL'), { type: 'condition.accepted' })).toBe('REQUEST_SENT');
  });

  test('No: next partner, none left: rejected', () => {
    for (const morePartners of [true, false]) {
      expect(suppliesOf({ type: 'condition.declined', morePartners })).toEqual(['CONDITIONAL']);
      expect(statusAfter(at('CONDITIONAL'), { type: 'condition.declined', morePartners })).toBe(
        morePartners ? 'REQUEST_SENT' : 'REJECTED',
      );
    }
  });
});

describe('receive', () => {
  test('anything before an end, from whatever supply state', () => {
    expect(suppliesOf(receives(1))).toEqual([...supplyStates, outside.supply]);
    for (const supply of [...supplyStates, outside.supply])
      expect(after(at(supply), receives(1))).toMatchObject({ supply: 'SHIPPED_PHYSICALLY' });
    expect(statusAfter(outside, receives(1))).toBe('RECEIVED_PHYSICALLY');
  });

  test('a cancellation that was asked or refused is over, and so are the claim and loss of the parcel', () => {
    for (const cancellation of ['asked', 'refused'] as const)
      for (const parcel of ['claimed', 'lost'] as const)
        expect(after(at('SHIPPED_PHYSICALLY', { cancellation, parcel }), receives(1))).toMatchObject({
          cancellation: 'none',
          cancelledFor: null,
          parcel: 'none',
        });
  });

  test('what another partner sends answers nothing that was asked of the one whose parcel is on its way', () => {
    for (const cancellation of ['asked', 'refused'] as const)
      for (const parcel of ['claimed', 'lost'] as const) {
        const life = at('SHIPPED_PHYSICALLY', { ...cancelAsked, cancellation, parcel });
        const event = { ...receives(1, hill), fromAnother: true } as RequestEvent;
        expect(after(life, event)).toMatchObject({ cancellation, parcel });
      }
  });

  test('a volume comes from the partner that sent it, and is wanted back with its others', () => {
    const life = withVolumes(volume(1, { status: 'on-loan', demand: 'recalled' }));
    expect(after(life, receives(2, hill)).volumes[1]).toMatchObject({ partnerId: hill, demand: 'none' });
    expect(after(life, receives(2, north)).volumes[1]).toMatchObject({
      partnerId: north,
      demand: 'recalled',
    });
  });

  test('a further volume, while others are lent, back or gone', () => {
    expect(statusAfter(withVolumes(volume(1, { status: 'on-loan' })), receives(2))).toBe('LOANED');
    expect(statusAfter(withVolumes(volume(1, { status: 'returned-to-partner' })), receives(2))).toBe(
      'RECEIVED_PHYSICALLY',
    );
  });

  test('the first scan of a volume that was not scanned keeps what is asked of it', () => {
    const life = withVolumes(volume(1, { status: 'on-loan', demand: 'recalled' }));
    expect(after(life, receives(1)).volumes).toEqual([volume(1, { demand: 'recalled' })]);
  });
});

test('receive digitally: what was shipped as a file, or is wanted as one, before an end', () => {
  expect(suppliesOf({ type: 'received.digitally', isDigital: false })).toEqual(['SHIPPED_DIGITALLY']);
  expect(suppliesOf({ type: 'received.digitally', isDigital: true })).toEqual([
    ...supplyStates,
    outside.supply,
  ]);
  expect(statusAfter(at('SHIPPED_DIGITALLY'), { type: 'received.digitally', isDigital: false })).toBe(
    'RECEIVED_DIGITALLY',
  );
  // What is here must be sent back first.
  expect(statusAfter(withVolumes(volume(1)), { type: 'received.digitally', isDigital: true })).toBeNull();
});

describe('it never came', () => {
  const shipped = ['SHIPPED_PHYSICALLY', 'SHIPPED_DIGITALLY'];

  test('Claim and Report lost: shipped (either way) or cancellation refused', () => {
    for (const [type, status] of [
      ['parcel.claimed', 'CLAIMED'],
      ['parcel.lost', 'REPORT_LOST'],
    ] as const) {
      expect(suppliesOf({ type })).toEqual(shipped);
      for (const supply of shipped) expect(statusAfter(at(supply), { type })).toBe(status);
      expect(statusAfter(at('REQUEST_SENT', { cancellation: 'refused' }), { type })).toBe(status);
      expect(statusAfter(withVolumes(volume(1)), { type })).toBeNull();
      // It may be claimed again, and a claim may turn out a loss; what is lost is not claimed.
      expect(statusAfter(at('SHIPPED_PHYSICALLY', { parcel: 'claimed' }), { type })).toBe(status);
      expect(statusAfter(at('SHIPPED_PHYSICALLY', { parcel: 'lost' }), { type })).toBeNull();
    }
  });

  test('Ask next partner: it is sent to the next, none left: rejected; claim, loss and refusal are over', () => {
    for (const morePartners of [true, false]) {
      const event = { type: 'partner.passedOver', morePartners } as const;
      expect(suppliesOf(event)).toEqual(shipped);
      const life = at('SHIPPED_PHYSICALLY', { cancellation: 'refused', parcel: 'claimed' });
      expect(after(life, event)).toMatchObject({
        supply: morePartners ? 'REQUEST_SENT' : 'REJECTED',
        cancellation: 'none',
        parcel: 'none',
      });
      // While a cancellation is asked nobody else is.
      expect(statusAfter(at('SHIPPED_PHYSICALLY', cancelAsked), event)).toBeNull();
    }
  });

  test('Complete', () => {
    for (const supply of shipped)
      expect(statusAfter(at(supply), { type: 'completed.byHand' })).toBe('REQUEST_COMPLETED');
  });

  test('the loss of a parcel that is settled completes it; an answer to a claim does not', () => {
    const settled = { type: 'partner.settled', itemIds: [] } as const;
    expect(statusAfter(at('SHIPPED_PHYSICALLY', { parcel: 'lost' }), settled)).toBe('REQUEST_COMPLETED');
    expect(statusAfter(at('SHIPPED_PHYSICALLY', { parcel: 'claimed' }), settled)).toBe('SHIPPED_PHYSICALLY');
  });
});

describe('cancel', () => {
  const cancels = (needsConsent: boolean) => ({ type: 'staff.cancelled', needsConsent }) as const;

  test('created, ready, unfilled: ends at once', () => {
    for (const supply of unsentStates)
      for (const needsConsent of [true, false]) {
        expect(statusAfter(at(supply), cancels(needsConsent))).toBe('CANCELLED_BY_STAFF');
        expect(statusAfter(at(supply), { type: 'patron.cancelled', needsConsent })).toBe(
          'CANCELLED_BY_PATRON',
        );
      }
  });

  test('sent, will supply, conditional: asked if the partner wants consent, otherwise ends at once', () => {
    for (const supply of withPartnerStates) {
      expect(after(at(supply), cancels(true))).toMatchObject({
        supply,
        cancellation: 'asked',
        cancelledFor: 'staff',
      });
      expect(after(at(supply), { type: 'patron.cancelled', needsConsent: true }).cancelledFor).toBe('patron');
      expect(statusAfter(at(supply), cancels(false))).toBe('CANCELLED_BY_STAFF');
    }
  });

  test('shipped: always asked', () => {
    for (const supply of ['SHIPPED_PHYSICALLY', 'SHIPPED_DIGITALLY'] satisfies SupplyState[])
      for (const needsConsent of [true, false])
        expect(statusAfter(at(supply), cancels(needsConsent))).toBe('CANCEL_REPLY');
  });

  test('nothing received, and not while it is asked already; after a refusal it may be asked again', () => {
    expect(statusAfter(withVolumes(volume(1)), cancels(false))).toBeNull();
    expect(statusAfter(at('REQUEST_SENT', cancelAsked), cancels(true))).toBeNull();
    expect(statusAfter(at('REQUEST_SENT', { cancellation: 'refused' }), cancels(true))).toBe('CANCEL_REPLY');
    expect(statusAfter(outside, cancels(true))).toBeNull();
  });

  test('the partner’s agreement ends it; its refusal, or that we withdraw it, does not', () => {
    const asked = at('REQUEST_SENT', cancelAsked);
    expect(statusAfter(asked, { type: 'partner.cancelAccepted' })).toBe('CANCELLED');
    expect(statusAfter(asked, { type: 'partner.cancelRefused' })).toBe('CANCEL_NOT_ACCEPTED');
    expect(after(asked, { type: 'cancellation.withdrawn' })).toEqual(at('REQUEST_SENT'));
    for (const type of ['partner.cancelAccepted', 'partner.cancelRefused', 'cancellation.withdrawn'] as const)
      expect(canHappen(at('REQUEST_SENT'), type)).toBe(false);
  });

  test('where something is here the agreement settles the mark alone', () => {
    const life = { ...withVolumes(volume(1)), ...cancelAsked };
    expect(after(life, { type: 'partner.cancelAccepted' })).toMatchObject({
      cancellation: 'none',
      endedAs: null,
    });
    const back = { ...withVolumes(volume(1, { status: 'returned-to-partner' })), ...cancelAsked };
    expect(statusAfter(back, { type: 'partner.cancelAccepted' })).toBe('CANCELLED');
  });
});

test('complete by hand: no volume out; also from any code from outside', () => {
  const byHand = { type: 'completed.byHand' } as const;
  expect(suppliesOf(byHand)).toEqual([...supplyStates, outside.supply]);
  expect(statusAfter(withVolumes(volume(1)), byHand)).toBeNull();
  expect(statusAfter(withVolumes(volume(1, { status: 'returned-to-partner' })), byHand)).toBe(
    'REQUEST_COMPLETED',
  );
});

test('a word from outside is moved only by receiving or completing it', () => {
  const withoutVolume = requestEvents.filter((type) => canHappen(outside, type));
  expect(withoutVolume.toSorted()).toEqual(['completed.byHand', 'item.received', 'received.digitally']);
});

test('nothing happens after an end', () => {
  for (const endedAs of endStates)
    for (const type of requestEvents)
      for (const volumes of [[], [volume(1)], [volume(1, { status: 'returned-to-partner' })]])
        expect(canHappen({ ...withVolumes(...volumes), endedAs }, type), `${type} ${endedAs}`).toBe(false);
});
