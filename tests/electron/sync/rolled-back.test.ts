import type { StepKind } from '../../../shared/domain/steps/all-steps.ts';
import { take as takeStep } from '../../../electron/main/desk/steps/take.ts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PulledStep, Row, RowChange } from '../../../electron/main/sync/wire.ts';
import { inTransaction } from '../../../electron/main/db/open.ts';
import { syncSteps } from '../../../electron/main/sync/sync-steps.ts';
import { refuseStep } from '../../../electron/main/sync/refuse-step.ts';
import { recheckNext, rollBackSteps } from '../../../electron/main/sync/roll-back.ts';
import { applySteps } from '../../../electron/main/sync/apply-steps.ts';
import { placesService } from '../../../electron/main/desk/records/places/places.service.ts';
import { listPending } from '../../../electron/main/desk/store/pending-steps.queries.ts';
import type { Instant, OpId, PartnerId, RequestId } from '../../../shared/domain/ids.ts';
import { addShelved } from '../../support/circulation.ts';
import { addRequest, newOpId, openTestDesk } from '../../support/desk.ts';
import { connectSyncing, openSyncDesk, type SyncDesk } from '../../support/hub/sync-desk.ts';
import { pushedStep } from '../../support/hub/pushed.ts';
import { newFields } from '../../support/hub/staff-acts.ts';
import { valueOf } from '../../support/results.ts';
import { lifeTries } from '../../support/life-tries.ts';

// A barcode is free again once its item has gone back, and may be on another request by then: this way steps on different requests can
// conflict.

let desk: SyncDesk;
let close = (): void => undefined;
let shelved: RequestId;
let expected: RequestId;
let other: RequestId;
beforeEach(() => {
  const alone = openTestDesk();
  shelved = addShelved(alone, 'R-1', 'B2-1').requestId;
  expected = addRequest(alone, { externalId: 'R-2' });
  other = addRequest(alone, { externalId: 'R-3' });
  alone.raw.pragma('wal_checkpoint(TRUNCATE)');
  desk = openSyncDesk(connectSyncing(alone.file, 1), {
    login: 1,
    query: () => Promise.reject(new Error('There is no hub in this test.')),
    clock: () => new Date('2026-11-25T09:30:00Z'),
    newOpId,
  });
  close = () => {
    desk.close();
    alone.close();
  };
});
afterEach(() => close());

const take = (name: StepKind, requestId: RequestId): void => {
  expect(lifeTries(desk)[name]?.(requestId, newOpId(), 1)).toMatchObject({ ok: true });
};
const somethingNew = ({ context }: SyncDesk) =>
  takeStep(context, 'create-request', {
    opId: newOpId(),
    externalId: '',
    fields: newFields,
    partnerIds: [1 as PartnerId],
  });
/** An automatic change of another workstation. */
const foreign = (seq: number, writes: readonly string[], changes: readonly RowChange[]) =>
  ({
    ...pushedStep(seq),
    seq,
    own: false,
    by: 2,
    gone: false,
    opId: newOpId(),
    kind: null,
    operatorId: null,
    deskId: null,
    requestId: null,
    writes: [...writes],
    changes: [...changes],
    events: [],
    amends: [],
  }) satisfies PulledStep;
/** Another workstation has changed a request's title. */
const retitled = (requestId: RequestId): PulledStep =>
  foreign(
    1,
    [`request:${requestId}`],
    [{ t: 'request', id: requestId, b: { title: 'The Voyage of the Beagle' }, a: { title: 'On Barnacles' } }],
  );

test('the return of an item is replayed although its barcode is on another request by now', () => {
  take('return', shelved);
  take('receive', expected);
  applySteps(desk.context.db, [retitled(shelved)], desk.parts.replay);
  expect(listPending(desk.context.db).map(({ kind, refusal }) => [kind, refusal])).toEqual([
    ['return', null],
    ['receive', null],
  ]);
  expect(desk.raw.prepare('SELECT title FROM request WHERE id = ?').pluck().get(shelved)).toBe(
    'On Barnacles',
  );
});

test("a step replayed on a request that has since passed to another patron uses that patron's name from before later local steps", () => {
  const second = { id: 2, barcode: 'P1000002', name: 'Other, B.', email: '', library_id: 1, edited_at: null };
  const arrive = (step: PulledStep): unknown => applySteps(desk.context.db, [step], desk.parts.replay);
  arrive(foreign(1, ['patron:2'], [{ t: 'patron', id: 2, b: null, a: second }]));
  take('add-note', other);
  const values = { barcode: 'P1000002', name: 'Married, B.', email: '', libraryId: 1, active: true };
  valueOf(
    placesService(desk.context).savePatron({ opId: newOpId(), id: 2 as never, values } as never) as never,
  );
  arrive(
    foreign(2, [`request:${other}`], [{ t: 'request', id: other, b: { patron_id: 1 }, a: { patron_id: 2 } }]),
  );
  const answer = desk.raw.prepare(
    "SELECT answer ->> '$.patronName' FROM command_log WHERE kind = 'add-note'",
  );
  expect(answer.pluck().get()).toBe('Other, B.');
  expect(desk.raw.prepare('SELECT name FROM patron WHERE id = 2').pluck().get()).toBe('Married, B.');
});

