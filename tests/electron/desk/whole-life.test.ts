import { take } from '../../../electron/main/desk/steps/take.ts';
import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { sql } from '../../../electron/main/db/sql.ts';
import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import { requestStatusCodes } from '../../../shared/domain/request-status.ts';
import { addRequest, dumpState, newOpId, openTestDesk, type TestDesk } from '../../support/desk.ts';
import { lifeRuns } from '../../support/life-runs.ts';
import { comesTo, expectDerivedColumns, expectPlaces } from '../../support/expect-derived-columns.ts';
import { addItem } from '../../support/circulation.ts';
import { spellOut } from '../../support/life.ts';
import { expectState } from '../../support/same-state.ts';
import { furtherTries, furtherTryNames, lifeTries, lifeTryNames, redo } from '../../support/life-tries.ts';
import { checkProperty } from '../../support/check-property.ts';

let desk: TestDesk;
let minute = 0;
let number = 0;
let isReady = false;
beforeEach(() => {
  minute = 0;
  // Each test continues with the state the previous one left, so that nothing is set up again.
  if (isReady) return;
  isReady = true;
  desk = openTestDesk();
  // The test is about what is stored, not whether it survives a power failure.
  desk.raw.pragma('synchronous = OFF');
  desk.raw.exec(`
    INSERT INTO partner (id, code, name, renews_automatically, cancel_needs_consent) VALUES (2, 'WEST', 'West College', 0, 1);
  `);
});
afterEach(({ task }) => {
  if (task.result?.state !== 'fail') return;
  desk.close();
  isReady = false;
});
afterAll(() => {
  if (isReady) desk.close();
});

/** Receiving, lending and returning are more frequent: without items little else can be done. */
const tryNames = [
  ...lifeTryNames,
  ...furtherTryNames,
  'receive',
  'receive',
  'lend',
  'return',
  'return',
  'return',
  'partner-answer',
];

const tick = (): void => desk.setNow(new Date(Date.UTC(2026, 10, 25, 8, minute++)).toISOString());

/** Attempts one action; a refused one must not have changed anything. */
const attempt = (requestId: RequestId, name: string, pick: number): OpId | null => {
  tick();
  const opId = newOpId();
  const before = dumpState(desk);
  const result = { ...lifeTries(desk), ...furtherTries(desk) }[name]!(requestId, opId, pick);
  if (result.ok) {
    expectDerivedColumns(desk.raw, requestId);
    expectPlaces(desk.raw);
  }
  if (result.ok)
    return sql(desk.context.db, 'SELECT 1 FROM command_log WHERE op_id = ?').get(opId) ? opId : null;
  expectState(desk, before, `${name} was refused: ${result.error.message}`);
  expect(result.error.message.length).toBeGreaterThan(15);
  return null;
};

const isUndone = (opId: OpId): boolean =>
  sql(desk.context.db, 'SELECT undone_by FROM command_log WHERE op_id = ?').pluck().get(opId) !== null;

/** Undoes a step, unless another undo has done so or a later step depends on it: then nothing may change. */
const undo = (requestId: RequestId, opId: OpId): void => {
  if (isUndone(opId)) return;
  tick();
  const before = dumpState(desk);
  const result = take(desk.context, 'undo', { opId: newOpId(), undoes: opId });
  expectDerivedColumns(desk.raw, requestId);
  if (result.ok) return;
  expect(['undo-later-step', 'undo-unknown']).toContain(result.error.code);
  expectState(desk, before);
};

