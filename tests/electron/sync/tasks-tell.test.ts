import { take } from '../../../electron/main/desk/steps/take.ts';
import { expect, test } from 'vitest';
import { endCapture } from '../../../electron/main/db/change-capture.ts';
import { erasureKind } from '../../../electron/main/desk/records/erasure/erase-requests.ts';
import { eraseRequests } from '../../../electron/main/desk/records/erasure/erase-requests.ts';
import { runRecordCommand } from '../../../electron/main/desk/records/run-record-command.ts';
import { ok } from '../../../shared/ipc/result.ts';
import { hubTasksService } from '../../../electron/main/sync/tasks.service.ts';
import { todayService } from '../../../electron/main/desk/queries/today/today.service.ts';
import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import {
  did,
  finish,
  giveBack,
  kept,
  known,
  lend,
  lent,
  meet,
  receive,
  scanIn,
  shelved,
  solveAt,
  tasksAt,
  undo,
  type Do,
} from '../../support/hub/conflicting.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { codeOf, valueOf } from '../../support/results.ts';

// The contents of a task, and the effects of its buttons.

const shared = sharedLibrary();
const play = (work: (desks: readonly [SyncDesk, SyncDesk]) => Promise<void>): Promise<void> =>
  shared.hub.playOn(() => work([shared.openDesk(1), shared.openDesk(2)]));

const damaged: Do = (desk, opId) =>
  take(desk.context, 'report-damaged', {
    opId,
    requestId: shelved,
    asOf: null,
    itemId: null,
    note: 'Wet on page 4',
  });
const statusOf = ({ raw }: SyncDesk, requestId: RequestId): unknown =>
  raw.prepare('SELECT status FROM item WHERE request_id = ?').pluck().get(requestId);
const openTasks = ({ context }: SyncDesk): number | undefined => {
  const cards = valueOf(todayService(context).cards());
  return cards.find(({ id }) => id === 'tasks')?.count;
};

/** Lent at the second desk, with damage noted afterwards, while the first sends the item back. */
const lentThere = (desks: readonly [SyncDesk, SyncDesk]): ReturnType<typeof meet> => {
  const [one, other] = desks;
  other.setNow('2026-11-25T09:00:00Z');
  return meet(
    desks,
    () => did(one, giveBack(shelved)),
    () => {
      did(other, lend);
      did(other, damaged);
    },
  );
};

test('a task names request, patron, item and both workstations, and includes the steps that depend on its own', () =>
  play(async (desks) => {
    const [one, other] = desks;
    expect(await lentThere(desks)).toMatchObject({ counts: ['return'] });
    for (const desk of [one, other]) {
      const tasks = tasksAt(desk);
      expect(tasks).toMatchObject([
        {
          externalId: 'R-3',
          patronName: 'Reader, A.',
          item: 'B3-0',
          whereNow: 'Given to Reader, A. at Desk 2 on 25 Nov 2026. The loan was not recorded.',
          workstation: 'Desk 2',
          operatorName: 'A. Operator',
          why: '“Returned to the partner” at Desk 1, 08:00, before this step.',
          elsewhere: [{ workstation: 'Desk 1', deskName: 'Main Circulation Desk' }],
          later: [{ step: 'Reported damaged', typed: [{ label: 'Note', text: 'Wet on page 4' }] }],
          choice: 'wanted-here',
          refusal: '',
        },
      ]);
      expect(openTasks(desk)).toBe(1);
      expect(JSON.stringify(tasks)).not.toContain('undefined');
    }
  }));

test('the day on which the item was given out is in the time zone of the library', () =>
  play(async (desks) => {
    await lentThere(desks);
    const context = { ...desks[0].context, timeZone: () => 'Pacific/Honolulu' };
    const [task] = valueOf(hubTasksService(context).tasks());
    expect(task?.whereNow).toContain('on 24 Nov 2026');
  }));

test('Keep undoes the return at the other desk, and takes the step again with those that depend on it', () =>
  play(async (desks) => {
    const [one, other] = desks;
    await lentThere(desks);
    valueOf(solveAt(one, 'again'));
    await one.sync();
    expect(one.faults).toEqual([]);
    await other.sync();
    for (const desk of desks) {
      expect(statusOf(desk, shelved)).toBe('on-loan');
      expect(kept(desk).counts).toEqual(['undo', 'lend', 'report-damaged', 'solve-task']);
      expect(tasksAt(desk)).toEqual([]);
      expect(desk.raw.prepare("SELECT count(*) FROM task WHERE facts LIKE '%Wet%'").pluck().get()).toBe(0);
    }
  }));

test('Send back keeps the return, and removes the task with its steps', () =>
  play(async (desks) => {
    const [one, other] = desks;
    await lentThere(desks);
    valueOf(solveAt(other, 'done'));
    await other.sync();
    await one.sync();
    for (const desk of desks) {
      expect(statusOf(desk, shelved)).toBe('returned-to-partner');
      expect([tasksAt(desk), openTasks(desk)]).toEqual([[], 0]);
    }
  }));

