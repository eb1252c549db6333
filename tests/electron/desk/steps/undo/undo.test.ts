import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { slipsService } from '../../../../../electron/main/desk/output/slips/slips.service.ts';
import { todaysStepsService } from '../../../../../electron/main/desk/queries/history/steps.service.ts';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import type { ItemId, OpId, PrintJobId, RequestId } from '../../../../../shared/domain/ids.ts';
import { checkProperty } from '../../../../support/check-property.ts';
import { addRequest, dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { lifeRuns } from '../../../../support/life-runs.ts';
import { noPrinter } from '../../../../support/no-printer.ts';
import { receivingAt } from '../../../../support/receiving.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';
import { expectState } from '../../../../support/same-state.ts';

const desk = forEachTest(openTestDesk);
let minute = 0;
beforeEach(() => {
  minute = 0;
});

const receive = (requestId: RequestId, barcode: string, several: boolean): OpId => {
  desk.setNow(new Date(Date.UTC(2026, 10, 25, 8, minute++)).toISOString());
  const opId = newOpId();
  valueOf(receivingAt(() => desk).receive({ opId, requestId, barcode, several, use: 'for-patron' }));
  return opId;
};
const finish = (requestId: RequestId): OpId => {
  const opId = newOpId();
  valueOf(
    take(desk.context, 'finish-receiving', {
      opId,
      requestId,
      notifyPatron: true,
      rest: 'coming',
    }),
  );
  return opId;
};
const undo = (undoes: OpId) => take(desk.context, 'undo', { opId: newOpId(), undoes });
const undone = (undoes: OpId) => valueOf(undo(undoes));

describe('undoing a receipt', () => {
  test('restores the previous state exactly: request, item, slip and messages', () => {
    const requestId = addRequest(desk, { externalId: 'A1' });
    const before = dumpState(desk);
    const opId = receive(requestId, 'N-1', false);
    expect(dumpState(desk)).not.toEqual(before);
    expect(undone(opId)).toMatchObject({ externalId: 'A1', slipsOnPaper: 0 });
    expectState(desk, before);
    expect(codeOf(undo(opId))).toBe('undo-already-done');
    expect(codeOf(undo(newOpId()))).toBe('undo-unknown');
    receive(requestId, 'N-1', false);
  });

  test('does not count a slip saved as a file as printed', () => {
    const opId = receive(addRequest(desk, { externalId: 'A2' }), 'N-1', false);
    desk.raw.exec("UPDATE print_job SET state = 'printed', note = 'saved as slips/1-receive.pdf'");
    expect(undone(opId).slipsOnPaper).toBe(0);
  });

  test('reports a printed slip, and corrects a sent message', () => {
    const requestId = addRequest(desk, { externalId: 'A2' });
    const opId = receive(requestId, 'N-1', false);
    desk.raw.exec(
      "UPDATE print_job SET state = 'printed'; UPDATE outbox SET state = 'sent' WHERE kind = 'received'",
    );
    expect(undone(opId).slipsOnPaper).toBe(1);
    const messages = desk.raw
      .prepare('SELECT recipient, kind, state, corrected FROM outbox ORDER BY id')
      .all();
    expect(messages).toEqual([
      { recipient: 'partner', kind: 'received', state: 'sent', corrected: 1 },
      { recipient: 'partner', kind: 'correction', state: 'waiting', corrected: 0 },
    ]);
    receive(requestId, 'N-1', false);
    expect(
      desk.raw.prepare("SELECT 1 FROM outbox WHERE kind = 'received' AND corrected = 0").all(),
    ).toHaveLength(1);
  });

  test('removes letters that never left, whatever the reason, and corrects those that may have', () => {
    const fate = (state: string) => {
      const requestId = addRequest(desk, { externalId: `M-${state}` });
      const opId = receive(requestId, `N-${state}`, false);
      desk.raw.prepare('UPDATE outbox SET state = ? WHERE op_id = ?').run(state, opId);
      undone(opId);
      return desk.raw
        .prepare('SELECT kind FROM outbox WHERE request_id = ? ORDER BY id')
        .pluck()
        .all(requestId);
    };
    expect(['waiting', 'failed', 'needs-person'].map(fate)).toEqual([[], [], []]);
    const corrected = ['received', 'item-ready', 'correction', 'correction'];
    expect(['sending', 'sent', 'printed'].map(fate)).toEqual([corrected, corrected, corrected]);
  });

  test('of a volume leaves the partner told once and the patron told about what is still here', () => {
    const requestId = addRequest(desk, { externalId: 'A7', volumes: 2 });
    const first = receive(requestId, 'V1', false);
    const second = receive(requestId, 'V2', false);
    undone(first);
    expect(
      desk.raw.prepare('SELECT recipient, kind, op_id FROM outbox ORDER BY recipient, id').all(),
    ).toEqual([
      { recipient: 'partner', kind: 'received', op_id: second },
      { recipient: 'patron', kind: 'item-ready', op_id: second },
    ]);
  });

  test('of the first volume of three leaves the request received; of the last one undoes Done with it', () => {
    const requestId = addRequest(desk, { externalId: 'A3', volumes: 3 });
    const before = dumpState(desk);
    const steps = ['V1', 'V2', 'V3'].map((barcode) => receive(requestId, barcode, true));
    finish(requestId);
    undone(steps[0]!);
    expect(desk.raw.prepare('SELECT status, receiving_open FROM request').get()).toEqual({
      status: 'RECEIVED_PHYSICALLY',
      receiving_open: 0,
    });
    undone(steps[2]!);
    undone(steps[1]!);
    expectState(desk, before);
  });

  test('of Done reopens the set', () => {
    const requestId = addRequest(desk, { externalId: 'A4', volumes: 2 });
    receive(requestId, 'V1', true);
    const open = dumpState(desk);
    undone(finish(requestId));
    expectState(desk, open);
    finish(requestId);
  });

  test('is refused while a later step depends on it, and for an item that has moved since', () => {
    const requestId = addRequest(desk, { externalId: 'A5' });
    const opId = receive(requestId, 'N-1', false);
    desk.raw.exec("UPDATE item SET status = 'on-loan'");
    const before = dumpState(desk);
    expect(codeOf(undo(opId))).toBe('undo-later-step');
    expectState(desk, before);
  });

  test('is refused for a return whose barcode was received again since', () => {
    const requestId = addRequest(desk, { externalId: 'A8', volumes: null });
    receive(requestId, 'N-1', true);
    receive(requestId, 'N-2', true);
    const itemId = desk.raw.prepare("SELECT id FROM item WHERE barcode = 'N-1'").pluck().get() as ItemId;
    const opId = newOpId();
    expect(take(desk.context, 'return', { opId, itemId }).ok).toBe(true);
    receive(requestId, 'N-1', true);
    const before = dumpState(desk);
    expect(codeOf(undo(opId))).toBe('undo-later-step');
    expectState(desk, before);
  });

  test('needs the role', () => {
    const requestId = addRequest(desk, { externalId: 'A6' });
    const opId = receive(requestId, 'N-1', false);
    desk.raw.exec("INSERT INTO operator (id, name) VALUES (2, 'B. Operator')");
    desk.context.session.refresh();
    desk.context.session.chooseOperator(2 as never);
    expect(codeOf(undo(opId))).toBe('role-missing');
  });
});

const setLives = lifeRuns(40);

test(
  'undoing any steps on a set, in any order, restores the database',
  () => {
    const input = fc.record({
      volumes: fc.constantFrom(null, 1, 2, 3),
      // The possible actions: scan as one of several, scan alone, Done, or undo one of the steps so far.
      moves: fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 14 }),
      order: fc.infiniteStream(fc.nat()),
    });
    let number = 0;
    checkProperty(
      fc.property(input, ({ volumes, moves, order }) => {
        number += 1;
        const requestId = addRequest(desk, { externalId: `R${number}`, volumes });
        const before = dumpState(desk);
        const steps: OpId[] = [];
        const undoOne = (): void => {
          const [opId] = steps.splice(order.next().value % steps.length, 1);
          const result = undo(opId!);
          // A Done is undone with the last volume, so it may be gone already; and it waits for a later Done.
          if (!result.ok && result.error.code === 'undo-later-step') steps.push(opId!);
          else if (!result.ok) expect(result.error.code).toBe('undo-already-done');
        };
        for (const [index, move] of moves.entries()) {
          const loopOpen = desk.raw
            .prepare('SELECT receiving_open AS n FROM request WHERE id = ?')
            .get(requestId) as { n: number };
          if (move <= 2) steps.push(receive(requestId, `B${number}-${index}`, move !== 2));
          else if (move === 3 && loopOpen.n === 1) steps.push(finish(requestId));
          else if (steps.length > 0) undoOne();
        }
        while (steps.length > 0) undoOne();
        expectState(desk, before);
      }),
      setLives,
    );
  },
  60_000 + setLives.numRuns * 500,
);