/** Makes all local steps look placed by the hub. */
const allPlaced = `DELETE FROM hub_change; DELETE FROM hub_pending;
  UPDATE hub_state SET last_n = 0, log_to = ifnull((SELECT max(seq) FROM command_log), 0);`;

test('changes of the send queue to a letter are rolled back with an earlier step on the request, which reads letters', () => {
  take('return', shelved);
  take('receive', expected);
  desk.raw.exec(allPlaced);
  take('add-note', expected);
  const setAside = desk.raw.prepare("UPDATE outbox SET note = 'set aside' WHERE request_id = ?");
  expect(inTransaction(desk.context.db, () => setAside.run(expected).changes)).toBeGreaterThan(0);
  take('add-note', other);
  const again: (string | null)[] = [];
  applySteps(desk.context.db, [retitled(expected)], (db, rolledBack, ids) => {
    again.push(rolledBack.step.kind);
    desk.parts.replay(db, rolledBack, ids);
  });
  expect(again).toEqual(['add-note', null]);
});

test('a task about a request that was created here stays when its step is replayed', () => {
  const made = valueOf(somethingNew(desk)).requestId;
  take('add-note', made);
  const note = listPending(desk.context.db).at(-1);
  inTransaction(desk.context.db, (db) => {
    const [rolledBack] = note ? rollBackSteps(db, [note]) : [];
    const why = { code: 'changed-meanwhile', message: '' };
    if (rolledBack)
      refuseStep(db, rolledBack, {
        why,
        at: '2026-11-25T09:40:00.000Z' as Instant,
        needsTask: true,
        workstation: 'One',
      });
  });
  const tasks = () => desk.raw.prepare('SELECT request_id AS requestId, kind FROM task').all();
  expect(tasks()).toEqual([{ requestId: made, kind: 'add-note' }]);
  const changes = [{ t: 'library_setting', id: 99, b: null, a: { id: 99, key: 'anything', value: '1' } }];
  applySteps(desk.context.db, [foreign(1, ['records'], changes)], desk.parts.replay);
  expect(tasks()).toEqual([{ requestId: made, kind: 'add-note' }]);
  expect(listPending(desk.context.db).map(({ kind, refusal }) => [kind, refusal?.code])).toEqual([
    ['create-request', undefined],
    ['add-note', 'changed-meanwhile'],
  ]);
});

test('a barcode that is on an item elsewhere, and was on one here that has gone back, leads to a task and is no fault of the program', async () => {
  desk.raw.prepare("UPDATE item SET barcode = 'ANOTHER' WHERE request_id = ?").run(shelved);
  desk.raw.exec(allPlaced);
  take('receive', expected);
  take('return', expected);
  const item = desk.raw.prepare('SELECT * FROM item WHERE request_id = ?').get(shelved) as RowChange['a'];
  const changes = [
    {
      t: 'item',
      id: 2 ** 33 + 1,
      b: null,
      a: { ...item, id: 2 ** 33 + 1, request_id: other, barcode: `B${expected}-1` },
    },
  ];
  let arrived = [foreign(1, [`request:${other}`, `item=B${expected}-1`], changes)];
  const offered: string[][] = [];
  await syncSteps({
    ...desk.parts,
    hub: {
      ...desk.parts.hub,
      takeNewNumber: () => Promise.reject(new Error('It is no copy.')),
      pull: () => {
        const ops = arrived;
        arrived = [];
        return Promise.resolve({ workstation: 1, head: 1, ops });
      },
      push: (base, ops) => {
        // Steps that were not checked against everything conflict with that barcode.
        if (base === 0)
          return Promise.resolve([{ opId: ops[0]?.opId ?? '', verdict: 'stale' as const, seq: null }]);
        offered.push(ops.map(({ kind, outcome }) => `${kind} ${outcome}`));
        return Promise.resolve(
          ops.map(({ opId }, at) => ({ opId, verdict: 'accepted' as const, seq: 2 + at })),
        );
      },
    },
  });
  expect(offered).toEqual([['receive refused', 'return refused']]);
  expect(desk.faults).toEqual([]);
  expect(desk.raw.prepare("SELECT kind, facts ->> '$.code' FROM task").raw().all()).toMatchObject([
    ['receive', 'barcode-in-use'],
    ['return', expect.any(String)],
  ]);
});

