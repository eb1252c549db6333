import { expect } from '@playwright/test';
import { ask } from '../support/database.ts';
import { writeDecisionLibrary } from '../support/decision-library.ts';
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

/** The kinds of messages that wait to leave. */
const messages = (): unknown[] =>
  ask<{ kind: string }>(desk.dataDir, 'SELECT kind FROM outbox ORDER BY id').map(({ kind }) => kind);

test('while a window is open, Ctrl+Z takes no step back behind it, and a scan takes the focus from nobody', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Borrowing Requests' }).click();
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
  expect(messages()).toEqual(['condition-answered']);
});
