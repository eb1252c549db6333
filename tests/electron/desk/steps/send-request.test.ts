import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PartnerId } from '../../../../shared/domain/ids.ts';
import { decisionsService } from '../../../../electron/main/desk/queries/decisions/decisions.service.ts';
import type { DecisionDesk } from '../../../support/decision-desk.ts';
import { done, lake, north, openDecisionDesk, west } from '../../../support/decision-desk.ts';
import { dumpState } from '../../../support/desk.ts';
import { codeOf } from '../../../support/results.ts';

let desk: DecisionDesk;
beforeEach(() => {
  desk = openDecisionDesk();
});
afterEach(() => desk.close());

test('a request that is ready goes to its partner, with our note', () => {
  const id = desk.add({
    externalId: 'S1',
    status: 'READY_TO_SEND',
    activePartner: null,
    rota: [west, north],
  });
  const before = dumpState(desk);
  expect(desk.facts(id).partnerToAskId).toBe(west);
  const outcome = done(desk.send(id, 'Urgent'));
  expect(outcome.headline).toBe('Sent to West College');
  expect(desk.statusOf(id)).toBe('REQUEST_SENT');
  expect(desk.facts(id)).toMatchObject({
    partner: { id: west },
    nextPartnerId: north,
  });
  expect(desk.messages()).toEqual([['partner', west, 'request', { note: 'Urgent' }]]);
  done(desk.undo(outcome.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('without a partner, and from another status, nothing is sent', () => {
  const alone = desk.add({ externalId: 'S1', status: 'READY_TO_SEND', activePartner: null });
  const sent = desk.add({ externalId: 'S2', status: 'REQUEST_SENT', rota: [north] });
  const before = dumpState(desk);
  expect(codeOf(desk.send(alone))).toBe('partner-missing');
  expect(codeOf(desk.send(sent))).toBe('status-forbids');
  expect(dumpState(desk)).toEqual(before);
});

test('a rejected request gets further partners at its end and goes to the first of them', () => {
  const id = desk.add({ externalId: 'S1', status: 'REJECTED', rota: [[north, 'rejected']] });
  const before = dumpState(desk);
  const added = done(desk.addPartners(id, lake, west));
  expect(added.headline).toBe('Added to the rota: Lake College, West College');
  expect(desk.statusOf(id)).toBe('READY_TO_SEND');
  expect(desk.facts(id)).toMatchObject({
    partner: { id: lake },
    partnerToAskId: lake,
    nextPartnerId: west,
  });
  const sent = done(desk.send(id));
  expect(sent.headline).toBe('Sent to Lake College');
  done(desk.undo(sent.opId));
  done(desk.undo(added.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('in a rejected request from a file nobody is left, whatever its lines say', () => {
  const id = desk.add({ externalId: 'S1', status: 'REJECTED', activePartner: null, rota: [north, west] });
  const before = dumpState(desk);
  // A partner that said no may be asked once more on purpose.
  const added = done(desk.addPartners(id, north));
  expect(desk.facts(id).rota.map(({ partnerId, ended }) => [partnerId, ended])).toEqual([
    [north, 'rejected'],
    [west, 'rejected'],
    [north, null],
  ]);
  expect(done(desk.send(id)).headline).toBe('Sent to North University Library');
  const steps = desk.raw.prepare("SELECT op_id FROM command_log WHERE kind = 'send-request'").get() as {
    op_id: never;
  };
  done(desk.undo(steps.op_id));
  done(desk.undo(added.opId));
  expect(dumpState(desk)).toEqual(before);
});

test('partners are added from every status that waits for some; those in it are asked first', () => {
  for (const status of ['REQUEST_CREATED_BOR', 'LOCATE_FAILED', 'READY_TO_SEND']) {
    const id = desk.add({ externalId: status, status, activePartner: null, rota: [west] });
    done(desk.addPartners(id, lake));
    expect(desk.statusOf(id), status).toBe('READY_TO_SEND');
    expect(desk.facts(id).partner?.id, status).toBe(west);
  }
  const sent = desk.add({ externalId: 'SENT', status: 'REQUEST_SENT', rota: [west] });
  expect(codeOf(desk.addPartners(sent, lake))).toBe('status-forbids');
});

test('a partner that waits for its turn, or that nobody knows, is refused whole', () => {
  const id = desk.add({ externalId: 'S1', status: 'READY_TO_SEND', rota: [north, west] });
  const before = dumpState(desk);
  expect(codeOf(desk.addPartners(id, lake, west))).toBe('partner-in-rota');
  expect(codeOf(desk.addPartners(id, lake, 99 as PartnerId))).toBe('partner-unknown');
  expect(dumpState(desk)).toEqual(before);
  done(desk.addPartners(id, lake, lake));
  expect(desk.facts(id).rota).toHaveLength(3);
});

test('the partners to choose from come by name', () => {
  expect(done(decisionsService(desk.context).partners()).map(({ name }) => name)).toEqual([
    'Lake College',
    'North University Library',
    'West College',
  ]);
});
