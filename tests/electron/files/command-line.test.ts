import { beforeEach, expect, test } from 'vitest';
import {
  commandLineOperator,
  importerOf,
  secondStartImporter,
} from '../../../electron/main/files/command-line.ts';
import type { Importer } from '../../../electron/main/files/importer.ts';
import type { OperatorId } from '../../../shared/domain/ids.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { openTestDesk } from '../../support/desk.ts';
import { forEachTest } from '../../support/for-each-test.ts';
import { quickHash } from '../../support/quick-hash.ts';

const desk = forEachTest(openTestDesk);
let asked = 0;
beforeEach(() => {
  asked = 0;
});

const addOperator = (id: number, name: string, role: Role | null, libraryId = 2): void => {
  desk.raw.prepare('INSERT INTO operator (id, name) VALUES (?, ?)').run(id, name);
  if (role !== null)
    desk.raw
      .prepare('INSERT INTO operator_role (operator_id, role, library_id) VALUES (?, ?, ?)')
      .run(id, role, libraryId);
  desk.context.session.refresh();
};
const givePin = (id: number, pin: string): void => {
  desk.raw.prepare('UPDATE operator SET pin_hash = ? WHERE id = ?').run(quickHash(pin), id);
  desk.context.session.refresh();
};
const from = async (name: string | null, pin: string | null = null): Promise<Result<Importer>> => {
  const operator = await commandLineOperator(desk.context, {
    name,
    readPin: () => {
      asked += 1;
      return Promise.resolve(pin);
    },
  });
  return operator.ok ? importerOf(desk.context.session, operator.value) : operator;
};

test('the only operator imports without naming themselves if they have no PIN', async () => {
  expect(await from(null)).toMatchObject({ ok: true, value: { operator: { id: 1 }, desk: { id: 1 } } });
  expect(asked).toBe(0);
  givePin(1, '246801');
  const refused = await from(null, '246801');
  expect(refused).toMatchObject({ ok: false, error: { code: 'signed-out' } });
  expect(!refused.ok && refused.error.message).toContain('--operator=NAME');
  // Without a named operator no PIN is read.
  expect(asked).toBe(0);
  expect(await from('A.Operator', '246801')).toMatchObject({ ok: true, value: { operator: { id: 1 } } });
});

test('with several operators one must be named, with the PIN; the signed-in operator does not matter and stays', async () => {
  addOperator(2, 'B. Branch', 'fulfillment-services-operator');
  expect(await from(null)).toMatchObject({ ok: false, error: { code: 'signed-out' } });
  expect(await from('Z. Nobody')).toMatchObject({ ok: false, error: { code: 'operator-unknown' } });
  // An administrator among several operators needs a PIN; otherwise anyone could import under that name.
  expect(await from('B. Branch')).toMatchObject({ ok: false, error: { code: 'pin-missing' } });
  givePin(2, '246801');
  expect(await from('B. Branch')).toMatchObject({ ok: false, error: { code: 'pin-wrong' } });
  expect(await from('B. Branch', '111111')).toMatchObject({ ok: false, error: { code: 'pin-wrong' } });
  expect(await from('B. Branch', '246801')).toMatchObject({
    ok: true,
    // The workstation's desk belongs to the main library; B. Branch administers the other one.
    value: { operator: { id: 2 }, desk: { libraryId: 2 } },
  });
  expect(desk.context.session.operator().id).toBe(1);
});

test('wrong PINs cause the same pause as on the sign-in page', async () => {
  givePin(1, '246801');
  for (const _ of [1, 2, 3]) await from('A. Operator', '111111');
  expect(await from('A. Operator', '246801')).toMatchObject({ ok: false, error: { code: 'pin-wait' } });
  desk.setNow('2026-11-25T09:30:06Z');
  expect(await from('A. Operator', '246801')).toMatchObject({ ok: true });
});

test('an operator who administers no library cannot import', async () => {
  addOperator(2, 'B. Branch', 'circulation-desk-operator');
  addOperator(3, 'C. Nobody', null);
  for (const name of ['B. Branch', 'C. Nobody'])
    expect(await from(name)).toMatchObject({ ok: false, error: { code: 'role-missing' } });
});

test('for a second start the importer is the signed-in operator and no other', async () => {
  addOperator(2, 'B. Branch', 'circulation-desk-operator');
  const { session } = desk.context;
  expect(secondStartImporter(session, null)).toMatchObject({ ok: false, error: { code: 'pin-missing' } });
  givePin(1, '246801');
  expect(secondStartImporter(session, null)).toMatchObject({ ok: true, value: { operator: { id: 1 } } });
  expect(secondStartImporter(session, 'a. operator')).toMatchObject({ ok: true });
  const other = secondStartImporter(session, 'B. Branch');
  expect(!other.ok && other.error.message).toContain('A. Operator is signed in here');
  session.chooseOperator(2 as OperatorId);
  expect(secondStartImporter(session, null)).toMatchObject({ ok: false, error: { code: 'role-missing' } });
  session.signOut();
  expect(secondStartImporter(session, null)).toMatchObject({ ok: false, error: { code: 'signed-out' } });
});