test('the list next to a scan page shows today’s steps, newest first, with what can be undone', () => {
  const one = addRequest(desk, { externalId: 'L1' });
  const two = addRequest(desk, { externalId: 'L2', volumes: 2, pickupDeskId: 2 });
  const first = receive(one, 'N-1', false);
  receive(two, 'N-2', true);
  undone(first);
  const list = () => {
    const result = todaysStepsService(desk.context).today({ limit: 50 });
    return result.ok ? result.value : [];
  };
  expect(
    list().map(({ headline, externalId, undone: gone, undoRefusal, barcode }) => [
      headline,
      externalId,
      gone,
      undoRefusal === null,
      barcode,
    ]),
  ).toEqual([
    ['Received volume 1 of 2', 'L2', false, true, 'N-2'],
    ['Undone: Received. The status is “Shipped physically” again.', 'L1', true, false, 'N-1'],
  ]);
  // A row about a set says which volume; an undone one has no other row.
  expect(list().map(({ volume }) => volume)).toEqual([{ number: 1, of: 2 }, null]);
  expect(list()[0]).toMatchObject({
    whereTo: { kind: 'in-transit', name: 'Hilltop Branch' },
    slip: { state: 'queued' },
  });
  desk.setNow('2026-11-26T00:00:01Z');
  expect(list()).toEqual([]);
});

