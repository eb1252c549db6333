import { afterEach, beforeEach, expect, test } from 'vitest';
import { inTransaction } from '../../../electron/main/db/open.ts';
import { hubTasksService } from '../../../electron/main/sync/tasks.service.ts';
import { beginSharing } from '../../../electron/main/desk/store/hub.queries.ts';
import { insertTask } from '../../../electron/main/desk/store/tasks.queries.ts';
import { todayService } from '../../../electron/main/desk/queries/today/today.service.ts';
import type { DeskId, Instant, OperatorId, RequestId } from '../../../shared/domain/ids.ts';
import { noFacts, type TaskFacts } from '../../../electron/main/desk/records/task-facts.ts';
import type { TodayCard } from '../../../shared/ipc/today-views.ts';
import { valueOf } from '../../support/results.ts';
import { addRequest, newOpId, openTestDesk, type TestDesk } from '../../support/desk.ts';

let desk: TestDesk;
beforeEach(() => (desk = openTestDesk()));
afterEach(() => desk.close());

const addTask = (requestId: RequestId | null, madeAt: string, more: Partial<TaskFacts> = {}): void => {
  const facts = { ...noFacts, code: 'status-forbids', message: 'No.', headline: 'Lent', ...more };
  inTransaction(desk.context.db, (db) =>
    insertTask(db, {
      requestId,
      opId: newOpId(),
      kind: 'lend',
      operatorId: 1 as OperatorId,
      deskId: 1 as DeskId,
      at: madeAt as Instant,
      facts: JSON.stringify(facts),
      madeAt: madeAt as Instant,
    }),
  );
};
const card = (): TodayCard | undefined => {
  const cards = todayService(desk.context).cards();
  if (!cards.ok) throw new Error(cards.error.message);
  return cards.value.find(({ id }) => id === 'tasks');
};
const listed = (): number => {
  const tasks = hubTasksService(desk.context).tasks();
  return tasks.ok ? tasks.value.length : -1;
};
const share = (): void =>
  inTransaction(desk.context.db, (db) => beginSharing(db, { epoch: 'first', workstation: 2, cursor: 0 }));

test('Today counts the tasks, and does not mention them if no other workstation shares the requests', () => {
  expect(card()).toBeUndefined();
  const requestId = addRequest(desk, { externalId: 'A-1' });
  share();
  expect(card()).toMatchObject({ count: 0, oldestAt: null });
  addTask(requestId, '2026-11-25T09:10:00.000Z');
  addTask(requestId, '2026-11-25T09:00:00.000Z');
  // A task whose request is gone must be decided too.
  addTask(null, '2026-11-25T09:20:00.000Z');
  expect(card()).toMatchObject({ count: 3, oldestAt: '2026-11-25T09:00:00.000Z', past: 0 });
  const list = todayService(desk.context).list({ card: 'tasks', offset: 0, limit: 10 });
  expect(list).toMatchObject({ ok: true, value: { total: 1, rows: [{ externalId: 'A-1' }] } });
});

test("an operator's count matches their list, and includes no request of another library", () => {
  addTask(addRequest(desk, { externalId: 'A-1', pickupDeskId: 1 }), '2026-11-25T09:00:00.000Z');
  addTask(addRequest(desk, { externalId: 'B-1', pickupDeskId: 2 }), '2026-11-25T09:10:00.000Z');
  addTask(null, '2026-11-25T09:20:00.000Z');
  expect([card()?.count, listed()]).toEqual([3, 3]);
  desk.raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'B. Clerk');
                 INSERT INTO operator_role (operator_id, role, library_id) VALUES (2, 'circulation-desk-operator', 2)`);
  desk.context.session.refresh();
  desk.context.session.chooseDesk(2 as DeskId);
  expect(desk.context.session.chooseOperator(2 as OperatorId).ok).toBe(true);
  expect([card()?.count, card()?.oldestAt, listed()]).toEqual([2, '2026-11-25T09:10:00.000Z', 2]);
});

test('a solved task disappears from the card of every operator', () => {
  addTask(null, '2026-11-25T09:20:00.000Z');
  const service = hubTasksService(desk.context);
  const tasks = service.tasks();
  const id = tasks.ok ? (tasks.value[0]?.id ?? 0) : 0;
  expect(service.solve({ opId: newOpId(), id, how: 'done' }).ok).toBe(true);
  expect(card()).toBeUndefined();
  const twice = service.solve({ opId: newOpId(), id, how: 'done' });
  expect(twice.ok ? '' : twice.error.message).toBe(
    'This task is already done, or belongs to another library.',
  );
});

test('if the record of a patron is deleted, the task says who has the item, until it is solved', () => {
  addTask(null, '2026-11-25T09:00:00.000Z', { patronName: 'Reader, C.', workstation: 'Counter' });
  const service = hubTasksService(desk.context);
  const [task] = valueOf(service.tasks());
  expect(task).toMatchObject({
    patronName: 'Reader, C.',
    whereNow: 'Given to Reader, C. at Counter on 25 Nov 2026. The loan was not recorded.',
  });
  valueOf(service.solve({ opId: newOpId(), id: task?.id ?? 0, how: 'done' }));
  expect(JSON.stringify(desk.raw.prepare('SELECT facts FROM task').all())).not.toContain('Reader');
});

test('names in a task without a request are shown only to readers of its library', () => {
  const typed = [{ what: 'note', text: 'For Reader, C.' }];
  addTask(null, '2026-11-25T09:00:00.000Z', { patronName: 'Reader, C.', typed });
  desk.raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'B. Clerk');
                 INSERT INTO operator_role (operator_id, role, library_id) VALUES (2, 'circulation-desk-operator', 2)`);
  desk.context.session.refresh();
  desk.context.session.chooseDesk(2 as DeskId);
  desk.context.session.chooseOperator(2 as OperatorId);
  expect(JSON.stringify(hubTasksService(desk.context).tasks())).not.toContain('Reader');
});

test('a task that cannot be parsed is shown without details, and the others are shown', () => {
  addTask(null, '2026-11-25T09:00:00.000Z');
  addTask(null, '2026-11-25T09:10:00.000Z', { headline: 'Renewed' });
  desk.raw.exec("UPDATE task SET facts = '[1]' WHERE id = 1");
  expect(valueOf(hubTasksService(desk.context).tasks()).map(({ headline }) => headline)).toEqual([
    '',
    'Renewed',
  ]);
});
