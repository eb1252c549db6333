import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeSetting } from '../../../../../electron/main/desk/records/settings/raw-settings.ts';
import { todayService } from '../../../../../electron/main/desk/queries/today/today.service.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import type { TodayCardId } from '../../../../../shared/ipc/today-views.ts';
import { addItem } from '../../../../support/circulation.ts';
import { addRequest, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { day, openDecisionDesk, west } from '../../../../support/decision-desk.ts';
import { turnFor } from '../../../../support/life.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { valueOf } from '../../../../support/results.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
  desk.raw.exec("UPDATE partner SET email = 'ill@north.example'");
});
afterEach(() => desk.close());

const receive = (requestId: RequestId, barcode: string, several = false): void => {
  const result = receivingAt(() => desk).receive({
    requestId,
    barcode,
    several,
    printSlip: false,
    notifyPatron: false,
  });
  expect(result.ok).toBe(true);
};
const counts = (): Record<string, number> => {
  const cards = todayService(desk.context).cards();
  return cards.ok ? Object.fromEntries(cards.value.map(({ id, count }) => [id, count])) : {};
};
const past = (card: TodayCardId): number | undefined => {
  const cards = todayService(desk.context).cards();
  return cards.ok ? cards.value.find(({ id }) => id === card)?.past : undefined;
};
const listed = (card: TodayCardId): string[] => {
  const list = todayService(desk.context).list({ card, offset: 0, limit: 100 });
  return list.ok ? list.value.rows.map(({ externalId }) => externalId) : [];
};

test('each card’s count is the length of its list, at this desk', () => {
  addRequest(desk, { externalId: 'TO-RECEIVE' });
  addRequest(desk, { externalId: 'CONDITION', status: 'CONDITIONAL' });
  const here = addRequest(desk, { externalId: 'SET-HERE', volumes: 3 });
  receive(here, 'V1', true);
  receive(here, 'V2', true);
  receive(addRequest(desk, { externalId: 'AWAY', pickupDeskId: 2 }), 'A1');
  const late = addRequest(desk, { externalId: 'LATE', status: 'LOANED' });
  desk.raw.prepare("UPDATE request SET wanted_on = '2026-11-24' WHERE id = ?").run(late);
  const dueToday = addRequest(desk, { externalId: 'DUE-TODAY', status: 'LOANED' });
  desk.raw.prepare("UPDATE request SET wanted_on = '2026-11-25' WHERE id = ?").run(dueToday);
  const over = addRequest(desk, { externalId: 'OVER', status: 'REQUEST_COMPLETED' });
  desk.raw.prepare("UPDATE request SET wanted_on = '2026-01-01' WHERE id = ?").run(over);

  const waiting = Object.fromEntries(Object.entries(counts()).filter(([, count]) => count > 0));
  expect(waiting).toEqual({
    'to-receive': 1,
    'sets-unfinished': 1,
    conditional: 1,
    'on-hold-shelf': 1,
    'partner-overdue': 1,
    'due-soon': 1,
    // An announced parcel is searched for when it takes too long.
    'sent-from-here': 1,
    // A file lists these without a barcode.
    'give-barcodes': 2,
  });
  expect(listed('to-receive')).toEqual(['TO-RECEIVE']);
  expect(listed('sets-unfinished')).toEqual(['SET-HERE']);
  expect(listed('on-hold-shelf')).toEqual(['SET-HERE']);
  expect(listed('partner-overdue')).toEqual(['LATE']);
  expect(listed('due-soon')).toEqual(['DUE-TODAY']);

  desk.context.session.chooseDesk(2 as never);
  expect(counts()).toMatchObject({ 'on-hold-shelf': 0, 'in-transit': 1 });
  expect(listed('in-transit')).toEqual(['AWAY']);
  desk.context.session.chooseDesk(4 as never);
  expect(counts()).toMatchObject({ 'in-transit': 0 });
});

test('the rest of a request in trouble is due like any other; a completely lost one is not', () => {
  for (const [externalId, status, item] of [
    ['DAMAGED', 'DAMAGED', 'on-loan'],
    ['LOST-IN-PART', 'REPORT_LOST', 'on-hold-shelf'],
    ['ALL-LOST', 'REPORT_LOST', 'lost'],
  ] as const) {
    const id = addRequest(desk, { externalId, status });
    addItem(desk, id, { barcode: externalId, status: item });
    desk.raw.prepare("UPDATE request SET wanted_on = '2026-11-24' WHERE id = ?").run(id);
  }
  expect(listed('partner-overdue')).toEqual(['DAMAGED', 'LOST-IN-PART']);
});

