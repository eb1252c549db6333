import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { ask } from './database.ts';
import type { Desk } from './launch.ts';

/** Opens Borrowing Requests, and waits until the file with the decisions is imported. */
export const openDecisionRequests = async ({ page }: Desk): Promise<Page> => {
  await page.getByRole('link', { name: 'Borrowing Requests' }).click();
  await expect(page.getByRole('button', { name: 'Actions for 01DEC0010' })).toBeVisible();
  return page;
};

/** The line with the result of the last step. */
export const lastStep = (page: Page): Locator => page.getByRole('region', { name: 'Last step' });

/** The row of a request. */
export const rowOf = (page: Page, externalId: string): Locator => page.getByRole('row', { name: externalId });

/** The messages of a request, `recipient:kind`, oldest first. */
export const messagesOf = (dataDir: string, externalId: string): readonly string[] =>
  ask<{ readonly message: string }>(
    dataDir,
    `SELECT recipient || ':' || kind AS message FROM outbox JOIN request ON request.id = request_id
      WHERE external_id = ? ORDER BY outbox.id`,
    externalId,
  ).map(({ message }) => message);
