import { expect, test } from 'vitest';
import { newOpId, type TestDesk } from '../support/desk.ts';
import { setNcip } from '../support/ncip/sending-desk.ts';
import { showProgram } from '../support/page/program-page.tsx';
import { receivingAt } from '../support/receiving.ts';
import { valueOf } from '../support/results.ts';

/** Receives an item, of which the other system refuses the step, and leaves another step in doubt. */
const withRefused = (desk: TestDesk): void => {
  setNcip(desk, 'http://127.0.0.1:9/ncip');
  const shipped = desk.raw
    .prepare("SELECT id FROM request WHERE status = 'SHIPPED_PHYSICALLY' ORDER BY id LIMIT 2")
    .pluck()
    .all();
  for (const [index, requestId] of shipped.entries())
    valueOf(
      receivingAt(() => desk).receive({
        opId: newOpId(),
        requestId: requestId as never,
        barcode: `Q-${index}`,
      }),
    );
  desk.raw.exec(
    `UPDATE other_system_message SET state = iif(facts ->> '$.item' = 'Q-0', 'refused', 'in-doubt')`,
  );
};

test('a refused step is sent again from its menu, which says so; one that nobody refused offers it not', async () => {
  const { page, desk, ask, emit } = await showProgram('demo', { before: withRefused });
  await page.role('link', { name: /^Key into/ }).click();
  const list = page.role('grid', { name: /^Key into/ });
  const rowOf = (word: string) => list.role('row', { hasText: word });
  await rowOf('Check there')
    .role('button', { name: /^Actions for/ })
    .click();
  const menu = page.role('menu');
  await expect.poll(() => menu.isShown()).toBe(true);
  expect(menu.all('menuitem').map(({ textContent }) => textContent)).toEqual([
    'Mark as done',
    'Open the request',
  ]);
  await menu.press('{Escape}');
  const again = async (): Promise<void> => {
    await rowOf('Refused')
      .role('button', { name: /^Actions for/ })
      .click();
    await page.role('menuitem', { name: 'Send again' }).click();
  };
  await again();
  await expect.poll(() => page.text()).toContain('The step is sent again.');
  expect(ask("SELECT state FROM other_system_message WHERE facts ->> '$.item' = 'Q-0'")).toEqual([
    { state: 'waiting' },
  ]);
  // It is refused once more, and a later step with the item was sent.
  desk.raw.exec(`
    UPDATE other_system_message SET state = 'refused' WHERE facts ->> '$.item' = 'Q-0';
    INSERT INTO other_system_message (op_id, request_id, item_id, service, facts, state, created_at, updated_at)
    SELECT (SELECT op_id FROM command_log ORDER BY seq LIMIT 1), request_id, item_id, 'CheckInItem', '{}', 'sent', '2099-01-01T00:00:00.000Z', updated_at
      FROM other_system_message WHERE facts ->> '$.item' = 'Q-0'`);
  emit('changed', { topics: ['steps'] });
  await again();
  await expect.poll(() => page.text()).toContain('This step can no longer be sent');
});
