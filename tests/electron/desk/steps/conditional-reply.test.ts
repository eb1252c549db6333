import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DecisionDesk } from '../../../support/decision-desk.ts';
import { done, lake, north, openDecisionDesk, west } from '../../../support/decision-desk.ts';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import { receivingService } from '../../../../electron/main/desk/queries/receiving/receiving.service.ts';
import { dumpState, newOpId } from '../../../support/desk.ts';
import { codeOf } from '../../../support/results.ts';

let desk: DecisionDesk;
beforeEach(() => {
  desk = openDecisionDesk();
});
afterEach(() => desk.close());

const condition = { reason: 'LibraryUseOnly', note: 'Library use only', replyBy: '2026-12-01' };
const addConditional = (rota = [north, west]) =>
  desk.add({
    externalId: 'C1',
    status: 'CONDITIONAL',
    rota,
    condition,
    partnerNotes: ['Library use only'],
  });

test('Yes stays with the partner, who gets the note; its message is dealt with and the condition is kept', () => {
  const id = addConditional();
  const before = dumpState(desk);
  const outcome = done(desk.reply(id, true, 'We agree'));
  expect(outcome).toMatchObject({
    externalId: 'C1',
    headline: 'Condition accepted: stays with North University Library',
    remarks: ['A message goes to North University Library.'],
  });
  expect(desk.statusOf(id)).toBe('REQUEST_SENT');
  expect(desk.facts(id)).toMatchObject({ partner: { name: 'North University Library' }, partnerNotes: [] });
  expect(desk.messages()).toEqual([
    ['partner', north, 'condition-answered', { answer: 'yes', note: 'We agree' }],
  ]);
  expect(
    desk.raw.prepare('SELECT reason, answer, answer_note, partner_id FROM request_condition').all(),
  ).toEqual([{ reason: 'LibraryUseOnly', answer: 'yes', answer_note: 'We agree', partner_id: north }]);
  expect(desk.raw.prepare('SELECT author, body, active FROM request_note ORDER BY id').all()).toEqual([
    { author: 'partner', body: 'Library use only', active: 0 },
    { author: 'staff', body: 'We agree', active: 0 },
  ]);
  expect(desk.raw.prepare('SELECT active_notes FROM request').get()).toEqual({ active_notes: 0 });
  expect(desk.raw.prepare('SELECT status_before, status_after, headline FROM request_event').all()).toEqual([
    { status_before: 'CONDITIONAL', status_after: 'REQUEST_SENT', headline: outcome.headline },
  ]);
  done(desk.undo(outcome.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('No goes on to the next partner of the rota, by name; both partners hear of it', () => {
  const id = addConditional([north, west, lake]);
  const before = dumpState(desk);
  const outcome = done(desk.reply(id, false, 'We need it at home'));
  expect(outcome.headline).toBe('Condition declined: West College is asked next');
  expect(outcome.remarks).toEqual(['A message goes to North University Library and to West College.']);
  expect(desk.statusOf(id)).toBe('REQUEST_SENT');
  expect(desk.facts(id)).toMatchObject({
    partner: { id: west },
    nextPartnerId: lake,
    condition: null,
    rota: [
      { partnerId: north, ended: 'declined' },
      { partnerId: west, ended: null },
      { partnerId: lake, ended: null },
    ],
  });
  expect(desk.messages()).toEqual([
    ['partner', north, 'condition-answered', { answer: 'no', note: 'We need it at home' }],
    ['partner', west, 'request', { note: '' }],
  ]);
  done(desk.undo(outcome.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('No at the end of the rota is Rejected by partner and waits for a person', () => {
  const id = addConditional([north]);
  const before = dumpState(desk);
  const outcome = done(desk.reply(id, false));
  expect(outcome.headline).toContain('no partner is left');
  expect(outcome.remarks[0]).toContain('waits for a person');
  expect(desk.statusOf(id)).toBe('REJECTED');
  done(desk.undo(outcome.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('a reply without a note is refused until a person confirms it', () => {
  const id = addConditional();
  const before = dumpState(desk);
  for (const note of ['', '  \n ']) expect(codeOf(desk.reply(id, true, note))).toBe('note-missing');
  expect(dumpState(desk)).toEqual(before);
  done(desk.reply(id, true, '', true));
  expect(desk.messages()[0]?.[3]).toEqual({ answer: 'yes', note: '' });
  expect(desk.raw.prepare("SELECT 1 FROM request_note WHERE author = 'staff'").all()).toEqual([]);
});

test('the date for reply moves nothing, and a late reply goes through', () => {
  const id = addConditional();
  desk.setNow('2026-12-20T09:00:00Z');
  expect(desk.statusOf(id)).toBe('CONDITIONAL');
  done(desk.reply(id, true));
});

test('only an open condition is answered, once, by somebody who may, as it was shown', () => {
  const sent = desk.add({ externalId: 'C2', status: 'REQUEST_SENT' });
  expect(codeOf(desk.reply(sent, true))).toBe('status-forbids');
  expect(codeOf(desk.reply(999 as never, true))).toBe('request-unknown');

  const id = addConditional();
  const input = {
    opId: newOpId(),
    requestId: id,
    asOf: desk.facts(id).updatedAt,
    accept: true,
    note: 'Yes',
    withoutNote: false,
  };
  desk.raw.exec("UPDATE request SET updated_at = '2026-11-25T09:00:00.000Z' WHERE external_id = 'C1'");
  const before = dumpState(desk);
  const changed = take(desk.context, 'conditional-reply', input);
  expect(codeOf(changed)).toBe('request-changed');
  expect(!changed.ok && changed.error.message).toContain('“Conditional”');
  expect(dumpState(desk)).toEqual(before);
  const fresh = { ...input, asOf: desk.facts(id).updatedAt };
  const first = take(desk.context, 'conditional-reply', fresh);
  expect(take(desk.context, 'conditional-reply', fresh)).toEqual(first);
  expect(desk.messages()).toHaveLength(1);

  desk.raw.exec('DELETE FROM operator_role');
  desk.raw.exec("INSERT INTO operator (id, name) VALUES (2, 'B. Operator')");
  desk.context.session.refresh();
  desk.context.session.chooseOperator(2 as never);
  expect(codeOf(desk.reply(id, true))).toBe('role-missing');
});

test('a condition that was declined is no use condition of the item of the next partner', () => {
  const id = addConditional();
  done(desk.reply(id, false));
  const form = done(receivingService(desk.context).open({ code: 'C1' }));
  expect(form.useConditions).toEqual([]);
  expect(form.request.partnerName).toBe('West College');
  const accepted = desk.add({ externalId: 'C9', status: 'CONDITIONAL', rota: [north], condition });
  done(desk.reply(accepted, true));
  const other = done(receivingService(desk.context).open({ code: 'C9' }));
  expect(other.useConditions).toEqual(['Library use only']);
});
