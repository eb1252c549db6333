import { beforeEach, expect, test } from 'vitest';
import type { OperatorsService } from '../../../../../electron/main/desk/records/operators/operators.service.ts';
import { operatorsService } from '../../../../../electron/main/desk/records/operators/operators.service.ts';
import { openSession } from '../../../../../electron/main/desk/records/session/session.service.ts';
import type { DeskId, LibraryId, OperatorId } from '../../../../../shared/domain/ids.ts';
import type { RoleGrant } from '../../../../../shared/domain/roles.ts';
import type { OperatorRecord } from '../../../../../shared/ipc/calls/operators.ts';
import { newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { valueOf } from '../../../../support/results.ts';

const main = 1 as LibraryId;
const hill = 2 as LibraryId;
const first = 1 as OperatorId;
const fulfillment = (libraryId: LibraryId): RoleGrant => ({
  role: 'fulfillment-services-operator',
  libraryId,
  deskId: null,
});
const circulation = (libraryId: LibraryId, deskId: number | null): RoleGrant => ({
  role: 'circulation-desk-operator',
  libraryId,
  deskId: deskId as DeskId | null,
});

const desk = forEachTest(openTestDesk);
let service: OperatorsService;
beforeEach(() => {
  service = operatorsService(desk.context);
  // An administrator with colleagues has a PIN; that this hash matches no PIN is irrelevant here.
  desk.raw.exec("UPDATE operator SET pin_hash = 'kept' WHERE id = 1");
  desk.context.session.refresh();
  desk.context.session.chooseOperator(first);
});

/** Adds an operator as staff do: the name, a PIN, then the roles. */
const add = (name: string, grants: readonly RoleGrant[]): OperatorId => {
  const save = (id: OperatorId | null, roles: readonly RoleGrant[]): OperatorId =>
    valueOf(service.save({ opId: newOpId(), id, name, active: true, grants: [...roles] })).id;
  const id = save(null, []);
  desk.raw.prepare("UPDATE operator SET pin_hash = 'kept' WHERE id = ?").run(id);
  return grants.length === 0 ? id : save(id, grants);
};

const record = (id: OperatorId): OperatorRecord => {
  const list = service.list();
  const found = list.ok ? list.value.find((row) => row.id === id) : undefined;
  if (!found) throw new Error('no such operator');
  return found;
};

/** Changes some values of an operator, as the form does: the others are sent unchanged. */
const change = (id: OperatorId, values: Partial<OperatorRecord>): ReturnType<OperatorsService['save']> => {
  const { name, active, grants } = { ...record(id), ...values };
  return service.save({ opId: newOpId(), id, name, active, grants });
};

test('an operator is added with roles, each once, and can sign in immediately', () => {
  const id = add('  B. Operator ', [fulfillment(main), fulfillment(main), circulation(main, 1)]);
  expect(record(id)).toEqual({
    id,
    name: 'B. Operator',
    active: true,
    hasPin: true,
    grants: [circulation(main, 1), fulfillment(main)],
  });
  expect(desk.context.session.operators().map(({ name }) => name)).toContain('B. Operator');
});

test('repeating a command returns the same answer and adds no one', () => {
  const input = { opId: newOpId(), id: null, name: 'B. Operator', active: true, grants: [] };
  const once = service.save(input);
  expect(service.save(input)).toEqual(once);
  expect(service.save({ ...input, name: 'C. Operator' })).toMatchObject({
    error: { code: 'operation-mismatch' },
  });
  expect(desk.context.session.operators()).toHaveLength(2);
});

test('names are compared ignoring case, and must not be empty', () => {
  const save = (name: string): unknown =>
    service.save({ opId: newOpId(), id: null, name, active: true, grants: [] });
  expect(save('a. operator')).toMatchObject({ error: { code: 'record-taken', details: { field: 'name' } } });
  expect(save(' \n ')).toMatchObject({ error: { code: 'record-unfit', details: { field: 'name' } } });
});

test('a role for a desk of another library is refused', () => {
  expect(
    service.save({
      opId: newOpId(),
      id: null,
      name: 'B. Operator',
      active: true,
      grants: [circulation(main, 2)],
    }),
  ).toMatchObject({ error: { code: 'record-unfit', details: { field: 'grants' } } });
});

test('the last operator who can assign roles loses neither the role nor the active state', () => {
  add('B. Operator', [circulation(main, 1), fulfillment(hill)]);
  const all = record(first).grants;
  expect(
    change(first, { grants: all.filter(({ role }) => role === 'circulation-desk-operator') }),
  ).toMatchObject({
    error: { code: 'record-in-use', message: expect.stringContaining('Main Library') },
  });
  expect(record(first).grants).toEqual(all);
  // Hilltop Library has another administrator.
  expect(change(first, { grants: all.filter(({ libraryId }) => libraryId === main) })).toMatchObject({
    ok: true,
  });
});

test('an inactive operator does not count', () => {
  const other = add('B. Operator', [fulfillment(main), fulfillment(hill)]);
  expect(change(other, { active: false })).toMatchObject({ ok: true });
  expect(change(first, { grants: [fulfillment(hill)] })).toMatchObject({ error: { code: 'record-in-use' } });
});

test('operators cannot deactivate or delete themselves', () => {
  add('B. Operator', [fulfillment(main), fulfillment(hill)]);
  expect(change(first, { active: false })).toMatchObject({ error: { code: 'record-in-use' } });
  expect(service.remove({ opId: newOpId(), id: first })).toMatchObject({ error: { code: 'record-in-use' } });
});

test('without the role no operator can be changed; scope matters', () => {
  const clerk = add('B. Operator', [circulation(main, 1)]);
  const hillChief = add('C. Operator', [fulfillment(hill)]);
  desk.context.session.chooseOperator(clerk);
  expect(change(clerk, { grants: [fulfillment(main)] })).toMatchObject({
    error: { code: 'role-missing', message: expect.stringContaining('responsible for assigning user roles') },
  });
  expect(service.save({ opId: newOpId(), id: null, name: 'D', active: true, grants: [] })).toMatchObject({
    error: { code: 'role-missing' },
  });
  desk.context.session.chooseOperator(hillChief);
  expect(change(clerk, { grants: [...record(clerk).grants, circulation(hill, 2)] })).toMatchObject({
    ok: true,
  });
  expect(change(clerk, { grants: [fulfillment(main)] })).toMatchObject({ error: { code: 'role-missing' } });
  // A name and a PIN apply to every library in which the operator has roles.
  expect(change(clerk, { name: 'Somebody' })).toMatchObject({ error: { code: 'role-missing' } });
});

test('a library without an administrator is managed by the administrators of others', () => {
  add('B. Operator', []);
  desk.raw.exec(`INSERT INTO library (id, code, name) VALUES (3, 'NEW', 'New Library')`);
  desk.context.session.refresh();
  expect(record(first).grants.some(({ libraryId }) => Number(libraryId) === 3)).toBe(false);
  expect(change(first, { grants: [...record(first).grants, fulfillment(3 as LibraryId)] })).toMatchObject({
    ok: true,
  });
});

test('roles that the only operator gave up are still missing after a restart', () => {
  expect(change(first, { grants: [fulfillment(main), fulfillment(hill)] })).toMatchObject({ ok: true });
  expect(openSession(desk.context.db).operator().grants).toHaveLength(2);
});

test('operators who took steps are kept in the history; others can be deleted', () => {
  const other = add('B. Operator', [fulfillment(main), fulfillment(hill)]);
  expect(service.remove({ opId: newOpId(), id: other })).toMatchObject({ ok: true });
  const third = add('C. Operator', [fulfillment(main), fulfillment(hill)]);
  desk.context.session.chooseOperator(third);
  add('D. Operator', []);
  desk.context.session.chooseOperator(first);
  expect(service.remove({ opId: newOpId(), id: third })).toMatchObject({
    error: { code: 'record-in-use', message: expect.stringContaining('1 step') },
  });
  expect(service.remove({ opId: newOpId(), id: 999 as OperatorId })).toMatchObject({
    error: { code: 'record-unknown' },
  });
});

test('one’s own PIN is changed with the current one; another’s by an administrator of all their libraries', async () => {
  desk.raw.exec("UPDATE operator SET pin_hash = '' WHERE id = 1");
  expect(await service.setPin({ id: first, pin: '12345', current: null })).toMatchObject({
    error: { code: 'pin-unfit', details: { field: 'pin' } },
  });
  expect(await service.setPin({ id: first, pin: '123456', current: null })).toMatchObject({ ok: true });
  expect(record(first).hasPin).toBe(true);
  expect(await service.setPin({ id: first, pin: null, current: '9999' })).toMatchObject({
    error: { code: 'pin-wrong', details: { field: 'current' } },
  });
  const chief = add('B. Operator', [fulfillment(main)]);
  desk.context.session.chooseOperator(chief);
  expect(await service.setPin({ id: first, pin: null, current: null })).toMatchObject({
    error: { code: 'role-missing' },
  });
  desk.context.session.chooseOperator(first);
  expect(await service.setPin({ id: first, pin: '654321', current: '123456' })).toMatchObject({ ok: true });
});

test('no PIN is found in the database, in any form in which it was typed', async () => {
  const id = add('B. Operator', []);
  expect(await service.setPin({ id, pin: '86420864', current: null })).toMatchObject({ ok: true });
  const texts = ['operator', 'command_log', 'setting'].map((table) =>
    JSON.stringify(desk.raw.prepare(`SELECT * FROM ${table}`).all()),
  );
  expect(texts.join(' ')).not.toContain('86420864');
});
