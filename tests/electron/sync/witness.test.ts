import { afterAll, beforeAll, expect, test } from 'vitest';
import { take } from '../../../electron/main/desk/steps/take.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../support/desk.ts';
import { look, witness } from '../../support/hub/oracle/witness.ts';

// What the tests of several workstations write down of a step, to compare it with the hub's order.

let desk: TestDesk;
let requestId: RequestId;
beforeAll(() => {
  desk = openTestDesk();
  requestId = addRequest(desk, { externalId: 'R-1' });
});
afterAll(() => desk.close());

const takenAt = '2026-11-25T09:30:00.000Z';
/** Takes a step at that moment, and writes it down at another one. */
const witnessedAt = (noticedAt: string): string | undefined => {
  const opId = newOpId();
  desk.setNow(takenAt);
  const sight = look(desk.context);
  expect(take(desk.context, 'add-note', { opId, requestId, text: 'Fragile', active: true })).toMatchObject({
    ok: true,
  });
  desk.setNow(noticedAt);
  return witness(desk, opId, sight)?.at;
};

test('a step has its own moment, although the process was held up before it was written down', () => {
  expect(witnessedAt('2026-11-25T09:30:07.000Z')).toBe(takenAt);
});

test('a step with a moment that is not between the two is written down with the real one', () => {
  expect(witnessedAt('2026-11-25T09:29:00.000Z')).toBe('2026-11-25T09:29:00.000Z');
});
