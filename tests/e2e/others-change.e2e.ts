import { expect } from '@playwright/test';
import BetterSqlite3 from 'better-sqlite3';
import { join } from 'node:path';
import { everything } from '../../shared/ipc/topics.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { openRequests } from '../support/requests-page.ts';
import { shareDesk } from '../support/shared-desk.ts';

// Another workstation changes rows while the operator works with them: the changes appear, and nothing moves.

let desk: Desk;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => (desk = begun),
);

/** Simulates rows from the hub: writes them to the database, and tells the page that anything may have changed. */
const comes = async (statements: string): Promise<void> => {
  const db = new BetterSqlite3(join(desk.dataDir, 'borrow-desk.sqlite'));
  db.exec(statements);
  db.close();
  await desk.app.evaluate(
    ({ BrowserWindow }, topics) => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.send('changed', { topics });
    },
    [...everything],
  );
};
const one = (question: string): string => {
  const db = new BetterSqlite3(join(desk.dataDir, 'borrow-desk.sqlite'), { readonly: true });
  const found = String(db.prepare(question).pluck().get());
  db.close();
  return found;
};
const newRequest = (externalId: string, status: string): string =>
  `INSERT INTO request (external_id, title, author, patron_id, pickup_desk_id, partner_id, status, created_at, updated_at)
   SELECT '${externalId}', 'Came from another desk', '', patron_id, pickup_desk_id, partner_id, '${status}', '2030-01-01T00:00:00.000Z', '2030-01-01T00:00:00.000Z'
     FROM request WHERE status = '${status}' LIMIT 1;`;

test('in the list of requests the selection, the focus, the scroll position and the open details stay', async () => {
  const requests = await openRequests(desk);
  const { page } = desk;
  const rows = page.getByRole('grid').getByRole('row');
  await expect(rows.nth(4)).toBeVisible();

  const identifierAt = async (at: number): Promise<string> =>
    (
      (await rows
        .nth(at)
        .getByRole('button', { name: /^Actions for / })
        .getAttribute('aria-label')) ?? ''
    ).replace('Actions for ', '');
  const [chosen, focused] = [await identifierAt(2), await identifierAt(4)];
  await rows.nth(2).getByRole('checkbox').click();
  await rows.nth(2).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(4)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(requests.details.getByRole('heading', { name: focused })).toBeVisible();
  await page.keyboard.press('Shift+F6');
  const focus = page.locator(':focus');
  await expect(focus).toContainText(focused);
  const topOf = async (): Promise<number | undefined> => (await focus.boundingBox())?.y;
  const before = await topOf();

  // A visible row changes, and a new row is inserted above.
  await comes(`UPDATE request SET title = 'Renamed elsewhere' WHERE external_id = '${focused}';`);
  await expect(requests.details).toContainText('Renamed elsewhere');
  await expect(focus).toContainText('Renamed elsewhere');
  expect(await topOf()).toBe(before);
  await expect(requests.row(chosen).getByRole('checkbox')).toBeChecked();

  const status = one(`SELECT status FROM request WHERE external_id = '${focused}'`);
  await comes(newRequest('ELSEWHERE-1', status));
  await expect(requests.row('ELSEWHERE-1')).toHaveCount(1);
  // It was inserted above, and the visible rows stay in place.
  expect(await identifierAt(1)).toBe('ELSEWHERE-1');
  expect(await topOf()).toBe(before);
  await expect(focus).toContainText(focused);
  await expect(requests.row(chosen).getByRole('checkbox')).toBeChecked();
  await expect(requests.details.getByRole('heading', { name: focused })).toBeVisible();
});

test('on Today the focus stays on the request, and the count changes', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.getByRole('link', { name: /^To receive/ }).click();
  const rows = page.getByRole('grid', { name: 'To receive' }).getByRole('row');
  await rows.nth(1).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(3)).toBeFocused();
  const focus = page.locator(':focus');
  const name = async (): Promise<string | null> =>
    focus.getByRole('button', { name: /^Actions for / }).getAttribute('aria-label');
  const focused = (await name()) ?? '';
  const first = (
    (await rows
      .nth(1)
      .getByRole('button', { name: /^Actions for / })
      .getAttribute('aria-label')) ?? ''
  ).replace('Actions for ', '');
  await comes(
    `UPDATE request SET status = 'REQUEST_SENT', turn_state = 'asked' WHERE external_id = '${first}';`,
  );
  await expect(rows.filter({ hasText: first })).toHaveCount(0);
  expect(await name()).toBe(focused);
  // The next key continues from there.
  await expect(rows.nth(2)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(rows.nth(1)).toBeFocused();
});

test('an open form shows changes from another desk in untouched fields, and a decision window says so', async () => {
  const requests = await openRequests(desk);
  const { page } = desk;
  const id = one("SELECT external_id FROM request WHERE status = 'CONDITIONAL' ORDER BY id LIMIT 1");
  const changed = (what: string): Promise<void> =>
    comes(`UPDATE request SET ${what}, updated_at = '2031-01-01T00:00:00.000Z' WHERE external_id = '${id}';`);
  await requests.search.fill(id);
  await requests
    .row(id)
    .getByRole('button', { name: /^Actions for / })
    .click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  const form = page.getByRole('dialog');
  const note = form.getByLabel('Circulation note');
  await note.fill('Call first');
  await changed("pickup_desk_id = 3, circulation_note = 'Fragile'");
  await expect(
    form.getByRole('status').filter({ hasText: 'except where you typed: Circulation note' }),
  ).toBeVisible();
  await expect(note).toHaveValue('Call first');
  await expect(note).toBeFocused();
  await form.getByRole('button', { name: 'Save changes' }).click();
  await expect(form).toHaveCount(0);
  expect(one(`SELECT pickup_desk_id || circulation_note FROM request WHERE external_id = '${id}'`)).toBe(
    '3Call first',
  );

  await requests
    .row(id)
    .getByRole('button', { name: /^Actions for / })
    .click();
  await page.getByRole('menuitem', { name: /^Conditional reply/iu }).click();
  const reply = form.getByLabel('Note', { exact: false }).first();
  await reply.fill('Agreed, in the reading room');
  await changed("status = 'CANCELLED', ended_as = 'CANCELLED'");
  await expect(form.getByRole('alert')).toContainText('changed at another desk');
  await expect(reply).toHaveValue('Agreed, in the reading room');
});
