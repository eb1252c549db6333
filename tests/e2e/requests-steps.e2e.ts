import { expect } from '@playwright/test';
import { v7 as uuidv7 } from 'uuid';
import type { DeskApi } from '../../shared/ipc/api.ts';
import type { OpId, RequestId } from '../../shared/domain/ids.ts';
import { ask } from '../support/database.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { openRequests } from '../support/requests-page.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => (desk = begun),
);
test.beforeEach(() => desk.page.emulateMedia({ reducedMotion: 'reduce' }));

const idOf = (externalId: string): RequestId =>
  (ask(desk.dataDir, `SELECT id FROM request WHERE external_id = '${externalId}'`) as [{ id: RequestId }])[0]
    .id;

test('a step that became impossible meanwhile says so and shows how it is now', async () => {
  const requests = await openRequests(desk);
  const { page } = desk;
  await requests.search.fill('micrographia');
  await requests.actionsFor('01MAIN0000104').click();
  await requests.action('Conditional Reply').click();
  const dialog = page.getByRole('dialog', { name: 'Conditional Reply' });
  await dialog.getByRole('radio', { name: 'Yes' }).check();
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Agreed.');
  // Somebody else cancels it while the window is open.
  const cancelled = await page.evaluate(
    ([requestId, opId]) =>
      (window as unknown as { readonly desk: DeskApi }).desk.call['steps.take']({
        kind: 'cancel',
        input: {
          opId,
          requestId,
          asOf: null,
          reason: 'NO_LONGER_NEEDED',
          note: '',
          notifyPatron: false,
          requestedBy: 'staff',
        },
      }),
    [idOf('01MAIN0000104'), uuidv7() as OpId] as const,
  );
  expect(cancelled).toMatchObject({ ok: true });
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(dialog).toContainText('CHANGED MEANWHILE');
  await page.keyboard.press('Escape');
  await expect(requests.row('01MAIN0000104')).toContainText('Cancelled by staff');
  await requests.actionsFor('01MAIN0000104').click();
  await expect(requests.action('Conditional Reply')).toBeHidden();
});

test('Receive and Return lead to their pages with the request in hand', async () => {
  let requests = await openRequests(desk);
  const { page } = desk;
  await requests.search.fill('01MAIN0000101');
  await requests.actionsFor('01MAIN0000101').click();
  await requests.action('Receive').click();
  await expect(page.getByRole('heading', { name: 'The Voyage of the Beagle' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Temporary barcode' })).toBeFocused();
  requests = await openRequests(desk);
  await requests.search.fill('01MAIN0000106');
  await requests.actionsFor('01MAIN0000106').click();
  await requests.action('Return').click();
  await expect(page.getByRole('heading', { name: 'Return Items' })).toBeVisible();
  await expect(page.getByRole('dialog')).toContainText('North University Library');
});

test('a request by hand, a note on it, and the note dealt with', async () => {
  const requests = await openRequests(desk);
  const { page } = desk;
  await page.getByRole('button', { name: 'New request' }).click();
  const form = page.getByRole('dialog', { name: 'New request' });
  await expect(form.getByRole('textbox', { name: 'External identifier' })).toBeFocused();
  await form.getByRole('button', { name: 'Create request' }).click();
  await expect(form).toContainText('A request needs a title');
  await form.getByRole('textbox', { name: 'Title' }).fill('Flora of the Northern Isles');
  await form.getByRole('combobox', { name: 'Requester' }).fill('reader');
  await page.getByRole('listbox', { name: 'Patrons found' }).getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await form.getByRole('combobox', { name: /^Partners/ }).selectOption({ label: 'North University Library' });
  await form.getByRole('button', { name: 'Create request' }).click();
  await expect(form).toBeHidden();
  await expect(requests.lastStep).toContainText('Flora of the Northern Isles');
  await expect(requests.details).toContainText('North University Library');
  await requests.details.getByRole('button', { name: 'Add note' }).click();
  await requests.details.getByRole('textbox', { name: 'Note' }).fill('The reader wants the maps as well.');
  await requests.details.getByRole('checkbox', { name: /^Active/ }).check();
  await requests.details.getByRole('button', { name: 'Save note' }).click();
  await requests.search.fill('flora northern');
  await expect(requests.rows).toHaveCount(1);
  await expect(requests.rows.getByRole('link', { name: 'Request with active notes' })).toBeVisible();
  await requests.details.getByRole('button', { name: 'Dismiss' }).click();
  await expect(requests.rows.getByRole('link', { name: 'Request with active notes' })).toBeHidden();
  await requests.lastStep.getByRole('button', { name: 'Undo' }).click();
  await expect(requests.rows.getByRole('link', { name: 'Request with active notes' })).toBeVisible();
});
