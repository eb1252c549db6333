import { beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../../../../electron/main/db/open.ts';
import { listService } from '../../../../../electron/main/desk/queries/list/list.service.ts';
import { recomputeRequest } from '../../../../../electron/main/desk/store/requests.queries.ts';
import type { Instant, ItemId } from '../../../../../shared/domain/ids.ts';
import { anyRequest } from '../../../../../shared/domain/request-list.ts';
import { itemsOf, openDecisionDesk } from '../../../../support/decision-desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { valueOf } from '../../../../support/results.ts';

// When a partner wants one of several volumes back.

const desk = forEachTest(openDecisionDesk);
beforeEach(() => {
  desk.setNow('2026-12-05T09:00:00Z');
});

const [soon, later, latest] = ['2026-12-01', '2026-12-20', '2027-02-01'];

/** Adds a request with volumes that are out: each with its due date, the day of its recall, and whether it only goes back. */
const add = (
  ...volumes: readonly {
    readonly dueOn: string | undefined;
    readonly backBy?: string | undefined;
    readonly use?: 'goes-back';
  }[]
): void => {
  const id = desk.add({
    externalId: 'SET',
    status: 'LOANED',
    volumes: volumes.length,
    items: volumes.map(() => 'on-loan'),
  });
  const set = desk.raw.prepare(
    'UPDATE item SET due_on = @dueOn, back_by = @backBy, demand = @demand, use = @use WHERE id = @id',
  );
  itemsOf(desk, id).forEach((itemId: ItemId, at) => {
    const { dueOn, backBy = null, use = 'for-patron' } = volumes[at]!;
    set.run({ id: itemId, dueOn, backBy, demand: backBy === null ? 'none' : 'recalled', use });
  });
  inTransaction(desk.context.db, (db) => recomputeRequest(db, id, '2026-12-05T09:00:00.000Z' as Instant));
};

const listed = (ready: 'overdue' | null) =>
  valueOf(
    listService(desk.context).list({
      query: { ...anyRequest, ready },
      sort: { column: 'dueOn', direction: 'ascending' },
      offset: 0,
      limit: 10,
    }),
  );
const seen = () => {
  const [row] = listed(null).rows;
  const { rows, total } = listed('overdue');
  return [row?.wantedOn, row?.openSince.backBy, rows.length, total];
};

test('an overdue volume counts, whatever later day the recall of another one names', () => {
  add({ dueOn: soon }, { dueOn: latest, backBy: later });
  expect(seen()).toEqual([soon, later, 1, 1]);
});

test('of a recalled volume the day of its recall counts, even if that is after its due date', () => {
  add({ dueOn: soon, backBy: later }, { dueOn: latest });
  expect(seen()).toEqual([later, later, 0, 0]);
});

test('a recalled volume that only goes back does not count: the patron does not have it', () => {
  add({ dueOn: latest }, { dueOn: later, backBy: soon, use: 'goes-back' });
  expect(seen()).toEqual([latest, soon, 0, 0]);
});
