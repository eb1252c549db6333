import { expect, test } from 'vitest';
import { todaysStepsService } from '../../../../../electron/main/desk/queries/history/steps.service.ts';
import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import { addItem, addShelved, circulationOf } from '../../../../support/circulation.ts';
import { newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { addAddresses } from '../../../../support/letters.ts';
import { valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

const lent = { status: 'on-loan', lentTo: 1 } as const;

test('a return says how the partner is told: by staff, by a letter that waits, or by one that leaves', () => {
  const remarksOf = (
    externalId: string,
    barcode: string,
    { lettersWait = null, chosen = null }: { lettersWait?: 'failing' | null; chosen?: PartnerId | null } = {},
  ) => {
    const { itemId } = addShelved(desk, externalId, barcode, lent, 'LOANED');
    if (chosen !== null)
      desk.raw
        .prepare('UPDATE turn SET partner_id = NULL WHERE id = (SELECT turn_id FROM item WHERE id = ?)')
        .run(itemId);
    const context = { ...desk.context, lettersWait: () => lettersWait };
    const more = chosen === null ? {} : { partnerId: chosen };
    return valueOf(circulationOf({ ...desk, context }).giveBack(itemId, newOpId(), more)).remarks;
  };
  desk.raw.exec(`UPDATE partner SET email = ''`);
  expect(remarksOf('R-1', 'N-1')).toEqual([
    'Notify North University Library yourself that the item is on its way back (no e-mail address; the letter is under Contact by hand).',
  ]);
  addAddresses(desk);
  const byLetter = 'North University Library will be notified that the item is on its way back.';
  expect(remarksOf('R-2', 'N-2')).toEqual([byLetter]);
  expect(remarksOf('R-3', 'N-3', { lettersWait: 'failing' })).toEqual([
    byLetter,
    'Mail queued: mail is unavailable.',
  ]);
  // Its letter leaves also if staff record the partner with the return.
  expect(remarksOf('R-4', 'N-4', { chosen: 1 as PartnerId })).toEqual([byLetter]);
});

test('the first volume of a set is named like the others, also if nobody said how many there are', () => {
  const { itemId, requestId } = addShelved(desk, 'R-1', 'N-1', lent, 'LOANED');
  const { look, giveBack } = circulationOf(desk);
  expect(valueOf(look('N-1'))).toMatchObject({ volume: 1, volumesExpected: null, inSet: false });
  addItem(desk, requestId, { barcode: 'N-2', volume: 2, ...lent });
  expect(valueOf(look('N-1'))).toMatchObject({ volume: 1, volumesExpected: null, inSet: true });
  expect(valueOf(giveBack(itemId)).headline).toBe('Returned to North University Library (volume 1)');
  const [step] = valueOf(todaysStepsService(desk.context).today({ limit: 10 }));
  expect(step?.volume).toEqual({ number: 1, of: null });
});
