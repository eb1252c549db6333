import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import BetterSqlite3 from 'better-sqlite3';
import { seriousIssues } from '../support/axe.ts';
import { ask, databaseFile } from '../support/database.ts';
import { inDays, writeDecisionLibrary } from '../support/decision-library.ts';
import { lastStep, messagesOf, openDecisionRequests, rowOf } from '../support/decision-page.ts';
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
const read = (text: string): unknown[] => ask(desk.dataDir, text);
const messages = (externalId: string): readonly string[] => messagesOf(desk.dataDir, externalId);

test.describe('when something comes between', () => {
  test('a request that changed meanwhile is shown as it is now, and what was typed stays', async () => {
    const page = await openRequests();
    const window = await openActionWindow(page, '01DEC0006', 'Cancel');
    await window.getByRole('combobox', { name: 'Cancellation reason' }).selectOption({ index: 2 });
    await window.getByRole('textbox', { name: 'Cancellation note' }).fill('Sorry');
    const [{ id }] = read("SELECT id FROM request WHERE external_id = '01DEC0006'") as [{ id: number }];
    await page.evaluate(async (requestId) => {
      const { call } = (
        globalThis as unknown as { desk: { call: Record<string, (input: unknown) => Promise<unknown>> } }
      ).desk;
      await call['steps.take']?.({
        kind: 'partner-answer',
        input: {
          opId: crypto.randomUUID(),
          requestId,
          asOf: null,
          answer: { kind: 'will-supply', note: '' },
        },
      });
    }, id);
    await window.getByRole('button', { name: 'Confirm' }).click();
    await expect(window.getByRole('alert')).toContainText('CHANGED MEANWHILE');
    await expect(window).toContainText('Will supply');
    await expect(window.getByRole('textbox', { name: 'Cancellation note' })).toHaveValue('Sorry');
    expect(messages('01DEC0006')).toEqual([]);
    await window.getByRole('button', { name: 'Confirm' }).click();
    await expect(lastStep(page)).toContainText('Cancelled');
  });

  test('a busy database: nothing was stored, which is said, and trying again does it once', async () => {
    test.setTimeout(90_000);
    const page = await openRequests();
    const window = await openActionWindow(page, '01DEC0003', 'Request Renewal');
    await window.getByRole('textbox', { name: 'Choose a Date' }).fill(inDays(49));
    const db = new BetterSqlite3(databaseFile(desk.dataDir));
    db.exec('BEGIN IMMEDIATE');
    try {
      await page.keyboard.press('Enter');
      await expect(window.getByRole('alert')).toContainText('NOTHING WAS STORED', { timeout: 20_000 });
      await expect(window.getByRole('button', { name: 'Try again' })).toBeFocused();
    } finally {
      db.exec('ROLLBACK');
      db.close();
    }
    await page.keyboard.press('Enter');
    await expect(lastStep(page)).toContainText('Renewed until');
    expect(messages('01DEC0003')).toEqual(['partner:renewal', 'patron:renewed']);
  });

  test('Escape closes without a step and gives the focus back', async () => {
    const page = await openRequests();
    const window = await openActionWindow(page, '01DEC0006', 'Cancel');
    await page.keyboard.press('Escape');
    await expect(window).toBeHidden();
    await expect(rowOf(page, '01DEC0006')).toBeFocused();
    // The file that brought the requests is the only one in the log.
    expect(read(`SELECT count(*) AS n FROM command_log WHERE kind <> 'import'`)).toEqual([{ n: 0 }]);
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
    ['01DEC0010', 'Add partners', 'Save'],
    ['01DEC0008', 'Send', null],
    ['01DEC0003', 'Report lost', null],
  ] as const) {
    const window = await openActionWindow(page, externalId, action);
    if (action === 'Request Renewal') await window.getByRole('button', { name: 'Show calendar' }).click();
    // With a refusal in it.
    if (button !== null) await window.getByRole('button', { name: button, exact: true }).click();
    await expect(window.getByRole('alert')).toHaveCount(button === null ? 0 : 1);
    expect(await seriousIssues(page), action).toEqual([]);
    // The first one closes the calendar.
    if (action === 'Request Renewal') await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await expect(window).toBeHidden();
  }
});

test('a window is usable at 200 % zoom and in a small window: its button can be reached', async () => {
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
