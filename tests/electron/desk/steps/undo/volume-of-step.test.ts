import { expect, onTestFinished, test } from 'vitest';
import { volumeOfStep } from '../../../../../electron/main/desk/steps/undo/step-words.ts';
import { findCommand } from '../../../../../electron/main/desk/store/command-log.queries.ts';
import { addItem, addShelved, circulationOf } from '../../../../support/circulation.ts';
import { openTestDesk } from '../../../../support/desk.ts';
import { valueOf } from '../../../../support/results.ts';

test('a volume whose barcode has changed since is found by what the step changed', () => {
  const desk = openTestDesk();
  onTestFinished(desk.close);
  const lent = { status: 'on-loan', lentTo: 1 } as const;
  const { requestId } = addShelved(desk, 'R-1', 'N-1', lent, 'LOANED');
  addItem(desk, requestId, { barcode: 'N-2', volume: 2, ...lent });
  const last = addItem(desk, requestId, { barcode: 'N-3', volume: 3, ...lent });
  const { opId } = valueOf(circulationOf(desk).giveBack(last));
  desk.raw.exec("UPDATE item SET barcode = 'New ' || barcode");
  const { db } = desk.context;
  expect(volumeOfStep(db, findCommand(db, opId)!, 'N-3')).toEqual({ number: 3, of: null });
});
