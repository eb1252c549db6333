import { expect, test } from 'vitest';
import type { DeskId } from '../../../../../shared/domain/ids.ts';
import { addShelved, circulationOf, goTo, main, storedAt } from '../../../../support/circulation.ts';
import { addRequest, dumpState, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { addAddresses } from '../../../../support/letters.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

const { messages } = storedAt(() => desk);

test('Received is sent before Returned if it was never sent', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', volumes: 2 });
  const { receive } = receivingAt(() => desk);
  const { itemId } = valueOf(receive({ requestId, barcode: 'V-1', several: true })).volume;
  expect(messages()).toEqual([]);
  valueOf(circulationOf(desk).giveBack(itemId));
  expect(messages()).toMatchObject([{ kind: 'received' }, { kind: 'returned' }]);
});

test.each([
  ['who was told that it is ready', 'sent', 1, true],
  ['to whom no notice left', 'waiting', 1, false],
  ['who was told, from another desk', 'sent', 2, true],
] as const)(
  'a patron %s and did not pick it up: told that it was returned is %s',
  (_who, state, deskId, isTold) => {
    const { itemId } = addShelved(desk, 'R-1', 'N-1', {
      status: 'in-transit',
      deskId: 2,
      destinationDeskId: 1,
    });
    const { scanIn, look, giveBack, undo } = circulationOf(desk);
    valueOf(scanIn('N-1'));
    desk.raw.prepare('UPDATE outbox SET state = ?').run(state);
    goTo(desk, deskId as DeskId);
    addAddresses(desk);
    const before = dumpState(desk);
    const { told } = valueOf(look('N-1'));
    const { opId, remarks } = valueOf(giveBack(itemId));
    // The window says it beforehand, and the card afterwards.
    const ofPatronSaid = (said: readonly string[]) => said.filter((one) => /patron.*went back/u.test(one));
    expect(ofPatronSaid(told)).toEqual(isTold ? ['The patron will be notified that it went back.'] : []);
    expect(ofPatronSaid(remarks)).toEqual(ofPatronSaid(told));
    const ofPatron = () =>
      (messages() as { recipient: string; kind: string; payload: string }[])
        .filter(({ recipient }) => recipient === 'patron')
        .map(({ kind, payload }) => [kind, JSON.parse(payload) as unknown]);
    expect(ofPatron().slice(1)).toEqual(isTold ? [['went-back', { itemIds: [itemId] }]] : []);
    if (deskId === 1) {
      valueOf(undo(opId));
      expect(dumpState(desk)).toEqual(before);
      return;
    }
    // It is not told again at its owning desk.
    goTo(desk, main);
    valueOf(scanIn('N-1'));
    valueOf(giveBack(itemId));
    expect(ofPatron()).toHaveLength(2);
  },
);

test('a patron who was told that the item is on its way is told that it went back, once', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', pickupDeskId: 2 as DeskId });
  const { receive } = receivingAt(() => desk);
  addAddresses(desk);
  const { itemId } = valueOf(receive({ requestId, barcode: 'N-1' })).volume;
  const { look, giveBack } = circulationOf(desk);
  const ofPatron = () =>
    (messages() as { recipient: string; kind: string }[])
      .filter(({ recipient }) => recipient === 'patron')
      .map(({ kind }) => kind);
  expect(ofPatron()).toEqual(['item-arrived']);
  desk.raw.exec("UPDATE outbox SET state = 'sent'");
  expect(valueOf(look('N-1')).told).toContain('The patron will be notified that it went back.');
  valueOf(giveBack(itemId));
  expect(ofPatron()).toEqual(['item-arrived', 'went-back']);
});

test('a patron is told that a volume went back only if a letter about that volume may have left', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', volumes: 3 });
  const { receive } = receivingAt(() => desk);
  const { look } = circulationOf(desk);
  addAddresses(desk);
  valueOf(receive({ requestId, barcode: 'V-1' }));
  desk.raw.exec("UPDATE outbox SET state = 'sent', may_have_left_at = updated_at");
  desk.setNow('2026-11-26T09:30:00Z');
  valueOf(receive({ requestId, barcode: 'V-2', notifyPatron: false }));
  const isTold = (code: string) => valueOf(look(code)).told.some((one) => one.includes('went back'));
  expect([isTold('V-1'), isTold('V-2')]).toEqual([true, false]);
});

test('patron and partner are told by letters that wait: the window and the card say once why they do', () => {
  const { itemId } = addShelved(desk, 'R-1', 'N-1', {
    status: 'in-transit',
    deskId: 2,
    destinationDeskId: 1,
  });
  addAddresses(desk);
  const context = { ...desk.context, lettersWait: () => 'failing' as const };
  const { scanIn, look, giveBack } = circulationOf({ ...desk, context });
  valueOf(scanIn('N-1'));
  desk.raw.exec("UPDATE outbox SET state = 'sent'");
  const { told } = valueOf(look('N-1'));
  expect([...told].sort()).toEqual([
    'Mail queued: mail is unavailable.',
    'North University Library will be notified that the item is on its way back.',
    'The patron will be notified that it went back.',
  ]);
  expect(valueOf(giveBack(itemId)).remarks.slice(-told.length)).toEqual(told);
});
