import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { undoRefusal } from '../../../../../electron/main/desk/steps/undo/undo.ts';
import { findCommand } from '../../../../../electron/main/desk/store/command-log.queries.ts';
import { beforeEach, expect, test } from 'vitest';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';

const desk = forEachTest(openTestDesk);
beforeEach(() => {
  // The test measures what is read for a step, not how long a disk takes to write it.
  desk.raw.pragma('synchronous = OFF');
});

/** The fastest of many runs, so that other processes do not matter. */
const fastestMs = (work: () => unknown): number =>
  Math.min(
    ...Array.from({ length: 30 }, () => {
      const startMs = performance.now();
      work();
      return performance.now() - startMs;
    }),
  );

/** A year's data of a busy desk: steps on other requests, with their lines, changes and slips. */
const addYear = (others: RequestId): void => {
  const at = '2026-11-25T09:30:00.000Z';
  const line = desk.raw.prepare(
    `INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer)
     VALUES (?, 'scan-in', 1, 1, '${at}', ${others}, '{}', '{}')`,
  );
  const event = desk.raw.prepare(
    `INSERT INTO request_event (request_id, op_id, at, kind, status_before, status_after, headline)
     VALUES (${others}, ?, '${at}', 'scan-in', 'LOANED', 'LOANED', 'On hold shelf')`,
  );
  const change = desk.raw.prepare(
    "INSERT INTO change_log (op_id, table_name, row_id, before, after) VALUES (?, 'item', ?, '{}', '{}')",
  );
  const slip = desk.raw.prepare(
    `INSERT INTO print_job (op_id, request_id, kind, slip, state, created_at, updated_at)
     VALUES (?, ${others}, 'transit', '{}', 'failed', '${at}', '${at}')`,
  );
  desk.raw.transaction(() => {
    for (let number = 1; number <= 60_000; number += 1) {
      const opId = `year-${number}`;
      line.run(opId);
      event.run(opId);
      change.run(opId, number);
      slip.run(opId);
    }
  })();
};

test('a step and its undo take no longer after a year’s steps', () => {
  const requestId = addRequest(desk, { externalId: 'X1', status: 'LOANED' });
  const stepAndUndo = () => {
    const opId = newOpId();
    expect(
      take(desk.context, 'add-note', { opId, requestId, text: 'The cover is loose', active: true }),
    ).toMatchObject({
      ok: true,
    });
    expect(take(desk.context, 'undo', { opId: newOpId(), undoes: opId })).toMatchObject({ ok: true });
  };
  const earlyMs = fastestMs(stepAndUndo);
  addYear(addRequest(desk, { externalId: 'X2', status: 'LOANED' }));
  // It took ten to a hundred times as long when one of the tables was scanned from the beginning.
  expect(fastestMs(stepAndUndo)).toBeLessThan(earlyMs * 3 + 1);
});

test('whether a note can be undone is known at once, however many notes followed', () => {
  const requestId = addRequest(desk, { externalId: 'X1', status: 'LOANED' });
  const note = () => {
    const opId = newOpId();
    const text = 'The cover is loose';
    expect(take(desk.context, 'add-note', { opId, requestId, text, active: true }).ok).toBe(true);
    return opId;
  };
  const first = findCommand(desk.context.db, note());
  for (let number = 0; number < 450; number += 1) note();
  // It took 60 ms when the rows of all later steps were read.
  expect(fastestMs(() => expect(first && undoRefusal(desk.context, first)).toBe(null))).toBeLessThan(5);
});
