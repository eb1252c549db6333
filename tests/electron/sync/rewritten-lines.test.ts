import { expect, test, vi } from 'vitest';
import {
  findLoggedBefore,
  findRewrittenFrom,
} from '../../../electron/main/desk/store/hub-changes.queries.ts';
import { listHistoryAsTaken } from '../../../electron/main/desk/store/command-log.queries.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import type { OpId } from '../../../shared/domain/ids.ts';
import { openTestDesk } from '../../support/desk.ts';

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
