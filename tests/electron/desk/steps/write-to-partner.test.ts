import { beforeEach, expect, it } from 'vitest';
import { take } from '../../../../electron/main/desk/steps/take.ts';
import { listTurns } from '../../../../electron/main/desk/store/turns.queries.ts';
import type { RequestId, TurnId } from '../../../../shared/domain/ids.ts';
import { done, north, openDecisionDesk, west } from '../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../support/desk.ts';
import { forEachTest } from '../../../support/for-each-test.ts';

const desk = forEachTest(openDecisionDesk);
let requestId: RequestId;
let turnIds: readonly TurnId[];
beforeEach(() => {
  requestId = desk.add({ externalId: 'R1', status: 'REQUEST_SENT', rota: [north, west] });
  turnIds = listTurns(desk.context.db, requestId).map(({ id }) => id);
});

const write = (text: string, turnId = turnIds[0]!) =>
  take(desk.context, 'write-to-partner', { opId: newOpId(), requestId, turnId, text });

it('writes the partner a letter with these words, and keeps them with the request', () => {
  const { headline, remarks } = done(write(' Any edition will do.\nThank you '));
  expect(headline).toBe('Wrote to North University Library');
  expect(remarks.join(' ')).toContain('North University Library will be notified of your message.');
  expect(desk.messages()).toEqual([
    ['partner', north, 'message', { note: 'Any edition will do.\nThank you' }],
  ]);
  expect(desk.raw.prepare('SELECT author, body, active FROM request_note').all()).toEqual([
    { author: 'staff', body: 'Any edition will do.\nThank you', active: 0 },
  ]);
  expect(desk.statusOf(requestId)).toBe('REQUEST_SENT');
});

it('is undone while the letter waits, and corrected once it left', () => {
  const before = dumpState(desk);
  const { opId } = done(write('Hello'));
  done(desk.undo(opId));
  expect(dumpState(desk)).toMatchObject({ request_note: before['request_note'], outbox: before['outbox'] });
  const again = done(write('Hello'));
  desk.letLeave();
  done(desk.undo(again.opId));
  expect(desk.told()).toEqual(['north message', 'north correction']);
});

it('needs words, and a partner that was asked', () => {
  expect(write('  ')).toMatchObject({ ok: false, error: { code: 'bad-payload' } });
  expect(write('Hello', turnIds[1])).toMatchObject({ ok: false, error: { code: 'partner-unknown' } });
  expect(desk.messages()).toEqual([]);
});
