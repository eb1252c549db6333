import { expect, test } from 'vitest';
import { endStates, type Life, requestEvents, supplyStates } from '../../../../shared/domain/life/life.ts';
import { lifeAfter, possibleEvents, regionsOf } from '../../../../shared/domain/life/next.ts';
import { statusOf } from '../../../../shared/domain/life/status.ts';
import {
  after,
  at,
  brings,
  cancelAsked,
  hill,
  ids,
  one,
  outside,
  receives,
  renews,
  volume,
  withVolumes,
} from '../life/life-cases.ts';

// The regions of a request's life: which states each has, and what moves it.

const stateOf = (life: Life, name: keyof Extract<ReturnType<typeof regionsOf>, object>['open']): string => {
  const regions = regionsOf(life);
  return typeof regions === 'string' ? regions : regions.open[name];
};

test('supply: created, ready, sent, will supply, conditional, shipped, as a file, unfilled, or a word from outside, letter for letter', () => {
  for (const supply of supplyStates) expect(stateOf(at(supply), 'supply')).toBe(supply);
  expect([stateOf(outside, 'supply'), statusOf(outside)]).toEqual(['outside', outside.supply]);
  // A word from outside is moved by receiving or completing it alone.
  const moves = possibleEvents(outside, requestEvents).map(({ type }) => type);
  expect(new Set(moves)).toEqual(new Set(['item.received', 'completed.byHand', 'received.digitally']));
});

test('volumes: none, some here, some with the patron, some back, all gone or lost; each with its own date and partner', () => {
  const here = after(at('SHIPPED_PHYSICALLY'), receives(1), receives(2, hill));
  const lent = after(here, one('item.loaned', 1));
  const back = after(lent, brings(1));
  const half = after(back, one('item.returned', 1));
  const gone = after(half, { type: 'item.lost', ...ids(2) });
  expect(
    [at('SHIPPED_PHYSICALLY'), here, lent, back, half, gone].map((life) => stateOf(life, 'volumes')),
  ).toEqual(['none', 'here', 'withPatron', 'back', 'here', 'gone']);
  expect(here.volumes.map(({ partnerId }) => partnerId)).toEqual([1, hill]);
});

test('cancellation: none, asked (for whom), refused', () => {
  const asked = after(at('SHIPPED_PHYSICALLY'), { type: 'patron.cancelled', needsConsent: true });
  expect([stateOf(asked, 'cancellation'), asked.cancelledFor]).toEqual(['asked', 'patron']);
  const refused = after(asked, { type: 'partner.cancelRefused' });
  expect([stateOf(refused, 'cancellation'), refused.cancelledFor]).toEqual(['refused', null]);
  expect(stateOf(after(asked, { type: 'cancellation.withdrawn' }), 'cancellation')).toBe('none');
});

test('renewal, per partner and volume named: the state of the region is the heaviest', () => {
  const lent = withVolumes(
    volume(1, { status: 'on-loan' }),
    volume(2, { status: 'on-loan', partnerId: hill }),
  );
  const asked = after(lent, renews('2027-02-01', true, 1), renews('2027-02-01', false, 2));
  expect(asked.volumes.map(({ renewal }) => renewal)).toEqual(['renewed', 'asked']);
  expect(stateOf(asked, 'renewal')).toBe('asked');
  // A notice that comes meanwhile changes nothing here.
  const noticed = after(asked, { type: 'partner.overdue', partnerId: hill });
  expect(stateOf(noticed, 'renewal')).toBe('asked');
});

test('demand, per partner: overdue, recalled; it ends when all of that partner went back, or it withdraws it', () => {
  const lent = withVolumes(volume(1), volume(2, { partnerId: hill }));
  const recalled = after(lent, { type: 'partner.recalled', partnerId: hill });
  expect(recalled.volumes.map(({ demand }) => demand)).toEqual(['none', 'recalled']);
  expect(stateOf(after(recalled, one('item.returned', 2)), 'demand')).toBe('none');
  expect(stateOf(after(recalled, { type: 'demand.withdrawn', partnerId: hill }), 'demand')).toBe('none');
});

test('loss and damage, per volume, or for a parcel that has no volume yet', () => {
  const claimed = after(at('SHIPPED_PHYSICALLY'), { type: 'parcel.claimed' });
  expect(stateOf(claimed, 'lossAndDamage')).toBe('claimed');
  expect(stateOf(after(claimed, receives(1)), 'lossAndDamage')).toBe('none');
  const damaged = after(withVolumes(volume(1), volume(2)), { type: 'item.damaged', ...ids(1) });
  expect(stateOf(damaged, 'lossAndDamage')).toBe('damaged');
  expect(stateOf(after(damaged, { type: 'item.lost', ...ids(2) }), 'lossAndDamage')).toBe('lost');
});

test('end: open, completed, cancelled, expired, received digitally; nothing happens after it', () => {
  for (const endedAs of endStates) {
    expect(regionsOf(at('REQUEST_SENT', { endedAs }))).toBe(endedAs);
    expect(possibleEvents(at('REQUEST_SENT', { endedAs }), requestEvents)).toEqual([]);
  }
  const lost = after(withVolumes(volume(1)), { type: 'item.lost', ...ids(1) });
  expect(lifeAfter(lost, { type: 'partner.settled', ...ids(1) })?.endedAs).toBe('REQUEST_COMPLETED');
});

test('has shipped it after a cancellation was asked: the cancellation stays', () => {
  const asked = at('REQUEST_SENT', cancelAsked);
  const shipped = after(asked, { type: 'partner.shipped' });
  expect([statusOf(shipped), shipped.cancellation, shipped.cancelledFor]).toEqual([
    'CANCEL_REPLY',
    'asked',
    'patron',
  ]);
});
