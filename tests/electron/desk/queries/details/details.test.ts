import { afterEach, beforeEach, expect, test } from 'vitest';
import { detailsService } from '../../../../../electron/main/desk/queries/details/details.service.ts';
import { choicesService } from '../../../../../electron/main/desk/queries/details/forms.service.ts';
import { savedViewsService } from '../../../../../electron/main/desk/queries/list/saved-views.service.ts';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import type { PartnerId, RequestId } from '../../../../../shared/domain/ids.ts';
import { messageStates } from '../../../../../shared/domain/letters/all-letters.ts';
import { anyRequest } from '../../../../../shared/domain/request-list.ts';
import { requestChoices, requestDetails, savedView } from '../../../../../shared/ipc/request-views.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../../../support/desk.ts';
import { addAddresses } from '../../../../support/letters.ts';
import { turnFor } from '../../../../support/life.ts';
import { lake, north, openDecisionDesk, west } from '../../../../support/decision-desk.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';
import { entriesOf, threadOf } from '../../../../support/thread.ts';

let desk: TestDesk;
beforeEach(() => {
  desk = openTestDesk();
  addAddresses(desk);
});
afterEach(() => desk.close());

const details = (requestId: RequestId) =>
  requestDetails.parse(valueOf(detailsService(desk.context).details({ requestId })));
