import { expect, onTestFinished, test } from 'vitest';
import { listService } from '../../../../../electron/main/desk/queries/list/list.service.ts';
import { anyRequest, orderOfView } from '../../../../../shared/domain/request-list.ts';
import { addRequest, openTestDesk } from '../../../../support/desk.ts';
import { valueOf } from '../../../../support/results.ts';

test('conditions awaiting a reply are sorted by date, with their texts', () => {
  const desk = openTestDesk();
  onTestFinished(desk.close);
  const conditional = (externalId: string, reason: string, note: string, replyBy: string | null): void => {
    const id = addRequest(desk, { externalId, status: 'CONDITIONAL' });
    desk.raw
      .prepare(
        `INSERT INTO turn_condition (request_id, turn_id, reason, note, reply_by)
         SELECT request_id, id, ?, ?, ? FROM turn WHERE request_id = ?`,
      )
      .run(reason, note, replyBy, id);
  };
  conditional('LATER', 'LibraryUseOnly', 'In the reading room', '2026-12-10');
  conditional('SOON', '', 'x'.repeat(400), '2026-12-01');
  conditional('NEVER', 'NoReproduction', 'No reproduction', null);
  const { rows } = valueOf(
    listService(desk.context).list({
      query: { ...anyRequest, ready: 'conditional' },
      sort: orderOfView('conditional'),
      offset: 0,
      limit: 10,
    }),
  );
  expect(rows.map(({ externalId, condition }) => [externalId, condition?.replyBy, condition?.words])).toEqual(
    [
      ['SOON', '2026-12-01', 'x'.repeat(300)],
      ['LATER', '2026-12-10', 'Library use only · In the reading room'],
      ['NEVER', null, 'No reproduction'],
    ],
  );
});
