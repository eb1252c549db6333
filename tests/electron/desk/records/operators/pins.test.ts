import { beforeEach, expect, test } from 'vitest';
import type { OperatorsService } from '../../../../../electron/main/desk/records/operators/operators.service.ts';
import { operatorsService } from '../../../../../electron/main/desk/records/operators/operators.service.ts';
import { guardCalls } from '../../../../../electron/main/desk/admission.ts';
import type { Handlers } from '../../../../../electron/main/ipc/handlers.ts';
import type { DeskId, LibraryId, OperatorId } from '../../../../../shared/domain/ids.ts';
import type { RoleGrant } from '../../../../../shared/domain/roles.ts';
import type { Channel } from '../../../../../shared/ipc/channels.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import { newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { valueOf } from '../../../../support/results.ts';

const first = 1 as OperatorId;
const administering: RoleGrant = {
  role: 'fulfillment-services-operator',
  libraryId: 1 as LibraryId,
  deskId: null,
};
const lending: RoleGrant = {
  role: 'circulation-desk-operator',
  libraryId: 1 as LibraryId,
  deskId: 1 as DeskId,
};

const desk = forEachTest(openTestDesk);
let service: OperatorsService;
beforeEach(() => {
  service = operatorsService(desk.context);
});

const save = (
  id: OperatorId | null,
  name: string,
  grants: readonly RoleGrant[],
  active = true,
): ReturnType<OperatorsService['save']> =>
  service.save({ opId: newOpId(), id, name, active, grants: [...grants] });
const setOwn = (): ReturnType<OperatorsService['setPin']> =>
  service.setPin({ id: first, pin: '246813', current: null });

test('the only operator needs no PIN; before a second one is added the first must set one', async () => {
  expect(save(first, 'A. Chief', desk.context.session.operator().grants)).toMatchObject({ ok: true });
  expect(save(null, 'B. Clerk', [lending])).toMatchObject({
    error: { code: 'pin-missing', message: expect.stringContaining('Set your own PIN first') },
  });
  // An inactive operator does not count as a colleague until activated.
  const aside = valueOf(save(null, 'C. Clerk', [lending], false));
  expect(save(aside.id, 'C. Clerk', [lending], true)).toMatchObject({ error: { code: 'pin-missing' } });
  await setOwn();
  expect(save(null, 'B. Clerk', [lending])).toMatchObject({ ok: true });
  expect(save(aside.id, 'C. Clerk', [lending], true)).toMatchObject({ ok: true });
});

test('the administrator’s role is given only to an operator with a PIN', async () => {
  await setOwn();
  expect(save(null, 'B. Chief', [administering])).toMatchObject({
    error: {
      code: 'pin-missing',
      message: expect.stringContaining('B. Chief has no PIN'),
      details: { field: 'grants' },
    },
  });
  const clerk = valueOf(save(null, 'B. Chief', [lending]));
  expect(save(clerk.id, 'B. Chief', [administering])).toMatchObject({ error: { code: 'pin-missing' } });
  await service.setPin({ id: clerk.id, pin: '135791', current: null });
  expect(save(clerk.id, 'B. Chief', [administering])).toMatchObject({ ok: true });
});

test('a required PIN can be changed but not cleared; others can be cleared', async () => {
  await setOwn();
  const clerk = valueOf(save(null, 'B. Clerk', [lending]));
  expect(await service.setPin({ id: first, pin: null, current: '246813' })).toMatchObject({
    error: {
      code: 'pin-missing',
      message: expect.stringContaining('You can change this one but not clear it'),
    },
  });
  await service.setPin({ id: clerk.id, pin: '135791', current: null });
  expect(await service.setPin({ id: clerk.id, pin: null, current: null })).toMatchObject({ ok: true });
  expect(await service.setPin({ id: first, pin: '975310', current: '246813' })).toMatchObject({ ok: true });
});

/** A possible state of an older database: several administrators, none with a PIN. */
const olderDatabase = (): void => {
  desk.raw.exec(`INSERT INTO operator (id, name) VALUES (2, 'B. Chief'), (3, 'C. Clerk');
                 INSERT INTO operator_role (operator_id, role, library_id, desk_id) VALUES
                   (2, 'fulfillment-services-operator', 1, NULL), (3, 'circulation-desk-operator', 1, 1)`);
  desk.context.session.refresh();
};

test('in an older database an administrator without a PIN sets it before anything else, and cannot be locked out', async () => {
  olderDatabase();
  const guarded = guardCalls(
    {
      'today.cards': () => ok([]),
      'app.load': () => ok(null),
      'operators.setPin': service.setPin,
      'operators.list': service.list,
    } as unknown as Handlers<Channel>,
    { session: desk.context.session, rests: () => false },
  );
  expect(guarded['today.cards']({})).toMatchObject({ error: { code: 'pin-missing' } });
  expect(guarded['operators.list']({})).toMatchObject({ error: { code: 'pin-missing' } });
  expect(guarded['app.load']({})).toMatchObject({ ok: true });
  const other = { id: 2 as OperatorId, pin: '246813', current: null };
  expect(await guarded['operators.setPin'](other)).toMatchObject({ error: { code: 'pin-missing' } });
  expect(await guarded['operators.setPin']({ ...other, id: first })).toMatchObject({ ok: true });
  expect(guarded['today.cards']({})).toMatchObject({ ok: true });
  // No other operator is affected, and a clerk needs no PIN.
  desk.context.session.chooseOperator(3 as OperatorId);
  expect(guarded['today.cards']({})).toMatchObject({ ok: true });
});

test('an administrator without a PIN does not prevent changes to others', async () => {
  olderDatabase();
  await setOwn();
  expect(save(3 as OperatorId, 'C. Clerk-Miller', [lending])).toMatchObject({ ok: true });
  expect(save(2 as OperatorId, 'B. Chief-Miller', [administering])).toMatchObject({ ok: true });
});
