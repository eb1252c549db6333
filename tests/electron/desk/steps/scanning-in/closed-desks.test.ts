import { expect, test } from 'vitest';
import { receivingService } from '../../../../../electron/main/desk/queries/receiving/receiving.service.ts';
import { letterFactsOf } from '../../../../../electron/main/desk/output/letters/letters.queries.ts';
import { addShelved, circulationOf, goTo, hilltop, mailRoom, main } from '../../../../support/circulation.ts';
import { addRequest, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

const { receive } = receivingAt(() => desk);
/** Deactivates the desk, as in Settings. */
const closeDesk = (id: number): void => {
  desk.raw.prepare('UPDATE desk SET active = 0 WHERE id = ?').run(id);
  desk.context.session.refresh();
};
const itemStatuses = (): unknown[] => desk.raw.prepare('SELECT status FROM item ORDER BY id').pluck().all();
const pickupInNotice = (): unknown => {
  const id = desk.raw
    .prepare("SELECT max(id) FROM outbox WHERE recipient = 'patron'")
    .pluck()
    .get() as number;
  return letterFactsOf(desk.context.db, id)?.pickupLocation;
};

test('an item whose owning desk is closed is returned to the partner from where it is', () => {
  const lent = { status: 'on-loan', lentTo: 1, owningDeskId: hilltop } as const;
  const { itemId } = addShelved(desk, 'R-1', 'N-1', lent, 'LOANED');
  closeDesk(hilltop);
  const { look, giveBack } = circulationOf(desk);
  expect(valueOf(look('N-1')).goesTo).toMatchObject({ kind: 'to-partner', name: 'North University Library' });
  valueOf(giveBack(itemId));
  expect(itemStatuses()).toEqual(['returned-to-partner']);
  expect(desk.raw.prepare('SELECT kind FROM command_log').pluck().all()).toEqual(['return']);
});

test('on its way back to a closed desk, it is returned from where it is scanned', () => {
  const onTheWay = { status: 'in-transit', deskId: 4, destinationDeskId: hilltop, owningDeskId: hilltop };
  const { itemId } = addShelved(desk, 'R-1', 'N-1', { ...onTheWay, goingBack: 1 }, 'RETURNED_BY_PATRON');
  closeDesk(hilltop);
  const { scanIn, giveBack } = circulationOf(desk);
  expect(valueOf(scanIn('N-1')).whereTo).toEqual({ kind: 'to-partner', name: 'North University Library' });
  expect(itemStatuses()).toEqual(['returned-by-patron']);
  expect(codeOf(scanIn('N-1'))).toBe('item-goes-back');
  valueOf(giveBack(itemId));
  expect(itemStatuses()).toEqual(['returned-to-partner']);
});

test('an item on its way to a closed pickup location goes to the shelf from which it was sent, and the notice says so', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', pickupDeskId: hilltop });
  valueOf(receive({ requestId, barcode: 'N-1' }));
  expect(pickupInNotice()).toBe('Hilltop Branch');
  closeDesk(hilltop);
  goTo(desk, mailRoom);
  const { scanIn } = circulationOf(desk);
  expect(valueOf(scanIn('N-1')).whereTo).toEqual({ kind: 'in-transit', name: 'Main Circulation Desk' });
  goTo(desk, main);
  expect(valueOf(scanIn('N-1')).whereTo).toEqual({ kind: 'hold-shelf', name: 'Main Circulation Desk' });
  expect(pickupInNotice()).toBe('Main Circulation Desk');
});

test('an item from the shelf of a closed desk is shelved where it is scanned', () => {
  addShelved(desk, 'R-1', 'N-1', { deskId: hilltop });
  desk.raw.exec('UPDATE request SET pickup_desk_id = 2');
  closeDesk(hilltop);
  expect(valueOf(circulationOf(desk).scanIn('N-1')).whereTo?.kind).toBe('hold-shelf');
  expect(valueOf(circulationOf(desk).lend('N-1')).headline).toMatch(/^Lent/);
});

test('receiving for a closed pickup location says what happens, and keeps the item at a desk that receives', () => {
  const requestId = addRequest(desk, { externalId: 'R-1', pickupDeskId: hilltop });
  closeDesk(hilltop);
  const receiving = receivingService(desk.context);
  const form = valueOf(receiving.open({ code: 'R-1' }));
  expect(form.warning).toBe(
    'The pickup location Hilltop Branch is no longer in use. The item goes on the hold shelf here instead. ' +
      'Letters to the patron say so. If it is wanted elsewhere, change the pickup location first (Edit, in Borrowing Requests).',
  );
  expect(form.destination).toEqual({ kind: 'hold-shelf', deskName: 'Main Circulation Desk' });
  valueOf(receive({ requestId, barcode: 'N-1' }));
  expect(itemStatuses()).toEqual(['on-hold-shelf']);
  expect(pickupInNotice()).toBe('Main Circulation Desk');
  const slip = JSON.parse(desk.raw.prepare('SELECT slip FROM print_job').pluck().get() as string) as object;
  expect(slip).toMatchObject({ pickupLocation: 'Main Circulation Desk' });
});

test('at a desk without a shelf it goes to one of its library, and an open condition is mentioned first', () => {
  addRequest(desk, { externalId: 'R-1', pickupDeskId: hilltop, status: 'CONDITIONAL' });
  closeDesk(hilltop);
  goTo(desk, mailRoom);
  const form = valueOf(receivingService(desk.context).open({ code: 'R-1' }));
  expect(form.warning).toMatch(
    /^A partner’s condition hasn’t been answered,.*to Main Circulation Desk instead/,
  );
  expect(form.destination).toEqual({ kind: 'in-transit', deskName: 'Main Circulation Desk' });
});
