import { beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../../../../electron/main/db/open.ts';
import { derivedRequestColumns } from '../../../../../electron/main/db/change-capture.ts';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import { recomputeRequest } from '../../../../../electron/main/desk/store/requests.queries.ts';
import type { Instant, OpId, RequestId, TurnId } from '../../../../../shared/domain/ids.ts';
import type { PartnerAnswer } from '../../../../../shared/ipc/input-shapes.ts';
import { addRequest, dumpState, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { spellOut } from '../../../../support/life.ts';
import { expectDerivedColumns } from '../../../../support/expect-derived-columns.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

// A set of three: North has two volumes back and has not said so, West's is here.
const desk = forEachTest(openTestDesk);
let requestId: RequestId;
const turns: TurnId[] = [];
beforeEach(() => {
  const { raw } = desk;
  raw.exec("INSERT INTO partner (id, code, name) VALUES (2, 'WEST', 'West College')");
  requestId = addRequest(desk, { externalId: 'R-1', status: 'RECEIVED_PHYSICALLY', volumes: 3 }, true);
  const turn = raw.prepare('INSERT INTO turn (request_id, position, partner_id) VALUES (?, ?, ?)');
  turns.splice(0, 2, ...[1, 2].map((id) => Number(turn.run(requestId, id, id).lastInsertRowid) as TurnId));
  const item = raw.prepare(
    `INSERT INTO item (request_id, turn_id, receipt_told, barcode, volume, status, desk_id, owning_desk_id, received_at)
     VALUES (?, ?, 1, ?, ?, ?, 1, 1, '2026-11-10T08:00:00.000Z')`,
  );
  for (const volume of [1, 2]) item.run(requestId, turns[0], `N-${volume}`, volume, 'returned-to-partner');
  item.run(requestId, turns[1], 'W-3', 3, 'on-hold-shelf');
  spellOut(raw, requestId);
});

const says = (turnId: TurnId | undefined, answer: PartnerAnswer): OpId =>
  valueOf(
    take(desk.context, 'partner-answer', {
      opId: newOpId(),
      requestId,
      asOf: null,
      answer,
      ...(turnId !== undefined && { turnId }),
    }),
  ).opId;
const undo = (undoes: OpId) => take(desk.context, 'undo', { opId: newOpId(), undoes });

test('one partner’s answer is undone although another one answered since, in any order', () => {
  const start = dumpState(desk);
  for (const order of [
    [0, 1],
    [1, 0],
  ]) {
    const steps = [
      says(turns[0], { kind: 'checked-in', endsSet: false, note: '' }),
      says(turns[1], { kind: 'recalled', backBy: null, note: '' }),
    ];
    for (const at of order) {
      valueOf(undo(steps[at] as OpId));
      expectDerivedColumns(desk.raw);
    }
    expect(dumpState(desk)).toEqual(start);
  }
});

test('a partner’s answer is not undone before its later ones', () => {
  const missed = says(turns[0], { kind: 'not-arrived', itemId: null, note: '' });
  const checkedIn = says(turns[0], { kind: 'checked-in', endsSet: false, note: '' });
  const before = dumpState(desk);
  expect(codeOf(undo(missed))).toBe('undo-later-step');
  expect(dumpState(desk)).toEqual(before);
  for (const opId of [checkedIn, missed]) valueOf(undo(opId));
});

test('a request’s derived columns are computed from its turns and volumes alone', () => {
  says(turns[1], { kind: 'overdue', note: '' });
  const before = dumpState(desk);
  desk.raw.exec(
    `UPDATE request SET ${derivedRequestColumns.byWriter.map((column) => `${column} = ${column === 'due_stage' || column.endsWith('_id') ? column : "'x'"}`).join(', ')}`,
  );
  inTransaction(desk.context.db, (db) =>
    recomputeRequest(db, requestId, '2026-11-26T08:00:00.000Z' as Instant),
  );
  expect(dumpState(desk)).toEqual(before);
});

test('a letter removed by a step waits again when that step is undone, and not when another one is', () => {
  const { raw } = desk;
  const asking = addRequest(desk, { externalId: 'R-2', status: 'READY_TO_SEND' });
  raw.prepare('INSERT INTO turn (request_id, position, partner_id) VALUES (?, 2, 2)').run(asking);
  const letters = (): unknown =>
    raw
      .prepare('SELECT partner_id, kind, state FROM outbox WHERE request_id = ? ORDER BY id')
      .raw()
      .all(asking);
  const decide = (kind: 'send-request' | 'ask-next-partner'): OpId =>
    valueOf(take(desk.context, kind, { opId: newOpId(), requestId: asking, asOf: null, note: '' })).opId;
  decide('send-request');
  const passedOver = decide('ask-next-partner');
  const both = [
    [1, 'request', 'outdated'],
    [2, 'request', 'waiting'],
  ];
  expect(letters()).toEqual(both);
  const answer = { kind: 'will-supply', note: '' } as const;
  const opId = newOpId();
  valueOf(take(desk.context, 'partner-answer', { opId, requestId: asking, asOf: null, answer }));
  valueOf(undo(opId));
  expect(letters()).toEqual(both);
  valueOf(undo(passedOver));
  expect(letters()).toEqual([[1, 'request', 'waiting']]);
});
