import { expect, test } from 'vitest';
import { todayService } from '../../../../electron/main/desk/queries/today/today.service.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { done, north, openDecisionDesk, takeAllBack, west } from '../../../support/decision-desk.ts';
import { dumpState } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';
import { codeOf } from '../../../support/results.ts';

const desk = forEachTest(openDecisionDesk);

type Card = 'needed-by-passed' | 'over-cost-limit';
const queue = (card: Card): string[] =>
  done(todayService(desk.context).list({ card, offset: 0, limit: 10 })).rows.map(
    ({ externalId }) => externalId,
  );
const setCost = (id: RequestId, cost: string, position = 1): void => {
  desk.raw.prepare('UPDATE turn SET cost = ? WHERE request_id = ? AND position = ?').run(cost, id, position);
  desk.recomputeRequest(id);
};

test('a request past its needed-by date leaves the queue until the date changes', () => {
  const id = desk.add({ externalId: 'G1', status: 'REQUEST_SENT', rota: [north] });
  desk.raw.exec("UPDATE request SET needed_by = '2026-11-20'");
  expect(queue('needed-by-passed')).toEqual(['G1']);
  const before = dumpState(desk);
  const outcome = done(desk.take('go-on', id, 'They still want it'));
  expect([queue('needed-by-passed'), desk.statusOf(id), desk.told()]).toEqual([[], 'REQUEST_SENT', []]);
  takeAllBack(desk, [outcome], before);
  expect(queue('needed-by-passed')).toEqual(['G1']);
  done(desk.take('go-on', id));
  desk.raw.exec("UPDATE request SET needed_by = '2026-11-22'");
  expect(queue('needed-by-passed')).toEqual(['G1']);
});

test('a request above its cost limit leaves the queue until the cost changes', () => {
  const id = desk.add({ externalId: 'G1', status: 'REQUEST_SENT', rota: [north] });
  desk.raw.exec("UPDATE request SET maximum_cost = '10 EUR'");
  setCost(id, '15 EUR');
  expect(queue('over-cost-limit')).toEqual(['G1']);
  const before = dumpState(desk);
  const outcome = done(desk.take('go-on', id));
  expect(queue('over-cost-limit')).toEqual([]);
  takeAllBack(desk, [outcome], before);
  done(desk.take('go-on', id));
  setCost(id, '20 EUR');
  expect(queue('over-cost-limit')).toEqual(['G1']);
});

test('the cost of the active turn counts: the second one’s, if a partner is asked twice', () => {
  const id = desk.add({
    externalId: 'G1',
    status: 'REJECTED',
    rota: [
      [north, 'rejected'],
      [west, 'rejected'],
    ],
    activePartner: west,
  });
  desk.raw.exec("UPDATE request SET maximum_cost = '10 EUR'");
  setCost(id, '12 EUR');
  done(desk.addPartners(id, north));
  done(desk.send(id));
  setCost(id, '30 EUR', 3);
  expect(queue('over-cost-limit')).toEqual(['G1']);
  done(desk.take('go-on', id));
  expect(queue('over-cost-limit')).toEqual([]);
});

test('is for operators who decide on requests', () => {
  const id = desk.add({ externalId: 'G1', status: 'REQUEST_SENT', rota: [north] });
  desk.raw.exec("DELETE FROM operator_role; INSERT INTO operator (id, name) VALUES (2, 'B. Operator')");
  desk.context.session.refresh();
  desk.context.session.chooseOperator(2 as never);
  expect(codeOf(desk.take('go-on', id))).toBe('role-missing');
});
