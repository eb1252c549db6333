import { expect, test } from 'vitest';
import type { RowChange } from '../../../../electron/main/sync/wire.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { added, changed, own } from '../../../support/hub/thefts.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';

// The settings and texts of each library: the hub accepts them only from an administrator of that library.

const { server, first } = await realServer();

test('the settings and letter texts of a library are changed only by its administrators', async () => {
  first.raw.exec(`
    INSERT INTO operator (id, name) VALUES (2, 'B. Operator');
    INSERT INTO operator_role (operator_id, role, library_id) VALUES (2, 'fulfillment-services-operator', 2);
    INSERT INTO library_setting (id, library_id, key, value) VALUES (101, 1, 'loans', '{}'), (102, 2, 'loans', '{}');
    INSERT INTO letter_template (id, library_id, code, subject, body, updated_at) VALUES
      (101, 1, 'patron-renewed', 'x', 'x', '2026-11-01T00:00:00.000Z'), (102, 2, 'patron-renewed', 'x', 'x', '2026-11-01T00:00:00.000Z')`);
  await twoWorkstations(server, first);
  const client = await server.connect();
  const may = (change: RowChange): Promise<boolean> =>
    client.query("SELECT hub.check_records('save-settings', 2, $1::jsonb)", [JSON.stringify([change])]).then(
      () => true,
      (error: { readonly code: string }) => error.code !== 'HB005',
    );
  for (const table of ['library_setting', 'letter_template']) {
    expect(await may(added(table, { id: own, library_id: 2 })), 'their own').toBe(true);
    expect(await may(added(table, { id: own, library_id: 1 })), 'that of another').toBe(false);
    expect(await may(changed(table, 102, { a: 1 }, { a: 2 })), 'their own').toBe(true);
    expect(await may(changed(table, 101, { a: 1 }, { a: 2 })), 'that of another').toBe(false);
    expect(await may(changed(table, 102, { library_id: 2 }, { library_id: 1 })), 'given').toBe(false);
    expect(await may(changed(table, 101, { library_id: 1 }, { library_id: 2 })), 'taken').toBe(false);
  }
  expect(await may(added('library_setting', { id: own, library_id: null })), 'of all').toBe(true);
  await client.end();
});
