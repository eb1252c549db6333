import { expect, test, vi } from 'vitest';
import {
  findLoggedBefore,
  findRewrittenFrom,
} from '../../../electron/main/desk/store/hub-changes.queries.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import type { OpId } from '../../../shared/domain/ids.ts';
import { openTestDesk } from '../../support/desk.ts';

test.each([
  ['what later steps rewrote', findRewrittenFrom],
  ['what later steps deleted', findLoggedBefore],
])('of a line of the log, %s is found by an index, however many changes wait for the hub', (_, find) => {
  const { raw, close } = openTestDesk();
  try {
    const prepare = vi.spyOn(raw, 'prepare');
    find(raw as ReadableDB, 'step' as OpId);
    const asked = prepare.mock.calls.at(-1)?.[0] ?? '';
    const plan = raw.prepare(`EXPLAIN QUERY PLAN ${asked}`).all({ opId: 'step' }) as { detail: string }[];
    expect(plan.map(({ detail }) => detail)).toContain(
      'SEARCH hub_change USING INDEX hub_change_line (<expr>=?)',
    );
  } finally {
    close();
  }
});
