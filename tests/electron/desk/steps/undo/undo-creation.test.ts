import { expect, test } from 'vitest';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import type { PartnerId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { Outcome } from '../../../../../shared/ipc/views.ts';
import { done, north, openDecisionDesk, west } from '../../../../support/decision-desk.ts';
import { dumpState, newOpId } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { codeOf } from '../../../../support/results.ts';

const desk = forEachTest(openDecisionDesk);

const create = (partnerIds: PartnerId[] = [north, west], againOf?: RequestId): Outcome =>
  done(
    take(desk.context, 'create-request', {
      opId: newOpId(),
      externalId: '',
      partnerIds,
      ...(againOf !== undefined && { againOf }),
      fields: {
        title: 'The Sea Around Us',
        author: '',
        format: 'physical',
        patronId: 1 as never,
        pickupDeskId: 1 as never,
        volumes: null,
        circulationNote: '',
      },
    }),
  );

test('a request created by mistake is deleted, and only the log knows about it', () => {
  const before = dumpState(desk);
  const { opId, externalId } = create();
  const undone = done(desk.undo(opId));
  expect(undone).toMatchObject({ requestId: null, externalId, undoes: opId });
  expect(dumpState(desk)).toEqual(before);
  expect(desk.raw.prepare('SELECT kind, request_id FROM command_log ORDER BY seq').all()).toEqual([
    { kind: 'create-request', request_id: null },
    { kind: 'undo', request_id: null },
  ]);
  expect(desk.raw.pragma('foreign_key_check')).toEqual([]);
});

test('its later steps are undone first; as long as no letter has left, it can still be deleted', () => {
  const before = dumpState(desk);
  const { opId, requestId } = create();
  const sent = done(desk.send(requestId as RequestId));
  expect(codeOf(desk.undo(opId))).toBe('undo-later-step');
  done(desk.undo(sent.opId));
  done(desk.undo(opId));
  expect(dumpState(desk)).toEqual(before);
});

test('a request of which its partner may have read, or that another one repeats, is kept', () => {
  const { opId, requestId } = create();
  const sent = done(desk.send(requestId as RequestId));
  desk.raw.exec("UPDATE outbox SET state = 'sent', may_have_left_at = '2026-11-25T09:31:00.000Z'");
  done(desk.undo(sent.opId));
  expect(codeOf(desk.undo(opId))).toBe('undo-later-step');
  const ended = create();
  done(desk.cancel(ended.requestId as RequestId));
  create([north], ended.requestId as RequestId);
  expect(codeOf(desk.undo(ended.opId))).toBe('undo-later-step');
});
