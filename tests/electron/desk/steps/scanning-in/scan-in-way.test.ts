import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  scanInWay,
  type ScannedIn,
} from '../../../../../electron/main/desk/steps/scanning-in/scan-in-way.ts';
import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { itemStatuses } from '../../../../../shared/domain/item-status.ts';
import { checkProperty } from '../../../../support/check-property.ts';

const [here, there, third] = [1, 2, 3] as DeskId[] as [DeskId, DeskId, DeskId];

const item: ScannedIn = {
  status: 'in-transit',
  deskId: there,
  destinationDeskId: here,
  owningDeskId: there,
  goingBack: false,
  broughtBack: false,
  pickupDeskId: here,
  pickupHoldShelf: true,
};

test.each([
  ['in transit to here', {}, { kind: 'shelf' }],
  ['in transit to there', { destinationDeskId: there, pickupDeskId: there }, { kind: 'send', deskId: there }],
  ['without a pickup location, sent here', { pickupDeskId: null, pickupHoldShelf: false }, { kind: 'shelf' }],
  [
    'for a pickup location without a shelf, sent here',
    { pickupDeskId: third, pickupHoldShelf: false },
    { kind: 'shelf' },
  ],
  ['for a pickup location that was changed', { pickupDeskId: third }, { kind: 'send', deskId: third }],
  [
    'without any desk',
    { deskId: null, destinationDeskId: null, pickupDeskId: null, pickupHoldShelf: false },
    { kind: 'shelf' },
  ],
  ['on this shelf', { status: 'on-hold-shelf', deskId: here, destinationDeskId: null }, { kind: 'shelved' }],
  [
    'on another shelf, for here',
    { status: 'on-hold-shelf', deskId: there, destinationDeskId: null },
    { kind: 'shelf' },
  ],
  [
    'on another shelf, for there',
    { status: 'on-hold-shelf', deskId: there, destinationDeskId: null, pickupDeskId: there },
    { kind: 'send', deskId: there },
  ],
  ['going back, owned here', { goingBack: true, owningDeskId: here }, { kind: 'back-here' }],
  ['going back, owned there', { goingBack: true }, { kind: 'send', deskId: there }],
  ['going back, owned by nobody known', { goingBack: true, owningDeskId: null }, { kind: 'back-here' }],
  [
    'back at its owner',
    { status: 'returned-by-patron', broughtBack: true, deskId: here, owningDeskId: here },
    { kind: 'goes-back' },
  ],
  [
    'kept for its patron, never lent',
    { status: 'returned-by-patron', deskId: here, owningDeskId: here },
    { kind: 'shelf' },
  ],
  [
    'back, but lying here',
    { status: 'returned-by-patron', broughtBack: true, deskId: there },
    { kind: 'send', deskId: there },
  ],
  ['on loan', { status: 'on-loan' }, { kind: 'none' }],
  ['unknown', { status: 'IN_ORBIT' }, { kind: 'none' }],
] as const)('%s', (_what, values, way) => {
  expect(scanInWay({ ...item, ...(values as Partial<ScannedIn>) }, here)).toEqual(way);
});

test('an item is never sent to the desk where it is', () => {
  const desk = fc.constantFrom(here, there, third);
  const maybe = fc.option(desk);
  checkProperty(
    fc.property(
      fc.record({
        status: fc.constantFrom(...Object.keys(itemStatuses)),
        deskId: maybe,
        destinationDeskId: maybe,
        owningDeskId: maybe,
        goingBack: fc.boolean(),
        broughtBack: fc.boolean(),
        pickupDeskId: maybe,
        pickupHoldShelf: fc.boolean(),
      }),
      desk,
      (any, at) => {
        const way = scanInWay(any, at);
        if (way.kind === 'send') expect(way.deskId).not.toBe(at);
      },
    ),
  );
});
