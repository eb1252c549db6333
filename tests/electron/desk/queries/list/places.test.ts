import { anyRequest } from '../../../../../shared/domain/request-list.ts';
import { expect, test } from 'vitest';
import { listService } from '../../../../../electron/main/desk/queries/list/list.service.ts';
import { addItem } from '../../../../support/circulation.ts';
import { addRequest, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { spellOut } from '../../../../support/life.ts';
import { valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

test('for a partly lent set, the list shows how many volumes are where, and Hold expired includes it', () => {
  const id = addRequest(desk, { externalId: 'SET', status: 'LOANED', volumes: 6 }, true);
  const lent = { status: 'on-loan', lentTo: 1 } as const;
  addItem(desk, id, { barcode: 'V-1', status: 'returned-to-partner' });
  addItem(desk, id, { barcode: 'V-2', volume: 2, ...lent });
  addItem(desk, id, { barcode: 'V-3', volume: 3, ...lent });
  addItem(desk, id, { barcode: 'V-4', volume: 4 });
  addItem(desk, id, { barcode: 'V-5', volume: 5, status: 'in-transit', destinationDeskId: 2 });
  spellOut(desk.raw, id);
  desk.raw.exec("UPDATE item SET hold_until = '2026-11-24' WHERE barcode = 'V-4'");
  const { rows } = valueOf(
    listService(desk.context).list({
      query: { ...anyRequest, ready: 'not-picked-up' },
      sort: { column: 'updatedAt', direction: 'descending' },
      offset: 0,
      limit: 10,
    }),
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.places).toEqual([
    { barcode: 'V-2', status: 'on-loan', deskName: 'Main Circulation Desk', destinationName: '', count: 2 },
    {
      barcode: 'V-4',
      status: 'on-hold-shelf',
      deskName: 'Main Circulation Desk',
      destinationName: '',
      count: 1,
    },
    {
      barcode: 'V-5',
      status: 'in-transit',
      deskName: 'Main Circulation Desk',
      destinationName: 'Hilltop Branch',
      count: 1,
    },
    {
      barcode: 'V-1',
      status: 'returned-to-partner',
      deskName: 'Main Circulation Desk',
      destinationName: '',
      count: 1,
    },
  ]);
});
