import { expect, test } from 'vitest';
import { newOpId } from '../../renderer/src/api/ids.ts';
import { openRequests } from '../support/page/requests.ts';
import { showProgram } from '../support/page/program-page.tsx';

const idOf = (row: HTMLElement): string =>
  row.querySelector<HTMLElement>('[data-copy]')?.dataset['copy'] ?? '';

test('a view starts in its own order, and a step moves no row: the list is sorted again when its view is chosen again', async () => {
  const program = await showProgram('demo');
  const { page, calls, ask } = program;
  const { rows } = await openRequests(program);
  const shown = (): readonly string[] => rows().map(idOf);
  const views = page.role('region', { name: 'Views' });
  await views.role('button', { name: 'Conditional' }).click();
  const byReply = ask<{ readonly id: string }>(
    `SELECT external_id AS id FROM request JOIN turn_condition ON request_id = request.id AND answer IS NULL AND ended_at IS NULL
      WHERE turn_state = 'conditional' ORDER BY reply_by IS NULL, reply_by`,
  ).map(({ id }) => id);
  const replyBy = new Map(byReply.map((id, at) => [id, at]));
  await expect.poll(() => shown().length).toBe(byReply.length);
  // Requests of the same day may be in any order.
  const days = (ids: readonly string[]): readonly string[] =>
    ids.map(
      (id) =>
        ask<{ readonly day: string }>(
          `SELECT ifnull(reply_by, '') AS day FROM turn_condition WHERE answer IS NULL AND ended_at IS NULL
              AND request_id = (SELECT id FROM request WHERE external_id = ?)`,
          id,
        )[0]?.day ?? '',
    );
  expect(days(shown())).toEqual(days(byReply));
  expect(shown().every((id) => replyBy.has(id))).toBe(true);

  await views.role('button', { name: 'All requests' }).click();
  await expect.poll(() => shown().length).toBeGreaterThan(byReply.length);
  const before = shown();
  const fourth = before[3] ?? '';
  const [request] = ask<{ readonly id: number }>('SELECT id FROM request WHERE external_id = ?', fourth);
  const statusOf = (): string | null | undefined =>
    rows()[3]?.querySelector('[data-column=status]')?.textContent;
  const status = statusOf();
  await calls.call('cancel', {
    opId: newOpId(),
    requestId: request?.id,
    asOf: null,
    reason: 'ItemAlreadyAvailable',
    note: '',
    notifyPatron: false,
    requestedBy: 'staff',
  });
  await expect.poll(statusOf).not.toBe(status);
  expect(shown()).toEqual(before);
  // Chosen again, the view starts with the most recent change.
  await views.role('button', { name: 'All requests' }).click();
  await expect.poll(() => shown()[0]).toBe(fourth);
});
