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

test('what the mail room receives is at the counter a moment later, and what both do without the cable comes together', async () => {
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