/** An operator of the library who may scan in, but not receive. */
const withoutRole = () => {
  desk.raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'B. Operator');
    INSERT INTO operator_role (operator_id, role, library_id) VALUES (2, 'requests-operator', 1)`);
  desk.context.session.refresh();
  desk.context.session.chooseOperator(2 as never);
};

test('the details show everything that belongs to a request', () => {
  const id = addRequest(desk, { externalId: 'D1', status: 'CONDITIONAL', volumes: 2 });
  desk.raw.exec(`
    INSERT INTO turn_condition (request_id, turn_id, reason, note, reply_by, set_at)
      VALUES (${id}, ${turnFor(desk.raw, id)}, 'LibraryUseOnly', 'In the reading room', '2026-12-01', '2026-11-20T08:00:00.000Z')`);
  const { opId } = valueOf(receivingAt(() => desk).receive({ requestId: id, barcode: 'N-1' }));
  desk.raw.exec(
    `UPDATE outbox SET state = 'sent', letter = '{"subject":"S","body":"B","to":"x"}' WHERE recipient = 'patron'`,
  );
  expect(details(id)).toMatchObject({
    request: { externalId: 'D1', volumesExpected: 2, volumesReceived: 1 },
    conditions: [
      {
        reason: 'Library use only',
        note: 'In the reading room',
        partnerName: 'North University Library',
        answer: null,
      },
    ],
    items: [
      { barcode: 'N-1', volume: 1, status: 'on-hold-shelf', deskName: 'Main Circulation Desk', loan: null },
    ],
    thread: { count: 1, unread: 0, active: 0 },
    turns: [{ thread: { count: 1, unread: 0, active: 0 } }],
    slips: [{ kind: 'receive', barcode: 'N-1', state: 'queued' }],
    history: [
      {
        opId,
        kind: 'receive',
        operatorName: 'A. Operator',
        statusBefore: 'CONDITIONAL',
        undone: null,
        undoRefusal: null,
      },
    ],
  });
  withoutRole();
  expect(details(id).history[0]?.undoRefusal).toContain('Fulfillment Services Operator');
  expect(codeOf(detailsService(desk.context).details({ requestId: 999 as RequestId }))).toBe(
    'request-unknown',
  );
});

test('each turn has its thread: the partner’s answers and the letters to it, the newest first', () => {
  const deciding = openDecisionDesk();
  desk.close();
  desk = deciding;
  const id = deciding.add({ externalId: 'T1', status: 'READY_TO_SEND', rota: [north, west] });
  valueOf(deciding.send(id));
  deciding.setNow('2026-11-26T09:00:00Z');
  valueOf(
    deciding.answer(id, {
      kind: 'conditional',
      reason: 'LibraryUseOnly',
      note: 'In the reading room',
      replyBy: null,
    }),
  );
  const [first, second] = details(id).turns;
  expect(first).toMatchObject({
    partnerName: 'North University Library',
    position: 1,
    state: 'conditional',
    stateAt: '2026-11-26T09:00:00.000Z',
    askedAt: '2026-11-25T09:30:00.000Z',
    isActive: true,
    isOpen: true,
    marks: [],
  });
  expect(first?.thread).toEqual({ count: 2, unread: 0, active: 1 });
  expect(threadOf(desk.context, id, first?.turnId ?? null)).toMatchObject({
    total: 2,
    entries: [
      {
        from: 'partner',
        at: '2026-11-26T09:00:00.000Z',
        title: 'North University Library set a condition: In the reading room',
        text: '',
        note: { active: true },
      },
      { from: 'to-partner', at: '2026-11-25T09:30:00.000Z' },
    ],
  });
  expect(second).toMatchObject({ state: 'waiting', isActive: false, isOpen: false, thread: { count: 0 } });
});

test('after a condition was accepted, a turn shows since when it was first asked', () => {
  const deciding = openDecisionDesk();
  desk.close();
  desk = deciding;
  const id = deciding.add({ externalId: 'T1', status: 'READY_TO_SEND', rota: [north] });
  valueOf(deciding.send(id));
  deciding.setNow('2026-11-26T09:00:00Z');
  valueOf(deciding.answer(id, { kind: 'conditional', reason: '', note: 'Rooms only', replyBy: null }));
  valueOf(deciding.reply(id, true));
  const asked = '2026-11-25T09:30:00.000Z';
  expect(details(id).turns[0]).toMatchObject({ state: 'asked', stateAt: asked, askedAt: asked });
});

test('a turn shows when its volumes are due back now; after the last one is returned, nothing is', () => {
  const deciding = openDecisionDesk();
  desk.close();
  desk = deciding;
  const id = deciding.add({ externalId: 'T1', status: 'LOANED', items: ['on-loan'] });
  deciding.raw.exec(`UPDATE turn SET due_on = '2026-12-15'; UPDATE item SET due_on = '2026-12-28'`);
  const dueOn = () => details(id).turns[0]?.dueOn;
  expect(dueOn()).toBe('2026-12-28');
  deciding.raw.exec(`UPDATE item SET status = 'returned-to-partner'`);
  expect(dueOn()).toBe(null);
  deciding.raw.exec(`DELETE FROM loan; DELETE FROM item`);
  expect(dueOn()).toBe('2026-12-15');
});

test('a turn shows its own marks, not those of another partner', () => {
  const deciding = openDecisionDesk();
  desk.close();
  desk = deciding;
  const id = deciding.add({
    externalId: 'T1',
    status: 'SHIPPED_PHYSICALLY',
    rota: [[west, 'rejected'], north],
  });
  valueOf(deciding.cancel(id));
  const marks = details(id).turns.map((turn) => turn.marks);
  expect(marks[0]).toEqual([]);
  expect(marks[1]?.join()).toMatch(/cancellation requested .*25 Nov 2026/);
});

test('a turn that we cancelled says so, also after its partner agreed; one that its partner cancelled does not', () => {
  const deciding = openDecisionDesk();
  desk.close();
  desk = deciding;
  const byUs = (id: RequestId) => details(id).turns.map(({ state, cancelledByUs }) => [state, cancelledByUs]);
  const add = (externalId: string, partner: PartnerId, rota: readonly PartnerId[] = [partner]) => {
    const id = deciding.add({ externalId, status: 'REQUEST_SENT', rota, activePartner: partner });
    deciding.letLeave();
    return id;
  };
  const byPartner = add('T1', north, [north, lake]);
  valueOf(deciding.answer(byPartner, { kind: 'cancelled', reason: '', note: '' } as never));
  expect(byUs(byPartner)).toEqual([
    ['cancelled', false],
    ['asked', false],
  ]);
  deciding.letLeave();
  valueOf(deciding.cancel(byPartner));
  expect(byUs(byPartner)).toEqual([
    ['cancelled', false],
    ['cancelled', true],
  ]);
  const agreed = add('T2', west);
  valueOf(deciding.cancel(agreed));
  expect(byUs(agreed)).toEqual([['asked', false]]);
  valueOf(deciding.answer(agreed, { kind: 'cancel-accepted', note: '' } as never));
  expect(byUs(agreed)).toEqual([['cancelled', true]]);
  // Our first cancellation was withdrawn before the partner cancelled by itself; the second was at the next partner.
  const withdrawn = add('T3', west, [west, north]);
  valueOf(deciding.cancel(withdrawn));
  valueOf(deciding.take('withdraw-cancellation', withdrawn));
  deciding.setNow('2026-11-25T10:30:00Z');
  valueOf(deciding.answer(withdrawn, { kind: 'cancelled', reason: '', note: '' } as never));
  deciding.setNow('2026-11-25T11:30:00Z');
  deciding.letLeave();
  valueOf(deciding.cancel(withdrawn));
  expect(byUs(withdrawn)).toEqual([
    ['cancelled', false],
    ['cancelled', true],
  ]);
});

test('a partner that was passed over before its letter left is not said to have been asked', () => {
  const deciding = openDecisionDesk();
  desk.close();
  desk = deciding;
  const id = deciding.add({ externalId: 'T1', status: 'READY_TO_SEND', rota: [north, west, lake] });
  const askNext = () =>
    take(deciding.context, 'ask-next-partner', { opId: newOpId(), requestId: id, asOf: null, note: '' });
  valueOf(deciding.send(id));
  valueOf(askNext());
  deciding.letLeave();
  valueOf(askNext());
  expect(details(id).turns.map(({ state, askedAt }) => [state, askedAt !== null])).toEqual([
    ['passed-over', false],
    ['passed-over', true],
    ['asked', true],
  ]);
});

test('operators have their own saved views; saving under the same name replaces one', () => {
  const views = () => savedView.array().parse(valueOf(savedViewsService(desk.context).views()));
  const save = (name: string, text: string) =>
    savedViewsService(desk.context).saveView({
      name,
      query: { ...anyRequest, text },
      sort: { column: 'dueOn', direction: 'ascending' },
    });
  valueOf(save('  Mine ', 'a'));
  valueOf(save('Mine', 'b'));
  valueOf(save('älter', 'c'));
  expect(views().map(({ name, query }) => [name, query.text])).toEqual([
    ['Mine', 'b'],
    ['älter', 'c'],
  ]);
  expect(codeOf(save(' ', ''))).toBe('bad-payload');
  desk.raw.exec(
    `INSERT INTO saved_view (operator_id, name, view) VALUES (1, 'Of a later version', '{"query":{"colour":"red"}}')`,
  );
  expect(views()).toHaveLength(2);
  const [mine] = views();
  desk.raw.exec("INSERT INTO operator (id, name) VALUES (2, 'B. Operator')");
  desk.context.session.refresh();
  desk.context.session.chooseOperator(2 as never);
  expect(views()).toEqual([]);
  valueOf(savedViewsService(desk.context).deleteView({ id: mine?.id ?? 0 }));
  desk.context.session.chooseOperator(1 as never);
  expect(
    valueOf(savedViewsService(desk.context).deleteView({ id: mine?.id ?? 0 })).map(({ name }) => name),
  ).toEqual(['älter']);
});

test('a message is shown in any state', () => {
  const id = addRequest(desk, { externalId: 'D1' });
  const opId = newOpId();
  valueOf(
    receivingAt(() => desk).receive({
      opId,
      requestId: id,
      barcode: 'N-1',
      printSlip: false,
      notifyPatron: false,
    }),
  );
  for (const state of Object.keys(messageStates)) {
    desk.raw.prepare('UPDATE outbox SET state = ?').run(state);
    const [letter] = entriesOf(desk.context, id);
    expect(letter).toMatchObject({ from: 'to-partner', state: expect.stringMatching(/^[a-z]/u) });
  }
});

test('forms offer only active records', () => {
  desk.raw.exec(`
    INSERT INTO partner (code, name, active) VALUES ('OLD', 'Old Library', 0);
    UPDATE desk SET active = 0 WHERE id = 2;
    UPDATE cancellation_reason SET active = 0 WHERE code = 'COST'`);
  const choices = requestChoices.parse(valueOf(choicesService(desk.context).choices()));
  expect(choices.partners.map(({ code }) => code)).toEqual(['NORTH']);
  expect(choices.desks.map(({ name }) => name)).toEqual([
    'Information Desk',
    'Mail Room',
    'Main Circulation Desk',
  ]);
  expect(choices.cancellationReasons.map(({ code }) => code)).not.toContain('COST');
});
