import { afterEach, beforeEach, expect, test } from 'vitest';
import { receivingService } from '../../../../electron/main/desk/receiving/receiving.service.ts';
import { todayService } from '../../../../electron/main/desk/today/today.service.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { TodayCardId } from '../../../../shared/ipc/views.ts';
import type { TestDesk } from '../../../support/desk.ts';
import { addRequest, newOpId, openTestDesk } from '../../../support/desk.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
});
afterEach(() => desk.close());

const receive = (requestId: RequestId, barcode: string, several = false): void => {
  const result = receivingService(desk.context).receive({
    opId: newOpId(),
    requestId,
    barcode,
    several,
    printSlip: false,
    notifyPatron: false,
    unexpected: false,
  });
  expect(result.ok).toBe(true);
};
const counts = (): Record<string, number> => {
  const cards = todayService(desk.context).cards();
  return cards.ok ? Object.fromEntries(cards.value.map(({ id, count }) => [id, count])) : {};
};
const listed = (card: TodayCardId): string[] => {
  const list = todayService(desk.context).list({ card, offset: 0, limit: 100 });
  return list.ok ? list.value.rows.map(({ externalId }) => externalId) : [];
};

test('each card counts what its list shows, at this desk, and nothing twice', () => {
  addRequest(desk, { externalId: 'TO-RECEIVE' });
  addRequest(desk, { externalId: 'CONDITION', status: 'CONDITIONAL' });
  const here = addRequest(desk, { externalId: 'SET-HERE', volumes: 3 });
  receive(here, 'V1', true);
  receive(here, 'V2', true);
  receive(addRequest(desk, { externalId: 'AWAY', pickupDeskId: 2 }), 'A1');
  const late = addRequest(desk, { externalId: 'LATE', status: 'LOANED' });
  desk.raw.prepare("UPDATE request SET due_on = '2026-11-24' WHERE id = ?").run(late);
  const dueToday = addRequest(desk, { externalId: 'DUE-TODAY', status: 'LOANED' });
  desk.raw.prepare("UPDATE request SET due_on = '2026-11-25' WHERE id = ?").run(dueToday);
  const over = addRequest(desk, { externalId: 'OVER', status: 'REQUEST_COMPLETED' });
  desk.raw.prepare("UPDATE request SET due_on = '2026-01-01' WHERE id = ?").run(over);

  expect(counts()).toEqual({
    'to-receive': 1,
    'sets-unfinished': 1,
    conditional: 1,
    'on-hold-shelf': 1,
    'in-transit': 0,
    overdue: 1,
  });
  expect(listed('to-receive')).toEqual(['TO-RECEIVE']);
  expect(listed('sets-unfinished')).toEqual(['SET-HERE']);
  expect(listed('on-hold-shelf')).toEqual(['SET-HERE']);
  expect(listed('overdue')).toEqual(['LATE']);

  desk.context.session.chooseDesk(2 as never);
  expect(counts()).toMatchObject({ 'on-hold-shelf': 0, 'in-transit': 1 });
  expect(listed('in-transit')).toEqual(['AWAY']);
});

test('overdue begins at midnight in the library’s time zone', () => {
  const request = addRequest(desk, { externalId: 'LATE', status: 'LOANED' });
  desk.raw.prepare("UPDATE request SET due_on = '2026-06-01' WHERE id = ?").run(request);
  desk.setNow('2026-06-01T22:59:00Z');
  expect(counts()['overdue']).toBe(0);
  desk.setNow('2026-06-01T23:00:00Z');
  expect(counts()['overdue']).toBe(1);
});

test('a long list comes in pages, those that wait longest first', () => {
  for (let number = 0; number < 25; number += 1) addRequest(desk, { externalId: `R${number}` });
  desk.raw.exec("UPDATE request SET updated_at = '2026-10-01T00:00:00.000Z' WHERE external_id = 'R24'");
  const page = todayService(desk.context).list({ card: 'to-receive', offset: 0, limit: 10 });
  expect(page.ok && [page.value.total, page.value.rows.length, page.value.rows[0]?.externalId]).toEqual([
    25,
    10,
    'R24',
  ]);
});
