import { expect } from '@playwright/test';
import { ask } from '../support/database.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import { makeTwoFolders, type TwoFolders } from '../support/hub/two-folders.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { openRequests } from '../support/requests-page.ts';
import { waitFor } from '../support/waiting.ts';

// Two windows, two databases, one hub on a real PostgreSQL.

let shared: TwoFolders;
const desks: Desk[] = [];
test.beforeAll(async () => {
  test.setTimeout(120_000);
  shared = await makeTwoFolders();
});
test.afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});
test.afterAll(() => shared.stop());

const open = async (folder: string): Promise<Desk> => {
  const desk = await launchDesk({ dataDir: folder });
  desks.push(desk);
  return desk;
};

test('an item received in the mail room appears at the counter a moment later, and offline work of both is synced later', async () => {
  test.setTimeout(180_000);
  const [mailRoom, counter] = [await open(shared.folders[0]), await open(shared.folders[1])];
  const list = await openRequests(counter);
  await list.search.fill('01MAIN0000101');
  await expect(list.row('01MAIN0000101')).toContainText('Shipped');
  await openReceiving(mailRoom);
  await scan(mailRoom, '01MAIN0000101');
  await scan(mailRoom, 'N-90001', 'Tab');
  await expect(list.row('01MAIN0000101')).toContainText('Received');
  await expect(list.search).toBeFocused();

  shared.cable.pull();
  await scan(mailRoom, '01MAIN0000102');
  await scan(mailRoom, 'N-90002', 'Tab');
  await waitFor(
    'The step that waits',
    () => ask(mailRoom.dataDir, 'SELECT n FROM hub_pending').length > 0 || undefined,
  );
  await list.search.fill('01MAIN0000102');
  await expect(list.row('01MAIN0000102')).not.toContainText('Received');
  shared.cable.plugIn();
  await expect(list.row('01MAIN0000102')).toContainText('Received', { timeout: 70_000 });
  expect(ask(mailRoom.dataDir, 'SELECT n FROM hub_pending')).toEqual([]);
  for (const { problems } of [mailRoom, counter]) expect(problems).toEqual([]);
});

test('conflicting offline steps on the same request become a task at both desks, and one of them resolves it by keyboard', async () => {
  test.setTimeout(180_000);
  const [mailRoom, counter] = [await open(shared.folders[0]), await open(shared.folders[1])];
  await openReceiving(mailRoom);
  await openReceiving(counter);
  shared.cable.pull();
  for (const [desk, barcode] of [
    [mailRoom, 'N-90003'],
    [counter, 'N-90004'],
  ] as const) {
    await scan(desk, '01MAIN0000109');
    await scan(desk, barcode, 'Tab');
    await waitFor(
      'The step that waits',
      () => ask(desk.dataDir, 'SELECT n FROM hub_pending').length > 0 || undefined,
    );
  }
  shared.cable.plugIn();
  const openTasks = ({ dataDir }: Desk): number =>
    ask(dataDir, 'SELECT id FROM task WHERE solved_at IS NULL').length;
  for (const desk of [mailRoom, counter])
    await waitFor('The task', () => openTasks(desk) === 1 || undefined, 90_000);
  const { page } = counter;
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.getByRole('link', { name: /^Tasks/ }).click();
  const task = page.getByRole('article');
  await expect(task).toContainText('01MAIN0000109');
  await page.screenshot({ path: test.info().outputPath('task.png') });
  await task.getByRole('button', { name: 'Mark as done' }).focus();
  await page.keyboard.press('Enter');
  for (const desk of [counter, mailRoom])
    await waitFor('The task is solved', () => openTasks(desk) === 0 || undefined, 30_000);
});

test('two windows are distinguishable, and an open form counts the volumes that the other desk receives', async () => {
  test.setTimeout(180_000);
  const [mailRoom, counter] = [await open(shared.folders[0]), await open(shared.folders[1])];
  const [set] = ask(
    mailRoom.dataDir,
    `SELECT external_id AS id FROM request
      WHERE status = 'SHIPPED_PHYSICALLY' AND volumes_expected > 2
        AND NOT EXISTS (SELECT 1 FROM item WHERE request_id = request.id) LIMIT 1`,
  ) as { id: string }[];
  const id = set?.id ?? '';
  for (const [desk, name] of [
    [mailRoom, 'Mail room'],
    [counter, 'Counter'],
  ] as const) {
    await openReceiving(desk);
    await expect(desk.page).toHaveTitle(`Receiving Items · ${name} · Borrow Desk`);
    await expect(desk.page.getByRole('banner').getByText(name, { exact: true })).toBeVisible();
    await scan(desk, id);
    await expect(desk.page.getByRole('region', { name: `Request ${id}` })).toBeVisible();
  }
  await scan(mailRoom, 'N-90011', 'Tab');
  const { page } = counter;
  await expect(page.getByText('Volume 1 was received at Mail room (N-90011).')).toBeVisible();
  await scan(counter, 'N-90012', 'Tab');
  await expect(page.getByRole('region', { name: `Request ${id}` }).getByText(/^2 of \d+$/u)).toBeVisible();
  await expect(mailRoom.page.getByText('Volume 2 was received at Counter (N-90012).')).toBeVisible();
  await page.screenshot({ path: test.info().outputPath('form.png') });
  for (const { problems } of [mailRoom, counter]) expect(problems).toEqual([]);
});