test('if so configured, queues count and list only the desk’s library', () => {
  desk.raw.exec(`INSERT INTO library (id, code, name) VALUES (7, 'FAR', 'Far Library');
    INSERT INTO desk (id, code, name, library_id, hold_shelf, receives) VALUES (70, 'FAR', 'Far Desk', 7, 1, 1)`);
  addRequest(desk, { externalId: 'HERE' });
  addRequest(desk, { externalId: 'FAR', pickupDeskId: 70 });
  expect(listed('to-receive')).toEqual(['HERE', 'FAR']);
  // The scan pages ask for this library's requests, whatever is counted.
  const here = todayService(desk.context).list({ card: 'to-receive', here: true, offset: 0, limit: 10 });
  expect(here).toMatchObject({ value: { total: 1, rows: [{ externalId: 'HERE' }] } });
  writeSetting(desk.context.db, 'today', { countsOf: 'library' });
  expect(listed('to-receive')).toEqual(['HERE']);
  expect(counts()['to-receive']).toBe(1);
});

test('overdue begins at midnight in the library’s time zone', () => {
  const request = addRequest(desk, { externalId: 'LATE', status: 'LOANED' });
  desk.raw.prepare("UPDATE request SET wanted_on = '2026-06-01' WHERE id = ?").run(request);
  desk.setNow('2026-06-01T22:59:00Z');
  expect(counts()).toMatchObject({ 'partner-overdue': 0, 'due-soon': 1 });
  desk.setNow('2026-06-01T23:00:00Z');
  expect(counts()).toMatchObject({ 'partner-overdue': 1, 'due-soon': 0 });
});

test('everything that needs an operator is counted with its age: conditions, notes, partners, shelves, letters', () => {
  const asked = addRequest(desk, { externalId: 'ASKED', status: 'CONDITIONAL' });
  const late = addRequest(desk, { externalId: 'ASKED-LATE', status: 'CONDITIONAL' });
  desk.raw
    .prepare('INSERT INTO turn_condition (request_id, turn_id, reply_by, set_at) VALUES (?, ?, ?, ?)')
    .run(late, turnFor(desk.raw, late), '2026-11-24', '2026-11-10T08:00:00.000Z');
  desk.raw
    .prepare('INSERT INTO turn_condition (request_id, turn_id, reply_by, set_at) VALUES (?, ?, ?, ?)')
    .run(asked, turnFor(desk.raw, asked), '2026-11-25', '2026-11-12T08:00:00.000Z');
  desk.raw
    .prepare(
      "INSERT INTO request_note (request_id, author, body, active, created_at) VALUES (?, 'staff', 'x', 1, ?)",
    )
    .run(asked, '2026-11-13T08:00:00.000Z');
  for (const status of ['READY_TO_SEND', 'REJECTED', 'LOCATE_FAILED', 'MEDIATED_RENEWAL'])
    addRequest(desk, { externalId: status, status });
  const shelved = addRequest(desk, { externalId: 'SHELVED' });
  receive(shelved, 'S1');
  desk.raw.exec("UPDATE item SET hold_until = '2026-11-24'");
  // Two letters of one request.
  desk.raw.exec(`
    INSERT INTO outbox (op_id, request_id, recipient, kind, payload, state, created_at, updated_at)
    SELECT op_id, request_id, 'partner', 'renewal', '{}', state, created_at, updated_at FROM outbox LIMIT 1;
    UPDATE outbox SET state = 'needs-person'`);
  expect(counts()).toMatchObject({
    'past-reply': 1,
    conditional: 1,
    'active-notes': 1,
    'ready-to-send': 1,
    'no-partner-left': 2,
    'mediated-renewals': 1,
    'not-picked-up': 1,
    'needs-person': 1,
  });
  expect(listed('needs-person')).toEqual(['SHELVED']);
  expect(todayService(desk.context).list({ card: 'needs-person', offset: 0, limit: 9 })).toMatchObject({
    value: { total: 1 },
  });
  expect([listed('past-reply'), listed('conditional')]).toEqual([['ASKED-LATE'], ['ASKED']]);
  expect([past('past-reply'), past('conditional')]).toEqual([1, 0]);
});