const runs = lifeRuns(10);
const startFrom = [
  'READY_TO_SEND',
  'REQUEST_SENT',
  'CONDITIONAL',
  'SHIPPED_PHYSICALLY',
  'REJECTED',
  'RETURNED_TO_PARTNER',
  'REPORT_LOST',
  // For these, volumes arrived that were never scanned, or a status that we do not know.
  'RECEIVED_PHYSICALLY',
  'LOANED',
  'RENEW_REQUESTED',
  'MEDIATED_RENEWAL',
  'OVERDUE_ITEM',
  'RECALLED_BOR',
  'RETURNED_BY_PATRON',
  'DAMAGED',
  'CLAIMED',
  'CANCEL_REPLY',
  'CANCEL_NOT_ACCEPTED',
  'SHIPPED_DIGITALLY',
  'SOMETHING_ELSE',
];
const life = fc.record({
  volumes: fc.constantFrom(null, 1, 2, 3),
  start: fc.constantFrom(...startFrom),
  pickupDeskId: fc.constantFrom(1, 2, 3),
  partnerId: fc.constantFrom(1, 2),
  moves: fc.array(fc.record({ name: fc.constantFrom(...tryNames), pick: fc.nat(), desk: fc.nat(9) }), {
    minLength: 10,
    maxLength: 60,
  }),
  order: fc.array(fc.nat(), { minLength: 1, maxLength: 60 }),
});

const begin = (values: {
  volumes: number | null;
  start: string;
  pickupDeskId: number;
  partnerId: number;
}) => {
  number += 1;
  const requestId = addRequest(
    desk,
    {
      externalId: `W${number}`,
      status: values.start,
      volumes: values.volumes,
      pickupDeskId: values.pickupDeskId,
    },
    true,
  );
  desk.raw.prepare('UPDATE request SET partner_id = ? WHERE id = ?').run(values.partnerId, requestId);
  const turn = desk.raw.prepare('INSERT INTO turn (request_id, position, partner_id) VALUES (?, ?, ?)');
  const firstTurn = turn.run(requestId, 1, values.partnerId).lastInsertRowid;
  turn.run(requestId, 2, 3 - values.partnerId);
  // What arrived has been returned, or is lost; more of a set may arrive.
  if (values.start === 'RETURNED_TO_PARTNER' || values.start === 'REPORT_LOST')
    addItem(desk, requestId, {
      barcode: `B${requestId}-0`,
      status: values.start === 'REPORT_LOST' ? 'lost' : 'returned-to-partner',
    });
  else spellOut(desk.raw, requestId);
  if (values.start === 'CONDITIONAL')
    desk.raw
      .prepare("INSERT INTO turn_condition (request_id, turn_id, reason) VALUES (?, ?, 'Other')")
      .run(requestId, firstTurn);
  return requestId;
};

const standAt = (deskId: number): void => void desk.context.session.chooseDesk(deskId as never);

/** Plays the moves of a life; now and then at another desk. */
const play = (
  requestId: RequestId,
  moves: readonly { name: string; pick: number; desk: number }[],
): OpId[] => {
  const steps: OpId[] = [];
  for (const move of moves) {
    standAt(move.desk === 9 ? 2 : 1);
    const opId = attempt(requestId, move.name, move.pick);
    if (opId) steps.push(opId);
  }
  standAt(1);
  return steps;
};

test(
  'undoing any valid sequence of steps in reverse restores every row of the database',
  () => {
    checkProperty(
      fc.property(life, ({ moves, ...values }) => {
        const requestId = begin(values);
        const before = dumpState(desk);
        const steps = play(requestId, moves);
        expect([...requestStatusCodes, 'SOMETHING_ELSE']).toContain(
          desk.raw.prepare('SELECT status FROM request WHERE id = ?').pluck().get(requestId),
        );
        for (const opId of steps.reverse()) {
          undo(requestId, opId);
          expect(isUndone(opId), 'the newest step can always be taken back').toBe(true);
        }
        expectState(desk, before);
      }),
      runs,
    );
  },
  120_000 + runs.numRuns * 2_000,
);

test(
  'in any order, each undo succeeds or is refused without a trace, and the final state is the same',
  () => {
    checkProperty(
      fc.property(life, ({ moves, order, ...values }) => {
        const requestId = begin(values);
        const before = dumpState(desk);
        const steps = play(requestId, moves);
        for (let turn = 0; turn < steps.length * 2; turn += 1)
          undo(requestId, steps[order[turn % order.length]! % steps.length]!);
        for (const opId of steps.reverse()) undo(requestId, opId);
        expect(steps.every(isUndone)).toBe(true);
        expectState(desk, before);
      }),
      runs,
    );
  },
  120_000 + runs.numRuns * 2_000,
);

