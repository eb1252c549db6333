import { expect, test } from 'vitest';
import { reportsService } from '../../../../../electron/main/desk/queries/reports/reports.service.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import { countsWords } from '../../../../../shared/domain/reports.ts';
import { done, openDecisionDesk, west } from '../../../../support/decision-desk.ts';
import { countAll } from './count-rows.ts';

test('a request that we withdrew after it was shipped is not counted as filled, as the sentence of the report says', () => {
  const desk = openDecisionDesk();
  const add = (externalId: string) =>
    desk.add({ externalId, status: 'SHIPPED_PHYSICALLY', rota: [west], activePartner: west });
  add('COMES');
  const withdrawn = add('WITHDRAWN');
  done(desk.cancel(withdrawn));
  done(desk.answer(withdrawn, { kind: 'cancel-accepted', note: '' }));
  countAll(desk.context);
  const period = { from: '2026-11-01' as CalendarDate, to: '2026-11-25' as CalendarDate };
  const service = reportsService(desk.context, { save: (name) => Promise.resolve(name) });
  const { rows } = done(service.read({ report: 'fill', ...period, libraryId: null }));
  // Asked, filled, not filled, open or withdrawn by us, and the rate.
  expect(rows.map(({ name, now }) => [name, ...now])).toEqual([['West College', 2, 1, 0, 1, 100]]);
  expect(countsWords('fill', period)).toContain('it shipped and we did not withdraw the request afterwards');
  desk.close();
});
