import { expect, test } from 'vitest';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { listTable } from '../../../electron/main/files/export/list-table.ts';
import type { CalendarDate, ItemId, RequestId } from '../../../shared/domain/ids.ts';
import { circulationOf } from '../../support/circulation.ts';
import { addRequest, newOpId } from '../../support/desk.ts';
import { openSendingDesk } from '../../support/ncip/sending-desk.ts';
import { receivingAt } from '../../support/receiving.ts';
import { valueOf } from '../../support/results.ts';

const asked = (externalId: string) => ({ externalId, status: 'SHIPPED_PHYSICALLY' }) as const;

test('the saved list says for each step whether it was sent, and why not', async () => {
  const { desk, set, queue, shown, done } = await openSendingDesk();
  const { receive } = receivingAt(() => desk);
  const { lend, giveBack } = circulationOf(desk);
  const itemOf = (barcode: string): ItemId =>
    desk.raw.prepare('SELECT id FROM item WHERE barcode = ?').pluck().get(barcode) as ItemId;
  const receiving = (barcode: string, requestId: RequestId, opId = newOpId()): void =>
    void valueOf(receive({ opId, requestId, barcode }));

  set({ scansIn: true });
  receiving('T-1', addRequest(desk, asked('R-1')));
  valueOf(lend('T-1'));
  queue().kick();
  await expect.poll(() => shown().filter(({ state }) => state === 'waits')).toEqual([]);
  set({ scansIn: true, received: false });
  receiving('T-2', addRequest(desk, asked('R-2')));
  valueOf(giveBack(itemOf('T-2')));
  const keyed = newOpId();
  receiving('T-3', addRequest(desk, asked('R-3')), keyed);
  valueOf(done.key({ opId: newOpId(), steps: [keyed], keyed: true }));
  queue().kick();
  await expect.poll(() => shown().filter(({ state }) => state === 'waits')).toEqual([]);
  set({ scansIn: true, received: false, isHeld: true });
  desk.setNow('2026-12-20T10:15:00Z');
  valueOf(take(desk.context, 'renew-loan', { opId: newOpId(), itemId: itemOf('T-1') } as never));

  const { columns, rows } = listTable(desk.context, {
    list: 'done-here',
    filter: {
      from: '2026-11-01' as CalendarDate,
      to: '2026-12-31' as CalendarDate,
      operatorId: null,
      deskId: null,
      group: null,
      show: 'all',
    },
  });
  const placeOf = (head: string): number => columns.findIndex((column) => column.head === head);
  const said = [...rows].map((row) => ['Step', 'Other system', 'Done'].map((head) => row[placeOf(head)]));
  expect(said).toEqual([
    ['Received', 'Sent: scan in the item there', 'No'],
    ['Lent to the patron', 'Sent', 'Yes'],
    ['Received', 'Key by hand', 'No'],
    ['Returned to the partner', 'Refused: Unknown Item: T-2', 'No'],
    ['Received', '', 'Yes'],
    ['Loan renewal', 'Waiting', 'No'],
  ]);
});
