import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import BetterSqlite3 from 'better-sqlite3';
import { seriousIssues } from '../support/axe.ts';
import { databaseFile } from '../support/database.ts';
import { inDays, writeDecisionLibrary } from '../support/decision-library.ts';
import { lastStep, messagesOf, openDecisionRequests } from '../support/decision-page.ts';
import { scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { openActionWindow } from '../support/requests-page.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: writeDecisionLibrary() }),
  (begun) => (desk = begun),
);

const openRequests = (): Promise<Page> => openDecisionRequests(desk);
const messages = (externalId: string): readonly string[] => messagesOf(desk.dataDir, externalId);

test.describe('interruptions', () => {
  test('a busy database: the window says that nothing was stored, and retrying takes the step once', async () => {
    test.setTimeout(90_000);
    const page = await openRequests();
    const window = await openActionWindow(page, '01DEC0003', 'Request Renewal');
    await window.getByRole('textbox', { name: 'Choose a Date' }).fill(inDays(49));
    const db = new BetterSqlite3(databaseFile(desk.dataDir));
    db.exec('BEGIN IMMEDIATE');
    try {
      await page.keyboard.press('Enter');
      await expect(window.getByRole('alert')).toContainText('NOTHING SAVED', { timeout: 20_000 });
      await expect(window.getByRole('button', { name: 'Try again' })).toBeFocused();
    } finally {
      db.exec('ROLLBACK');
      db.close();
    }
    await page.keyboard.press('Enter');
    await expect(lastStep(page)).toContainText('Due ');
    expect(messages('01DEC0003')).toEqual(['partner:renewal', 'patron:renewed']);
  });
});

test('no window has a serious accessibility issue, in light and in dark', async () => {
  test.setTimeout(180_000);
  const page = await openRequests();
  for (const [externalId, action, button] of [
    ['01DEC0001', 'Conditional Reply', 'Send'],
    ['01DEC0003', 'Request Renewal', 'Renew'],
    ['01DEC0006', 'Cancel', 'Confirm'],
    ['01DEC0006', 'Record partner’s answer', 'Record'],
    ['01DEC0010', 'Rota', 'Save'],
    ['01DEC0003', 'Correct', 'Save'],
    ['01DEC0008', 'Send', null],
    ['01DEC0003', 'Report lost', null],
  ] as const) {
    const window = await openActionWindow(page, externalId, action);
    if (action === 'Request Renewal') await window.getByRole('button', { name: 'Show calendar' }).click();
    // With a refusal in it.
    if (button !== null) await window.getByRole('button', { name: button, exact: true }).click();
    await expect(window.getByRole('alert')).toHaveCount(button === null ? 0 : 1);
    expect(await seriousIssues(page), action).toEqual([]);
    // The first press closes the calendar.
    if (action === 'Request Renewal') await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(window).toBeHidden();
  }
});

test('a window is usable at 200 % zoom and in a small window: its button is reachable', async () => {
  const page = await openRequests();
  const window = await openActionWindow(page, '01DEC0001', 'Conditional Reply');
  await desk.app.evaluate(({ BrowserWindow }) => {
    const [main] = BrowserWindow.getAllWindows().filter((each) => each.isVisible());
    main?.setContentSize(1024, 768);
    main?.webContents.setZoomFactor(2);
  });
  await window.getByRole('button', { name: 'Send', exact: true }).scrollIntoViewIfNeeded();
  await expect(window.getByRole('button', { name: 'Send', exact: true })).toBeInViewport();
  const overflow = await page.evaluate(() => {
    const body = document.querySelector('[role=dialog]');
    return body ? body.scrollWidth - body.clientWidth : -1;
  });
  expect(overflow).toBeLessThanOrEqual(0);
});

test('while a window is open, Ctrl+Z undoes no step behind it, and a scan does not move the focus', async () => {
  const page = await openRequests();
  const reply = await openActionWindow(page, '01DEC0001', 'Conditional Reply');
  await reply.getByRole('radio', { name: 'Yes' }).check();
  await reply.getByRole('textbox', { name: 'Note' }).fill('The patron will read it here');
  await reply.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByRole('region', { name: 'Last step' })).toContainText('Condition accepted');

  const window = await openActionWindow(page, '01DEC0001', 'Cancel');
  const note = window.getByRole('textbox', { name: 'Cancellation note' });
  await note.click();
  await page.keyboard.press('Control+z');
  await page.keyboard.type('No longer wanted');
  await scan(desk, '01DEC0010');
  await expect(page.getByRole('region', { name: 'Scanned', includeHidden: true })).toContainText('01DEC0010');
  await expect(note).toBeFocused();
  await expect(note).toHaveValue('No longer wanted');
  await page.keyboard.press('Escape');
  await expect(window).toBeHidden();
  expect(messages('01DEC0001')).toEqual(['partner:condition-answered']);
});
