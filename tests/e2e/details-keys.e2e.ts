import { expect } from '@playwright/test';
import { writeDecisionLibrary } from '../support/decision-library.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import type { RequestsPage } from '../support/requests-page.ts';
import { openRequests } from '../support/requests-page.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
let requests: RequestsPage;
shareDesk(
  () => ({ library: writeDecisionLibrary() }),
  (begun) => (desk = begun),
);
test.beforeEach(async () => {
  requests = await openRequests(desk);
});

/** Opens the details of a request by its row's menu. */
const view = async (externalId: string): Promise<void> => {
  await requests.search.fill(externalId);
  await expect(requests.rows).toHaveCount(1);
  await requests.actionsFor(externalId).press('Enter');
  await requests.action('View').press('Enter');
  await expect(requests.details.getByRole('heading', { name: externalId })).toBeVisible();
};

test('the focus stays where a button of the details went with its step', async () => {
  const { details, lastStep } = requests;
  await view('01DEC0006');
  await details.getByRole('button', { name: 'Add note' }).press('Enter');
  await desk.page.keyboard.type('Ask at the door');
  await desk.page.keyboard.press('Control+Enter');
  const notes = details.getByRole('region', { name: 'Messages and notes' });
  await expect(notes).toContainText('Ask at the door');
  await expect(notes).toBeFocused();

  await details.getByRole('button', { name: /^Undo: / }).press('Enter');
  await expect(lastStep).toContainText('UNDONE');
  await expect(details.getByRole('region', { name: 'History' })).toBeFocused();

  await details.getByRole('button', { name: 'Add note' }).press('Enter');
  await desk.page.keyboard.type('Once more');
  await desk.page.keyboard.press('Control+Enter');
  await lastStep.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(lastStep).toContainText('UNDONE');
  await expect(lastStep).toBeFocused();
  // Whoever goes elsewhere is left alone.
  await requests.search.fill('01DEC0007');
  await expect(requests.row('01DEC0007')).toBeVisible();
  await expect(requests.search).toBeFocused();
});

test('a note that is being written is there again after a look at another request', async () => {
  const { details } = requests;
  const note = details.getByRole('textbox', { name: 'Note' });
  await view('01DEC0006');
  await details.getByRole('button', { name: 'Add note' }).press('Enter');
  await expect(note).toBeFocused();
  await desk.page.keyboard.type('The reader wants the maps');
  await view('01DEC0007');
  await expect(note).toHaveCount(0);
  await view('01DEC0006');
  await expect(note).toHaveValue('The reader wants the maps');
  await expect(note).not.toBeFocused();
  await details.getByRole('button', { name: 'Save note' }).press('Enter');
  await expect(details.getByRole('region', { name: 'Messages and notes' })).toContainText('wants the maps');
  await view('01DEC0007');
  await view('01DEC0006');
  await expect(note).toHaveCount(0);
});