test.each(['again', 'done'] as const)(
  'a return of an item that is wanted elsewhere offers a choice, and both buttons work: %s',
  (how) =>
    play(async (desks) => {
      const [one, other] = desks;
      const found = await meet(
        desks,
        () => did(one, lend),
        () => did(other, giveBack(shelved)),
      );
      expect(found).toEqual({ counts: ['lend'], tasks: ['return changed-meanwhile'] });
      expect(tasksAt(other)).toMatchObject([
        {
          choice: 'wanted-there',
          refusal: '',
          whereNow: expect.stringMatching(/^Lent to Reader, A\., due /u),
          why: expect.stringMatching(/lent to Reader, A\. at Desk 1/iu),
        },
      ]);
      valueOf(solveAt(other, how));
      expect(statusOf(other, shelved)).toBe(how === 'again' ? 'returned-to-partner' : 'on-loan');
    }),
);

test('a return of an item that was since put on the hold shelf elsewhere offers a choice too', () =>
  play(async (desks) => {
    const [one, other] = desks;
    for (const { raw } of desks)
      raw.exec("UPDATE item SET status = 'in-transit', destination_desk_id = 1 WHERE request_id = 3");
    await meet(
      desks,
      () => did(one, scanIn),
      () => did(other, giveBack(shelved)),
    );
    expect(tasksAt(other)).toMatchObject([{ choice: 'wanted-there' }]);
  }));

test('texts typed on both sides are in the task, and its default is a button that works', () =>
  play(async (desks) => {
    const [one, other] = desks;
    const requestId = 1 as RequestId;
    const reply =
      (accept: boolean, note: string): Do =>
      (desk, opId) =>
        take(desk.context, 'conditional-reply', {
          opId,
          requestId,
          asOf: null,
          accept,
          note,
          withoutNote: false,
        });
    await known(desks, (desk, opId) =>
      take(desk.context, 'send-request', { opId, requestId, asOf: null, note: '' }),
    );
    await known(desks, (desk, opId) =>
      take(desk.context, 'partner-answer', {
        opId,
        requestId,
        asOf: null,
        answer: { kind: 'conditional', reason: 'LibraryUseOnly', note: 'Here only', replyBy: null },
      }),
    );
    await meet(
      desks,
      () => did(one, reply(true, 'In the reading room')),
      () => did(other, reply(false, 'The patron lives far away')),
    );
    expect(tasksAt(one)).toMatchObject([
      {
        typed: [{ label: 'Note', text: 'The patron lives far away' }],
        elsewhere: [{ typed: [{ label: 'Note', text: 'In the reading room' }] }],
        choice: 'again',
        refusal: expect.stringMatching(/\S/u),
      },
    ]);
    expect(codeOf(solveAt(one, 'again'))).toBe('status-forbids');
    expect(tasksAt(one), 'nothing of it was kept').toHaveLength(1);
  }));

test('an undo elsewhere is given as the reason, and a step undone since is no longer shown', () =>
  play(async (desks) => {
    const [one, other] = desks;
    const volume = await known(desks, receive('X-1'));
    other.setNow('2026-11-25T09:00:00Z');
    await meet(
      desks,
      () => did(one, undo(volume)),
      () => did(other, finish),
    );
    expect(tasksAt(one)[0]?.why).toBe('“Received” was undone at Desk 1, 08:00, before this step.');
    valueOf(solveAt(one, 'done'));
    let back: OpId = newOpId();
    await meet(
      desks,
      () => (back = did(one, giveBack(shelved))),
      () => did(other, lend),
    );
    did(one, undo(back));
    expect(tasksAt(one)).toMatchObject([
      {
        elsewhere: [],
        why: 'The step at the other workstation has since been undone.',
        choice: 'again',
      },
    ]);
  }));

test('an operator who may not read the request does not see its task', () =>
  play(async (desks) => {
    await lentThere(desks);
    const { context, raw } = desks[1];
    raw.exec(`DELETE FROM operator_role WHERE operator_id = 1; INSERT INTO operator_role (operator_id, role, library_id)
      VALUES (1, 'circulation-desk-operator', 2)`);
    context.session.refresh();
    context.session.chooseDesk(2 as never);
    expect(valueOf(hubTasksService(context).tasks())).toEqual([]);
  }));

test('when the patron of a request is forgotten, its task loses the typed text', () =>
  play(async (desks) => {
    const [one, other] = desks;
    did(one, giveBack(lent));
    const opId = newOpId();
    valueOf(
      runRecordCommand(one.context, erasureKind, { opId }, (db, at) => {
        endCapture(db);
        return ok(eraseRequests(db, [lent], { opId, at }));
      }) as never,
    );
    did(other, (desk, id) =>
      take(desk.context, 'report-lost', {
        opId: id,
        requestId: lent,
        asOf: null,
        itemId: null,
        note: 'Left on a train',
      }),
    );
    await one.sync();
    await other.sync();
    expect(other.raw.prepare('SELECT kind FROM task').pluck().all()).toEqual(['report-lost']);
    expect(JSON.stringify(other.raw.prepare('SELECT facts FROM task').all())).not.toContain('train');
  }));
