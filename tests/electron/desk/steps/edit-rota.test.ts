import { expect, test } from 'vitest';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import type { PartnerId, RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import {
  done,
  lake,
  north,
  openDecisionDesk,
  takeAllBack,
  turnOfPartner,
  west,
} from '../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../support/desk.ts';
import { describeNextPartner } from '../../../../shared/domain/letters/next-partner.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { codeOf } from '../../../support/results.ts';
import { expectState } from '../../../support/same-state.ts';

const desk = forEachTest(openDecisionDesk);

type Place = { readonly turnId: TurnId } | { readonly partnerId: PartnerId };
const edit = (requestId: RequestId, ...waiting: readonly Place[]) =>
  take(desk.context, 'edit-rota', { opId: newOpId(), requestId, asOf: null, waiting: [...waiting] });
const placeOf = (id: RequestId, partner: PartnerId): Place => ({ turnId: turnOfPartner(desk, id, partner) });

test('waiting partners are reordered, even while one is being asked; the next one is asked in the new order', () => {
  const id = desk.add({ externalId: 'R1', status: 'REQUEST_SENT', rota: [north, west, lake] });
  const before = dumpState(desk);
  const outcome = done(edit(id, placeOf(id, lake), placeOf(id, west)));
  expect(outcome.headline).toBe('Rota reordered');
  expect(desk.turns(id)).toEqual(['north asked', 'lake waiting', 'west waiting']);
  takeAllBack(desk, [outcome], before);
  done(edit(id, placeOf(id, lake), placeOf(id, west)));
  done(desk.answer(id, { kind: 'rejected', note: '' }));
  expect(desk.turns(id)).toEqual(['north rejected', 'lake asked', 'west waiting']);
});

test('a waiting one is removed, and a new one takes its place', () => {
  const id = desk.add({ externalId: 'R1', status: 'SHIPPED_PHYSICALLY', rota: [north, west] });
  const before = dumpState(desk);
  const outcome = done(edit(id, { partnerId: lake }));
  expect(outcome.headline).toBe('Added to the rota: Lake College; Removed from the rota: West College');
  expect(desk.turns(id)).toEqual(['north shipped', 'lake waiting']);
  const none = done(edit(id));
  expect([none.headline, desk.turns(id)]).toEqual(['Removed from the rota: Lake College', ['north shipped']]);
  takeAllBack(desk, [outcome, none], before);
});

test('an empty rota is called empty; one whose partners were all asked has none left', () => {
  const asked = desk.facts(desk.add({ externalId: 'R1', status: 'REJECTED', rota: [[north, 'rejected']] }));
  expect(describeNextPartner(asked.life, [])).toBe('No partners left to ask.');
  const fresh = desk.facts(desk.add({ externalId: 'R2', status: 'REQUEST_CREATED_BOR', rota: [] }));
  expect(describeNextPartner(fresh.life, [])).toBe('The rota has no partners.');
});

test('a partner that rejected may deliberately be asked again: it has two turns', () => {
  const id = desk.add({ externalId: 'R1', status: 'REJECTED', rota: [[north, 'rejected']] });
  const before = dumpState(desk);
  const added = done(desk.addPartners(id, west, north));
  expect(added.headline).toBe('Added to the rota: West College, North University Library');
  expect([desk.statusOf(id), desk.turns(id)]).toEqual([
    'READY_TO_SEND',
    ['north rejected', 'west waiting', 'north waiting'],
  ]);
  expect(added.remarks).toEqual([
    'West College is asked next. The request hasn’t been sent to this partner yet. Choose Send.',
  ]);
  const sent = done(desk.send(id));
  expect(sent.headline).toBe('Sent to West College');
  takeAllBack(desk, [added, sent], before);
});

test.each([
  ['REQUEST_CREATED_BOR', [], 'READY_TO_SEND'],
  ['LOCATE_FAILED', ['west rejected'], 'READY_TO_SEND'],
  ['READY_TO_SEND', ['west waiting'], 'READY_TO_SEND'],
  ['CONDITIONAL', ['west conditional'], 'CONDITIONAL'],
  ['RECEIVED_PHYSICALLY', ['west closing'], 'RECEIVED_PHYSICALLY'],
])('partners are added in %s', (status, turns, after) => {
  const rota = turns.length === 0 ? [] : [west];
  const id = desk.add({ externalId: status, status, activePartner: rota[0] ?? null, rota });
  const before = dumpState(desk);
  const outcome = done(desk.addPartners(id, lake));
  expect([desk.statusOf(id), desk.turns(id)]).toEqual([after, [...turns, 'lake waiting']]);
  takeAllBack(desk, [outcome], before);
});

test('a waiting, unknown or just-asked partner, and a finished request, cause the whole change to be refused', () => {
  const id = desk.add({ externalId: 'R1', status: 'REQUEST_SENT', rota: [north, west] });
  const over = desk.add({ externalId: 'R2', status: 'CANCELLED_BY_STAFF', rota: [north] });
  const before = dumpState(desk);
  const ofNorth = placeOf(id, north);
  expect([
    codeOf(desk.addPartners(id, lake, west)),
    codeOf(edit(id, { partnerId: lake }, { partnerId: lake })),
    codeOf(desk.addPartners(id, lake, 99 as PartnerId)),
    codeOf(edit(id, ofNorth)),
    codeOf(desk.addPartners(over, lake)),
  ]).toEqual(['partner-in-rota', 'partner-in-rota', 'partner-unknown', 'request-changed', 'status-forbids']);
  expectState(desk, before);
});

test('an inactive one may wait, and staff are told that it will be skipped', () => {
  const id = desk.add({ externalId: 'R1', status: 'REQUEST_SENT', rota: [north, west, lake] });
  desk.raw.exec('UPDATE partner SET active = 0 WHERE id = 2');
  const outcome = done(edit(id, placeOf(id, lake), placeOf(id, west)));
  expect(outcome.remarks.join(' ')).toContain('West College');
});
