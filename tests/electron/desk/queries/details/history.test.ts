import { expect, test } from 'vitest';
import { detailsService } from '../../../../../electron/main/desk/queries/details/details.service.ts';
import { take } from '../../../../../electron/main/desk/steps/take.ts';
import type { RequestId } from '../../../../../shared/domain/ids.ts';
import { addRequest, newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);

test('the newest lines of a long history come with the details, and older ones page by page', () => {
  const id = addRequest(desk, { externalId: 'D1' });
  for (let index = 0; index < 45; index += 1)
    valueOf(
      take(desk.context, 'add-note', {
        opId: newOpId(),
        requestId: id,
        text: `Note ${index}`,
        active: false,
      }),
    );
  const shown = valueOf(detailsService(desk.context).details({ requestId: id }));
  expect([shown.history.length, shown.historyTotal]).toEqual([20, 45]);
  const page = (offset: number) =>
    valueOf(detailsService(desk.context).history({ requestId: id, offset, limit: 20 }));
  const all = [...shown.history, ...page(20), ...page(40)];
  expect(new Set(all.map(({ opId }) => opId)).size).toBe(45);
  const unknown = detailsService(desk.context).history({ requestId: 999 as RequestId, offset: 0, limit: 1 });
  expect(codeOf(unknown)).toBe('request-unknown');
});