test('an earlier Done stays while a later one exists, and each has told the partner what had arrived', () => {
  const requestId = addRequest(desk, { externalId: 'D1', volumes: 2 });
  receive(requestId, 'V1', true);
  const firstDone = finish(requestId);
  receive(requestId, 'V2', true);
  const secondDone = finish(requestId);
  expect(codeOf(undo(firstDone))).toBe('undo-later-step');
  expect(
    desk.raw
      .prepare("SELECT json_array_length(payload, '$.itemIds') FROM outbox WHERE kind = 'received'")
      .pluck()
      .all(),
  ).toEqual([1, 1]);
  undone(secondDone);
  undone(firstDone);
});

test('the list follows the order of steps, not a clock that was set back', () => {
  const first = addRequest(desk, { externalId: 'C1' });
  const second = addRequest(desk, { externalId: 'C2' });
  minute = 30;
  receive(first, 'N-1', false);
  minute = 10;
  receive(second, 'N-2', false);
  const list = todaysStepsService(desk.context).today({ limit: 10 });
  expect(list.ok && list.value.map(({ externalId }) => externalId)).toEqual(['C2', 'C1']);
});

test('the slip of an undone receipt is not printed again', () => {
  const requestId = addRequest(desk, { externalId: 'P1' });
  const opId = receive(requestId, 'N-1', false);
  desk.raw.exec("UPDATE print_job SET state = 'printing'");
  expect(undone(opId).slipsOnPaper).toBe(1);
  desk.raw.exec("UPDATE print_job SET state = 'failed'");
  const { id: jobId } = desk.raw.prepare('SELECT id FROM print_job').get() as { id: PrintJobId };
  const slips = slipsService(desk.context, noPrinter);
  const list = slips.list({ only: 'all', offset: 0, limit: 10 });
  expect(list.ok && list.value.rows).toMatchObject([{ id: jobId, undone: true }]);
  expect(codeOf(slips.retry({ jobId }))).toBe('job-unknown');
  expect(codeOf(slips.reprint({ opId: newOpId(), jobId }))).toBe('job-unknown');
});