test('letters to partners without an address are in Contact by hand and in no other queue', () => {
  receive(addRequest(desk, { externalId: 'SHELVED' }), 'S1');
  desk.raw.exec(`
    UPDATE partner SET email = '';
    UPDATE outbox SET recipient = 'partner', partner_id = 1, state = 'needs-person', note = 'No address.';
    INSERT INTO outbox (op_id, request_id, recipient, partner_id, kind, payload, state, created_at, updated_at)
    SELECT op_id, request_id, 'partner', 1, 'renewal', '{}', 'waiting', '2026-11-01T08:00:00.000Z', updated_at FROM outbox LIMIT 1;
    INSERT INTO outbox (op_id, request_id, recipient, partner_id, kind, payload, state, created_at, updated_at, may_have_left_at)
    SELECT op_id, request_id, 'partner', 1, 'lost', '{}', 'needs-person', created_at, updated_at, updated_at FROM outbox LIMIT 1`);
  // A queue counts the requests that it lists, not their letters.
  expect(counts()).toMatchObject({ 'to-be-told-by-hand': 1, 'needs-person': 1 });
  expect(listed('to-be-told-by-hand')).toEqual(['SHELVED']);
});

test('a long list is paged, longest wait first', () => {
  for (let number = 0; number < 25; number += 1) addRequest(desk, { externalId: `R${number}` });
  desk.raw.exec("UPDATE request SET turn_at = '2026-11-20T00:00:00.000Z' WHERE external_id = 'R24'");
  const page = todayService(desk.context).list({ card: 'to-receive', offset: 0, limit: 10 });
  expect(page.ok && [page.value.total, page.value.rows.length, page.value.rows[0]?.externalId]).toEqual([
    25,
    10,
    'R24',
  ]);
});

test('a row includes the data of its card: barcode and hold date, message, reply-by date, why a letter waits', () => {
  const asked = addRequest(desk, { externalId: 'ASKED', status: 'CONDITIONAL' });
  desk.raw
    .prepare('INSERT INTO turn_condition (request_id, turn_id, reply_by, set_at) VALUES (?, ?, ?, ?)')
    .run(asked, turnFor(desk.raw, asked), '2026-11-30', '2026-11-10T08:00:00.000Z');
  const note = desk.raw.prepare(
    "INSERT INTO request_note (request_id, author, body, active, created_at) VALUES (?, 'partner', ?, ?, ?)",
  );
  note.run(asked, 'dealt with', 0, '2026-11-10T08:00:00.000Z');
  note.run(asked, 'x'.repeat(1000), 1, '2026-11-11T08:00:00.000Z');
  note.run(asked, 'a later one', 1, '2026-11-12T08:00:00.000Z');
  receive(addRequest(desk, { externalId: 'SHELVED' }), 'S1');
  desk.raw.exec("UPDATE item SET hold_until = '2026-11-24'");
  desk.raw.exec("UPDATE outbox SET state = 'needs-person', note = 'The address is wrong.'");

  const first = (card: TodayCardId) => {
    const list = todayService(desk.context).list({ card, offset: 0, limit: 10 });
    return list.ok ? list.value.rows[0] : undefined;
  };
  expect(first('conditional')).toMatchObject({
    replyBy: '2026-11-30',
    note: 'x'.repeat(300),
    noteId: 2,
    places: [],
  });
  expect(first('not-picked-up')).toMatchObject({
    places: [{ barcode: 'S1', status: 'on-hold-shelf', holdUntil: '2026-11-24' }],
    note: '',
    noteId: null,
    replyBy: null,
  });
  expect(first('needs-person')).toMatchObject({ externalId: 'SHELVED', note: 'The address is wrong.' });
});

test('the waiting volumes of a partly lent set can expire too, and come first', () => {
  const id = addRequest(desk, { externalId: 'SET', status: 'LOANED', volumes: 5 });
  for (let volume = 1; volume <= 5; volume += 1)
    addItem(desk, id, {
      barcode: `V-${volume}`,
      volume,
      ...(volume < 4 && { status: 'on-loan', lentTo: 1 }),
    });
  desk.raw.exec("UPDATE item SET hold_until = '2026-11-26' WHERE barcode = 'V-4'");
  desk.raw.exec("UPDATE item SET hold_until = '2026-11-24' WHERE barcode = 'V-5'");
  const barcodes = (card: TodayCardId): string[] | undefined => {
    const list = todayService(desk.context).list({ card, offset: 0, limit: 10 });
    return list.ok ? list.value.rows[0]?.places.map(({ barcode }) => barcode) : undefined;
  };
  expect(counts()).toMatchObject({ 'on-hold-shelf': 1, 'not-picked-up': 1 });
  expect(barcodes('not-picked-up')).toEqual(['V-5', 'V-1', 'V-2']);
  expect(barcodes('on-hold-shelf')).toEqual(['V-4', 'V-1', 'V-2']);
});

