import { expect, onTestFinished, test, vi } from 'vitest';
import { itemsChangedBy } from '../../../../../electron/main/desk/steps/items/items.queries.ts';
import { volumeOfStep } from '../../../../../electron/main/desk/steps/undo/step-words.ts';
import { findCommand } from '../../../../../electron/main/desk/store/command-log.queries.ts';
import { addItem, addShelved, circulationOf } from '../../../../support/circulation.ts';
import { openTestDesk } from '../../../../support/desk.ts';
import { valueOf } from '../../../../support/results.ts';

vi.mock('../../../../../electron/main/desk/steps/items/items.queries.ts', { spy: true });

test('a volume whose barcode has changed since is found by what the step changed, with one query for the whole set', () => {
  const desk = openTestDesk();
  onTestFinished(desk.close);
  const lent = { status: 'on-loan', lentTo: 1 } as const;
  const { requestId } = addShelved(desk, 'R-1', 'N-1', lent, 'LOANED');
  addItem(desk, requestId, { barcode: 'N-2', volume: 2, ...lent });
  const last = addItem(desk, requestId, { barcode: 'N-3', volume: 3, ...lent });
  const { opId } = valueOf(circulationOf(desk).giveBack(last));
  desk.raw.exec("UPDATE item SET barcode = 'New ' || barcode");
  vi.mocked(itemsChangedBy).mockClear();
  const { db } = desk.context;
  expect(volumeOfStep(db, findCommand(db, opId)!, 'N-3')).toEqual({ number: 3, of: null });
  expect(itemsChangedBy).toHaveBeenCalledOnce();
});