test('a change of records rolls nothing back immediately: steps that read them are replayed, a few at a time, before they are pushed', () => {
  for (const id of [expected, other]) take('add-note', id);
  const { db } = desk.context;
  const marks = () => listPending(db).map(({ toCheck }) => toCheck);
  const asked: (string | null)[] = [];
  const replay: typeof desk.parts.replay = (writable, rolledBack, ids) => {
    asked.push(rolledBack.step.kind);
    desk.parts.replay(writable, rolledBack, ids);
  };
  const notes = desk.raw.prepare('SELECT count(*) FROM request_note').pluck();
  const named = (before: string, after: string): RowChange => ({
    t: 'library',
    id: 1,
    b: { name: before },
    a: { name: after },
  });
  const name = desk.raw.prepare('SELECT name FROM library WHERE id = 1').pluck().get() as string;
  applySteps(db, [foreign(1, ['records'], [named(name, 'Another')])], replay);
  expect([asked, marks(), notes.get()]).toEqual([[], [true, true], 2]);
  expect(recheckNext(db, 1, replay)).toBe(true);
  expect([asked, marks()]).toEqual([['add-note'], [false, true]]);
  expect(recheckNext(db, 1, replay)).toBe(true);
  expect(recheckNext(db, 1, replay)).toBe(false);
  expect([asked, marks(), notes.get()]).toEqual([['add-note', 'add-note'], [false, false], 2]);
});

test('if others delete a record, everything that may refer to it is rolled back first', () => {
  take('add-note', expected);
  const asked: (string | null)[] = [];
  const closed = {
    t: 'closed_day',
    id: 1,
    b: null,
    a: { id: 1, library_id: 1, day: '2026-12-25', note: '' },
  };
  applySteps(desk.context.db, [foreign(1, ['records'], [closed])], desk.parts.replay);
  const gone = { ...closed, b: closed.a, a: null };
  applySteps(desk.context.db, [foreign(2, ['records'], [gone])], (db, rolledBack, ids) => {
    asked.push(rolledBack.step.kind);
    desk.parts.replay(db, rolledBack, ids);
  });
  expect(asked).toEqual(['add-note']);
  expect(listPending(desk.context.db).map(({ toCheck }) => toCheck)).toEqual([false]);
});

test('a partner that was deleted here, but asked by another workstation in the meantime, is restored, with a task', () => {
  desk.raw.exec("INSERT INTO partner (id, code, name) VALUES (7, 'WEST', 'West College')");
  desk.raw.exec('DELETE FROM hub_pending; DELETE FROM hub_change');
  valueOf(placesService(desk.context).remove({ opId: newOpId(), kind: 'partner', id: 7 }));
  const turn = { id: 2 ** 33 + 1, request_id: Number(other), position: 9, partner_id: 7, state: 'asked' };
  const asked = foreign(1, [`request:${other}`], [{ t: 'turn', id: turn.id, b: null, a: turn }]);
  applySteps(desk.context.db, [asked], desk.parts.replay);
  expect(desk.raw.prepare('SELECT partner_id FROM turn WHERE id = ?').pluck().get(turn.id)).toBe(7);
  expect(desk.raw.prepare('SELECT name FROM partner WHERE id = 7').pluck().get()).toBe('West College');
  expect(desk.raw.prepare('SELECT kind FROM task').pluck().all()).toEqual(['remove-record']);
});

test('a report on all items on loan does not include one that another workstation has received in the meantime', () => {
  const reported = valueOf(
    takeStep(desk.context, 'report-damaged', {
      opId: newOpId(),
      requestId: shelved,
      asOf: null,
      itemId: null,
      note: 'Wet',
    }),
  );
  const [first] = desk.raw.prepare('SELECT * FROM item WHERE request_id = ?').all(shelved) as Row[];
  const came = {
    ...first,
    id: 2 ** 33 + 1,
    barcode: 'B-OTHER',
    volume: 2,
    report: 'none',
    report_at: null,
  } as Row;
  const received = foreign(1, [`request:${shelved}`], [{ t: 'item', id: 2 ** 33 + 1, b: null, a: came }]);
  applySteps(desk.context.db, [received], desk.parts.replay);
  expect(desk.raw.prepare("SELECT count(*) FROM item WHERE report <> 'none'").pluck().get()).toBe(0);
  expect(desk.raw.prepare('SELECT op_id FROM task').pluck().all()).toEqual([reported.opId]);
});

test('a deleted line of history is restored under its number, although another step has written one since', () => {
  const { db } = desk.context;
  const { opId } = valueOf(somethingNew(desk)) as { readonly opId: OpId };
  valueOf(takeStep(desk.context, 'undo', { opId: newOpId(), undoes: opId }));
  take('add-note', other);
  inTransaction(db, (write) => rollBackSteps(write, listPending(db).slice(1, 2)));
  expect(desk.raw.prepare('SELECT count(*) FROM request_event').pluck().get()).toBe(2);
});