test('open questions are counted whatever the status, with the day or age that is exceeded', () => {
  const all = openDecisionDesk();
  desk.close();
  desk = all;
  const recalled = all.add({ externalId: 'RECALLED', status: 'LOANED', items: ['on-loan'] });
  valueOf(all.answer(recalled, { kind: 'overdue', note: '' }));
  valueOf(all.renew(recalled, '2027-02-01'));
  valueOf(all.answer(recalled, { kind: 'recalled', backBy: day('2026-12-01'), note: '' }));
  const asked = all.add({ externalId: 'ASKED', status: 'LOANED', activePartner: west, items: ['on-loan'] });
  valueOf(all.renew(asked, '2027-03-01'));
  valueOf(all.answer(asked, { kind: 'overdue', note: '' }));
  const cancelled = all.add({ externalId: 'CANCEL', status: 'SHIPPED_PHYSICALLY' });
  valueOf(all.cancel(cancelled));
  const lost = all.add({ externalId: 'LOST', status: 'LOANED', items: ['on-loan'] });
  valueOf(all.lost(lost));
  all.add({ externalId: 'NEW', status: 'REQUEST_CREATED_BOR', activePartner: null });
  all.add({ externalId: 'SENT', status: 'REQUEST_SENT' });
  all.add({ externalId: 'BACK', status: 'RETURNED_TO_PARTNER' });
  expect(listed('recalled')).toEqual(['RECALLED']);
  expect(listed('renewal-asked')).toEqual(['ASKED']);
  expect(listed('cancellation-asked')).toEqual(['CANCEL']);
  expect(listed('lost-and-damaged')).toEqual(['LOST']);
  expect(listed('new-requests')).toEqual(['NEW']);
  expect([listed('sent-no-answer'), listed('returned-not-checked-in')]).toEqual([['SENT'], ['BACK']]);
  expect([past('recalled'), past('renewal-asked'), past('patron-overdue')]).toEqual([0, 0, 0]);
  all.setNow('2026-12-12T09:30:00Z');
  expect([past('recalled'), past('renewal-asked'), past('sent-no-answer')]).toEqual([1, 1, 1]);
  expect(listed('patron-overdue')).toEqual(['ASKED']);
});

test('a row says since when it has waited in its queue, and whether that exceeds the age limit', () => {
  for (const [externalId, at] of [
    ['NEW', '2026-11-24T08:00:00.000Z'],
    ['OLD', '2026-11-01T08:00:00.000Z'],
  ] as const) {
    const id = addRequest(desk, { externalId, status: 'REQUEST_SENT' });
    desk.raw.prepare('UPDATE request SET turn_at = ? WHERE id = ?').run(at, id);
  }
  const list = todayService(desk.context).list({ card: 'sent-no-answer', offset: 0, limit: 9 });
  expect(
    list.ok && list.value.rows.map(({ externalId, since, past: is }) => [externalId, since, is]),
  ).toEqual([
    ['OLD', '2026-11-01T08:00:00.000Z', true],
    ['NEW', '2026-11-24T08:00:00.000Z', false],
  ]);
});

test('a scan page counts in the menu what it lists: the requests of its desk’s library, whatever Today counts', () => {
  addRequest(desk, { externalId: 'HERE' });
  const there = addRequest(desk, { externalId: 'THERE' });
  desk.raw.exec(`INSERT INTO library (id, code, name) VALUES (9, 'FAR', 'Far Library');
    INSERT INTO desk (id, code, name, library_id) VALUES (9, 'FAR-CIRC', 'Far Desk', 9);
    UPDATE request SET pickup_desk_id = 9 WHERE id = ${there}`);
  desk.raw.exec(`INSERT OR REPLACE INTO setting (key, value) VALUES ('today', '{"countsOf":"all"}')`);
  const today = todayService(desk.context);
  const cards = valueOf(today.cards());
  expect(valueOf(today.list({ card: 'to-receive', here: true, offset: 0, limit: 10 })).total).toBe(1);
  expect(cards.find(({ id }) => id === 'to-receive')).toMatchObject({ count: 2, here: 1 });
  expect(cards.find(({ id }) => id === 'recalled')?.here).toBeNull();
});
