import { expect, test } from 'vitest';
import { correctionPreview } from '../../../../renderer/src/requests/decisions/further.words.ts';
import type { CalendarDate, ItemId } from '../../../../shared/domain/ids.ts';
import { lent, request, withPatron } from '../../support/request-facts.ts';

test('a corrected due date says which other dates it leaves as they are', () => {
  const itemId = 1 as ItemId;
  const saved = 'Only the records change. No one is notified.';
  const after = (item: Partial<(typeof withPatron)[number]>, dueOn: string | null): string =>
    correctionPreview(
      request({ life: lent, items: withPatron.map((one) => ({ ...one, ...item })) }),
      dueOn === '' ? { itemId } : { itemId, dueOn: dueOn as CalendarDate | null },
    );
  expect([after({}, ''), after({}, '2026-12-11'), after({}, null)]).toEqual([saved, saved, saved]);
  expect(after({}, '2026-12-10')).toBe(`The patron may keep it longer, until 11 Dec 2026. ${saved}`);
  const recalled = { backBy: '2026-12-07' as CalendarDate };
  expect(after(recalled, '2026-12-04')).toBe(
    `The recall’s date stays: back by 7 Dec 2026. The patron may keep it longer, until 11 Dec 2026. ${saved}`,
  );
  expect(after(recalled, '')).toBe(saved);
});
