import { beforeEach, expect, test } from 'vitest';
import { authorizeAdministrationOfAll } from '../../../../../electron/main/desk/records/operators/authorize-administration.ts';
import { openSession } from '../../../../../electron/main/desk/records/session/session.service.ts';
import { openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';

const desk = forEachTest(openTestDesk);
beforeEach(() => {
  desk.raw.exec(`
    INSERT INTO operator (id, name) VALUES (2, 'B. Operator');
    INSERT INTO operator_role (operator_id, role, library_id) VALUES (2, 'fulfillment-services-operator', 1);`);
});

test('an administrator of only one of two libraries cannot change their shared mail account', () => {
  const { db } = desk.context;
  const session = openSession(db);
  expect(authorizeAdministrationOfAll(db, session, 'Changing the mail account')).toMatchObject({ ok: true });
  session.chooseOperator(2 as never);
  expect(authorizeAdministrationOfAll(db, session, 'Changing the mail account')).toMatchObject({
    ok: false,
    error: { code: 'role-missing', message: expect.stringContaining('Hilltop Library') as string },
  });
});