const refusedRedo = (opId: OpId): string => {
  const result = redo(desk, opId);
  return result.ok ? 'taken again' : result.error.message;
};

test(
  'undoing and redoing a step restores the state before the undo; notes are added again by hand',
  () => {
    const seen = new Set<string>();
    checkProperty(
      fc.property(life, ({ moves, ...values }) => {
        const requestId = begin(values);
        for (const move of moves) {
          const opId = attempt(requestId, move.name, move.pick);
          if (!opId) continue;
          const before = comesTo(desk.context.db);
          undo(requestId, opId);
          if (['add-note', 'dismiss-note', 'edit-request'].includes(move.name)) {
            expect(refusedRedo(opId)).toMatch(/^Redo cannot repeat this step\./u);
            continue;
          }
          const again = redo(desk, opId);
          expect(again, move.name).toMatchObject({ ok: true, value: { requestId } });
          expect(comesTo(desk.context.db), move.name).toEqual(before);
          expectDerivedColumns(desk.raw, requestId);
          expect(refusedRedo(opId), 'nothing is left to redo').toMatch(/another step has been taken since/u);
          seen.add(move.name);
        }
      }),
      // Fewer runs meet too few kinds of steps.
      { ...runs, numRuns: Math.ceil(runs.numRuns * 1.5) },
    );
    expect(seen.size).toBeGreaterThan(4);
  },
  120_000 + runs.numRuns * 2_000,
);

const notUsual: readonly (readonly [name: string, start: string, before?: string | undefined])[] = [
  ['claim-parcel', 'SHIPPED_PHYSICALLY'],
  ['ask-next-partner', 'SHIPPED_PHYSICALLY'],
  ['claim-parcel', 'CANCEL_NOT_ACCEPTED'],
  ['receive-digitally', 'SHIPPED_DIGITALLY'],
  ['withdraw-cancellation', 'CANCEL_REPLY'],
  ['withdraw-renewal', 'RENEW_REQUESTED'],
  ['withdraw-renewal', 'MEDIATED_RENEWAL'],
  ['refuse-renewal', 'MEDIATED_RENEWAL'],
  ['report-found', 'LOANED', 'report-lost'],
  ['settle-loss', 'LOANED', 'report-lost'],
  ['settle-loss', 'RECEIVED_PHYSICALLY', 'report-damaged'],
  ['settle-loss', 'SHIPPED_PHYSICALLY', 'report-lost'],
  ['settle-loss', 'SHIPPED_PHYSICALLY', 'claim-parcel'],
  ['complete-by-hand', 'REJECTED'],
  ['complete-by-hand', 'SOMETHING_ELSE'],
  ['complete-by-hand', 'CONDITIONAL'],
  ['edit-request', 'RECEIVED_PHYSICALLY'],
  ['edit-rota', 'REQUEST_SENT'],
  ['correct', 'SHIPPED_PHYSICALLY'],
  ['go-on', 'REQUEST_SENT'],
  ['keep', 'RECEIVED_PHYSICALLY', 'cancel'],
];

test.each(notUsual.map(([name, start, first = '']) => [name, start, first] as const))(
  '%s, from %s, is undone under a note that was added later',
  (name, start, first) => {
    const requestId = begin({ volumes: null, start, pickupDeskId: 1, partnerId: 1 });
    const began = dumpState(desk);
    const steps = [first, name, 'add-note'].flatMap((each) => {
      if (each === '') return [];
      // A different pickup location if fields are changed: waiting items go there.
      const opId = attempt(requestId, each, each === 'edit-request' ? 1 : 0);
      expect(opId, each).not.toBeNull();
      return opId === null ? [] : [opId];
    });
    const [note, step, ...earlier] = steps.reverse();
    for (const opId of [step, note, ...earlier]) {
      if (opId === undefined) continue;
      undo(requestId, opId);
      expect(isUndone(opId)).toBe(true);
    }
    expectState(desk, began);
  },
);
