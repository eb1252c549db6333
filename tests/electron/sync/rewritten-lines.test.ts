import { expect, test, vi } from 'vitest';
import {
  findLoggedBefore,
  findRewrittenFrom,
} from '../../../electron/main/desk/store/hub-changes.queries.ts';
import { listHistoryAsTaken } from '../../../electron/main/desk/store/command-log.queries.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { eraseEnded } from '../../../electron/main/desk/records/erasure/erase-ended.ts';
import { fieldsOf } from '../../../electron/main/desk/steps/edit-request.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { findRequestRow } from '../../../electron/main/desk/store/requests.queries.ts';
import type { OpId, PatronId, RequestId } from '../../../shared/domain/ids.ts';
import { newOpId, openTestDesk } from '../../support/desk.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import { valueOf } from '../../support/results.ts';

test.each([
  ['what later steps rewrote in a line of the log', findRewrittenFrom, 'hub_change_line (<expr>=?)'],
  ['what later steps deleted of it', findLoggedBefore, 'hub_change_line (<expr>=?)'],
  ['what later steps reworded in the history', listHistoryAsTaken, 'hub_change_event (row_id=?)'],
])('%s is found by an index, however many changes wait for the hub', (_, find, index) => {
  const { raw, close } = openTestDesk();
  try {
    const prepare = vi.spyOn(raw, 'prepare');
    find(raw as ReadableDB, 'step' as OpId);
    const asked = prepare.mock.calls.at(-1)?.[0] ?? '';
    const values = asked.includes('@opId') ? { opId: 'step' } : 'step';
    const plan = raw.prepare(`EXPLAIN QUERY PLAN ${asked}`).all(values) as { detail: string }[];
    expect(plan.map(({ detail }) => detail)).toContain(`SEARCH hub_change USING INDEX ${index}`);
  } finally {
    close();
  }
});

const shared = sharedLibrary();
const largest = 2_147_483_647;

test.each([
  [
    'grows by what a later step rewrote in its line of the log',
    1_000,
    expect.toSatisfy((size) => size > 1_000),
  ],
  ['grows by no more than the hub can count: the later step has its place', largest - 1, largest],
])('the size of a step at the hub %s', (_, before, after) =>
  shared.hub.playOn(async () => {
    const sizes = async (kind: string): Promise<unknown> =>
      (await shared.hub.query('SELECT bytes FROM hub.op WHERE kind = $1', [kind])).map(
        (row) => (row as { readonly bytes: unknown }).bytes,
      );
    // To keep the test short, the request counts as over.
    await shared.hub.query(
      'INSERT INTO hub.over SELECT status FROM hub_rows.request ON CONFLICT DO NOTHING',
      [],
    );
    const requestId = 2 as RequestId;
    const desk = shared.openDesk(1);
    const stored = findRequestRow(desk.context.db, requestId);
    if (!stored) throw new Error('no request');
    const fields = { ...fieldsOf(stored), patronId: 1 as PatronId, circulationNote: 'Call soon' };
    valueOf(take(desk.context, 'edit-request', { opId: newOpId(), requestId, fields }) as never);
    await desk.sync();
    await shared.hub.query("UPDATE hub.op SET bytes = $1 WHERE kind = 'edit-request'", [before]);
    valueOf(eraseEnded(desk.context, { opId: newOpId() }, [requestId]));
    await desk.sync();
    expect(await sizes('edit-request')).toEqual([after]);
    expect(await sizes('forget-patron-data')).toHaveLength(1);
    expect(desk.faults).toEqual([]);
  }),
);
