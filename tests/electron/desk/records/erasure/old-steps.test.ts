import type { StepKind } from '../../../../../shared/domain/steps/all-steps.ts';
import { take as takeStep } from '../../../../../electron/main/desk/steps/take.ts';
import { beforeEach, expect, test } from 'vitest';
import { saveInstallationSettings } from '../../../../../electron/main/desk/records/settings/settings.service.ts';
import { detailsService } from '../../../../../electron/main/desk/queries/details/details.service.ts';
import type { OpId, RequestId } from '../../../../../shared/domain/ids.ts';
import { addShelved } from '../../../../support/circulation.ts';
import { newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { lifeTries } from '../../../../support/life-tries.ts';
import { valueOf } from '../../../../support/results.ts';
import { erasureClockOf } from './erasure-desk.ts';

// The changes by steps on requests that ended long ago are not kept forever; the history is.

const desk = forEachTest(openTestDesk);
let ended: RequestId;
let open: RequestId;
beforeEach(() => {
  desk.setNow('2026-11-02T09:00:00Z');
  ended = addShelved(desk, 'R-1', 'B-1', { status: 'on-loan', lentTo: 1 }, 'LOANED').requestId as RequestId;
  open = addShelved(desk, 'R-2', 'B-2').requestId as RequestId;
  keepDays(90);
});

const take = (name: StepKind, request: RequestId): OpId => {
  const opId = newOpId();
  valueOf(lifeTries(desk)[name]?.(request, opId, 0) as never);
  return opId;
};
const note = (request: RequestId): OpId => {
  const opId = newOpId();
  valueOf(takeStep(desk.context, 'add-note', { opId, requestId: request, text: 'A note', active: false }));
  return opId;
};
const look = (change: { readonly mayNot?: () => boolean } = {}): Promise<void> =>
  erasureClockOf(desk, change).look();
const keepDays = (days: number): unknown =>
  // No patron data is deleted.
  valueOf(
    saveInstallationSettings(desk.context, {
      opId: newOpId(),
      settings: { steps: { days }, patronData: { afterDays: 0 } },
    }),
  );

/** A step's input and answer, and the number of rows it changed. */
const logged = (opId: OpId): unknown =>
  desk.raw
    .prepare(
      `SELECT input = '{}', answer, (SELECT count(*) FROM change_log WHERE op_id = command_log.op_id) > 0
         FROM command_log WHERE op_id = ?`,
    )
    .raw()
    .get(opId);
const refusalsOf = (requestId: RequestId): readonly (string | null)[] =>
  valueOf(detailsService(desk.context).details({ requestId })).history.map((line) => line.undoRefusal);
const undo = (undoes: OpId): unknown => takeStep(desk.context, 'undo', { opId: newOpId(), undoes });

test('the details of steps on an ended request are deleted after some days, and each step says that it can no longer be undone', async () => {
  const first = note(ended);
  const last = take('return', ended);
  const other = note(open);
  const lines = desk.raw.prepare('SELECT * FROM request_event').all();
  desk.setNow('2027-01-30T09:00:00Z');
  await look();
  for (const opId of [first, last, other]) expect(logged(opId)).toEqual([0, expect.any(String), 1]);
  desk.setNow('2027-02-01T09:00:00Z');
  await look();
  expect(logged(first)).toEqual([1, '{}', 0]);
  expect(logged(last), 'lists of the day still say which volume it was').toEqual([1, '{"barcode":"B-1"}', 0]);
  expect(logged(other), 'its request is open').toEqual([0, expect.any(String), 1]);
  expect(desk.raw.prepare('SELECT * FROM request_event').all()).toEqual(lines);
  const words = 'Steps older than 90 days can no longer be undone.';
  expect(refusalsOf(ended)).toEqual([words, words]);
  expect(undo(last)).toMatchObject({ ok: false, error: { code: 'undo-unknown', message: words } });
  expect(undo(other)).toMatchObject({ ok: true });
});

test('a step taken on it since then is kept until that one is old as well', async () => {
  const first = note(ended);
  take('return', ended);
  desk.setNow('2027-03-01T09:00:00Z');
  await look();
  const later = note(ended);
  await look();
  expect(logged(first)).toMatchObject([1, '{}', 0]);
  expect(logged(later)).toMatchObject([0, expect.any(String), 1]);
  expect(undo(later)).toMatchObject({ ok: true });
});

test('the library chooses the number of days, which the message states; if there were fewer before it states none', async () => {
  take('return', ended);
  keepDays(60);
  desk.setNow('2027-01-03T09:00:00Z');
  await look();
  expect(refusalsOf(ended)).toEqual(['Steps older than 60 days can no longer be undone.']);
  keepDays(365);
  expect(refusalsOf(ended)).toEqual([
    'This workstation does not have the details of this step, so it cannot be undone here.',
  ]);
});

test('nothing is deleted while other writers are active, and no step that the hub has not placed', async () => {
  const returned = take('return', ended);
  desk.setNow('2027-03-01T09:00:00Z');
  await look({ mayNot: () => true });
  expect(logged(returned)).toMatchObject([0, expect.any(String), 1]);
  desk.raw
    .prepare(
      "INSERT INTO hub_pending (n, op_id, kind, time_zone, reads, writes) VALUES (1, ?, 'return', 'UTC', '[]', '[]')",
    )
    .run(returned);
  await look();
  expect(logged(returned)).toMatchObject([0, expect.any(String), 1]);
  desk.raw.exec('DELETE FROM hub_pending');
  await look();
  expect(logged(returned)).toMatchObject([1, expect.any(String), 0]);
});
