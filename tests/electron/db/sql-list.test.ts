import { expect, test } from 'vitest';
import { sqlList } from '../../../electron/main/db/sql-list.ts';
import { closedItemStatuses } from '../../../shared/domain/item-status.ts';

test('constants of ours stand in a list of SQL, word for word as the index of open barcodes has it', () => {
  expect(sqlList(closedItemStatuses)).toBe("'returned-to-partner', 'lost'");
  expect(sqlList([])).toBe('');
});

test('what could end its quotes is an error of ours', () => {
  for (const value of ["it's", 'a b', '', '\\'])
    expect(() => sqlList([value]), value).toThrow(/cannot stand in a list of SQL/);
});
