import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { ask, databaseFile } from '../support/database.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';

// Something happens to the database file while the program works with it.

let desk: Desk;
const start = async (env: Record<string, string> = {}): Promise<void> => {
  desk = await launchDesk({ library: 'demo', env });
};
test.afterEach(() => desk.close());

const items = (file: string): number =>
  ask<{ n: number }>(join(file, '..'), "SELECT count(*) AS n FROM item WHERE barcode LIKE 'GONE-%'")[0]?.n ??
  -1;

test('a database that is taken away: the receive is refused and says why, nothing is printed, and it goes on when it is back', async () => {
  await start();
  const file = databaseFile(desk.dataDir);
  const away = join(desk.dataDir, 'away');
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000101');
  await expect(receiving.barcode).toBeFocused();
  mkdirSync(away);
  for (const ending of ['', '-wal', '-shm'])
    renameSync(file + ending, join(away, `borrow-desk.sqlite${ending}`));
  await scan(desk, 'GONE-1');
  await expect(receiving.lastStep).toContainText('was moved or deleted while Borrow Desk was at work');
  await expect(receiving.lastStep).toContainText('nothing was stored');
  await expect(receiving.lastStep).toContainText(file);
  await expect(receiving.received.getByRole('listitem')).toHaveCount(0);
  for (const ending of ['', '-wal', '-shm'])
    renameSync(join(away, `borrow-desk.sqlite${ending}`), file + ending);
  expect(items(file)).toBe(0);
  await scan(desk, 'GONE-1');
  await expect(receiving.lastStep).toContainText('HOLD SHELF');
  expect(items(file)).toBe(1);
});

test('a database that is exchanged for an older copy: the receive is refused, and no slip is made for it', async () => {
  await start();
  const file = databaseFile(desk.dataDir);
  const receiving = await openReceiving(desk);
  copyFileSync(file, `${file}.older`);
  renameSync(`${file}.older`, file);
  await scan(desk, '01MAIN0000101');
  await expect(receiving.lastStep).toContainText('Another file was put in the place of the database');
  await expect(receiving.barcode).toBeHidden();
  expect(readdirSync(desk.dataDir)).not.toContain('slips');
});

test('backups that cannot be made are told at the head and on Today, with the reason', async () => {
  // Time enough to put something in the way.
  await start({ BORROW_DESK_FIRST_BACKUP_MS: '10000' });
  const { page } = desk;
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
  await expect(page.getByText(/No good backup/)).toHaveCount(0);
  const folder = join(desk.dataDir, 'backups');
  rmSync(folder, { recursive: true, force: true });
  writeFileSync(folder, 'a file in the way');
  const head = page.getByRole('banner').getByRole('link', { name: 'No good backup yet' });
  await expect(head).toBeVisible({ timeout: 25_000 });
  await expect(page.getByRole('status').filter({ hasText: 'No good backup yet' })).toContainText('“backups”');
});
