import { afterEach, beforeEach, expect, test } from 'vitest';
import { detailsService } from '../../../../electron/main/desk/queries/details/details.service.ts';
import { readRows } from '../../../../electron/main/desk/queries/list/list.queries.ts';
import { threadService } from '../../../../electron/main/partners/exchange/thread.service.ts';
import { nextStepOf } from '../../../../shared/domain/next-step.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { type DecisionDesk, north, openDecisionDesk, west } from '../../../support/decision-desk.ts';
import type { Dialect, Saying } from '../../../support/lender/peer-xml.ts';
import { openPartnerExchange, type PartnerExchange } from '../../../support/partner-exchange.ts';
import { valueOf } from '../../../support/results.ts';

let desk: DecisionDesk;
let exchange: PartnerExchange;
let requestId: RequestId;
beforeEach(() => {
  desk = openDecisionDesk();
  exchange = openPartnerExchange(desk);
  exchange.profile({ convention: 'retry' });
  requestId = desk.add({ externalId: 'R1', status: 'REQUEST_SENT', rota: [north] });
  exchange.begin(requestId, 'R1-1');
});
afterEach(async () => {
  await exchange.end();
  desk.close();
});

const retry: Saying = { reason: 'RequestResponse', status: 'RetryPossible', retry: 'NotFoundAsCited' };
const says = (more: Partial<Saying>, version: Dialect['version'] = '2021-2'): Promise<void> =>
  exchange.says('R1-1', { ...retry, ...more }, undefined, { version, prefix: '' });
const again = async () => valueOf(await threadService(desk.context).askAgain({ requestId }));
const nothing = { edition: '', journalVolume: '', format: '', maximumCost: '' };
const north1 = { partnerId: north, partnerName: 'North University Library' };

test.each<[string, Partial<Saying>, Dialect['version'], object]>([
  ['nothing', {}, '2021-2', nothing],
  [
    'an edition and a file',
    { editions: ['3rd'], formats: ['PDF'] },
    '2021-2',
    { ...nothing, edition: '3rd', format: 'digital' },
  ],
  ['several editions, of which staff choose', { editions: ['2nd', '3rd'] }, '2021-2', nothing],
  ['paper or a file', { formats: ['PDF', 'Printed'] }, '2021-2', nothing],
  ['paper', { formats: ['Printed'] }, '2021-2', { ...nothing, format: 'physical' }],
  ['a cost, by the older version', { offered: ['35', 'USD'] }, '1.2', { ...nothing, maximumCost: '35 USD' }],
])('a partner that may be asked again says to change %s', async (_, saying, version, expected) => {
  await says(saying, version);
  expect(desk.statusOf(requestId)).toBe('REJECTED');
  expect(await again()).toEqual({ ...north1, ...expected });
});

test('a partner that cannot lend, has said nothing yet, or is no longer in use is not asked again', async () => {
  expect(await again()).toBeNull();
  await says({});
  desk.raw.prepare('UPDATE partner SET active = 0 WHERE id = ?').run(north);
  expect(await again()).toBeNull();
  const other = desk.add({ externalId: 'R2', status: 'REQUEST_SENT', rota: [north] });
  exchange.begin(other, 'R2-1');
  desk.raw.prepare('UPDATE partner SET active = 1 WHERE id = ?').run(north);
  await exchange.says('R2-1', { reason: 'RequestResponse', status: 'Unfilled', unfilled: 'NotHeld' });
  expect(valueOf(await threadService(desk.context).askAgain({ requestId: other }))).toBeNull();
});

const seen = (id: RequestId) => {
  const { request, turns, history } = valueOf(detailsService(desk.context).details({ requestId: id }));
  return {
    step: nextStepOf(request),
    stepInList: readRows(desk.context.db, [id]).map(nextStepOf),
    turns: turns.map(({ lendsIfChanged }) => lendsIfChanged),
    history: history[0]?.headline,
  };
};

test('history and rota say that it would lend on a changed request, and the next step is to ask again', async () => {
  await says({ editions: ['3rd'] });
  expect(seen(requestId)).toEqual({
    step: 'again',
    stepInList: ['again'],
    turns: [true],
    history: expect.stringMatching(
      /^North University Library can lend it if the request is changed \(.*3rd.*\): no partners left in the rota$/u,
    ) as string,
  });
});

test('one that cannot lend it at all leaves the rota as the next step', async () => {
  await exchange.says('R1-1', { reason: 'RequestResponse', status: 'Unfilled', unfilled: 'NotHeld' });
  expect(seen(requestId)).toEqual({
    step: 'edit-rota',
    stepInList: ['edit-rota'],
    turns: [false],
    history: 'North University Library cannot lend it: no partners left in the rota',
  });
});

test('while another partner is asked, nothing else is to do', async () => {
  const other = desk.add({ externalId: 'R2', status: 'REQUEST_SENT', rota: [north, west] });
  exchange.begin(other, 'R2-1');
  await exchange.says('R2-1', retry);
  expect(seen(other)).toMatchObject({ step: null, stepInList: [null], turns: [true, false] });
});
