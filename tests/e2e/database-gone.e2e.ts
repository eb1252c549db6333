import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { ask, databaseFile } from '../support/database.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { filledFolder, launchDesk } from '../support/launch.ts';

// The database file is damaged or removed while the program is running.

let desk: Desk;
test.afterEach(() => desk.close());

const items = (file: string): number =>
  ask<{ n: number }>(join(file, '..'), "SELECT count(*) AS n FROM item WHERE barcode LIKE 'GONE-%'")[0]?.n ??
  -1;

test('without its database file the program refuses to receive, says why and prints nothing, and continues once the file is back', async () => {
  desk = await launchDesk({ library: 'demo' });
  const file = databaseFile(desk.dataDir);
  const away = join(desk.dataDir, 'away');
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000101');
  await expect(receiving.barcode).toBeFocused();
  mkdirSync(away);
  for (const ending of ['', '-wal', '-shm'])
    renameSync(file + ending, join(away, `borrow-desk.sqlite${ending}`));
  await scan(desk, 'GONE-1');
  await expect(receiving.lastStep).toContainText(
    'was moved or deleted while Borrow Desk was running, so nothing was saved',
  );
  await expect(receiving.lastStep).toContainText(file);
  await expect(receiving.received.getByRole('listitem')).toHaveCount(0);
  for (const ending of ['', '-wal', '-shm'])
    renameSync(join(away, `borrow-desk.sqlite${ending}`), file + ending);
  expect(items(file)).toBe(0);
  await scan(desk, 'GONE-1');
  await expect(receiving.lastStep).toContainText('HOLD SHELF');
  expect(items(file)).toBe(1);
});

test('failing backups are reported in the header and on Today, with the reason', async () => {
  const dataDir = await filledFolder('demo');
  const folder = join(dataDir, 'backups');
  rmSync(folder, { recursive: true, force: true });
  writeFileSync(folder, 'a file in the way');
  desk = await launchDesk({ dataDir, env: { BORROW_DESK_FIRST_BACKUP_MS: '100' } });
  const { page } = desk;
  const head = page.getByRole('banner').getByRole('link', { name: 'No good backup yet' });
  await expect(head).toBeVisible({ timeout: 25_000 });
  await expect(page.getByRole('status').filter({ hasText: 'No good backup yet' })).toContainText('“backups”');
});
