import { expect } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
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

/** A request of the demo with a patron, and the patron's card. */
const someRequest = (where: string) =>
  (
    ask(
      desk.dataDir,
      `SELECT external_id AS externalId, request.title, patron.barcode AS card FROM request JOIN patron ON patron.id = patron_id
        WHERE ${where} AND external_id LIKE '01MAIN00001%' ORDER BY external_id LIMIT 1`,
    ) as [{ externalId: string; title: string; card: string }]
  )[0];

test('request again: a new request with the same citation, linked to the old one both ways', async () => {
  const old = someRequest('ended_as IS NOT NULL');
  const requests = await openRequests(desk);
  const { page } = desk;
  await requests.search.fill(old.externalId);
  await expect(requests.rows).toHaveCount(1);
  await requests.actionsFor(old.externalId).click();
  await requests.action('Request again').click();
  const form = page.getByRole('dialog', { name: 'New request' });
  await expect(form).toContainText(`Request again of ${old.externalId}`);
  await expect(form.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(old.title);
  await expect(form.getByRole('combobox', { name: 'Requester' })).toHaveValue(new RegExp(old.card));
  // The rest of the citation by the keyboard alone.
  await form.getByRole('button', { name: 'More of the citation' }).focus();
  await page.keyboard.press('Enter');
  await form.getByRole('textbox', { name: 'ISBN' }).fill('978-0-19-506997-0');
  await form.getByRole('textbox', { name: 'Needed by' }).fill('20 Jan 2027');
  expect(await seriousIssues(page)).toEqual([]);
  await form.getByRole('button', { name: 'Create request' }).click();
  await expect(requests.lastStep).toContainText(`Request again of ${old.externalId}`);
  await expect(requests.details).toContainText('978-0-19-506997-0');
  await requests.details.getByRole('link', { name: old.externalId }).click();
  await expect(requests.details.getByRole('heading', { level: 2 })).toHaveText(old.externalId);
  await expect(requests.details).toContainText('Requested again as');
  await requests.search.fill('9780195069970');
  await expect(requests.rows).toHaveCount(1);
});

test('the same work for the same patron: New request shows the open one, and lets staff go on', async () => {
  const open = someRequest('ended_as IS NULL');
  const requests = await openRequests(desk);
  const { page } = desk;
  // Not the page's own emulation: it would stay for the next test that shares the program.
  await desk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()
      .find((each) => each.isVisible())
      ?.setContentSize(1024, 768),
  );
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1024);
  await page.getByRole('button', { name: 'New request' }).click();
  const form = page.getByRole('dialog', { name: 'New request' });
  const warning = form.getByRole('alert');
  await form.getByRole('combobox', { name: 'Requester' }).fill(open.card);
  await page.getByRole('listbox', { name: 'Patrons found' }).getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  // At once: it is not created unseen, however quick the hand is.
  await form.getByRole('textbox', { name: 'Title' }).fill(`${open.title.toUpperCase()}!`);
  await page.keyboard.press('Enter');
  await expect(warning).toContainText('This patron already has an open request for it');
  await expect(warning.getByRole('link', { name: open.externalId })).toBeInViewport();
  await expect(warning).toContainText('the same title');
  expect(await seriousIssues(page)).toEqual([]);
  await form.getByRole('button', { name: 'Create request' }).click();
  await expect(requests.lastStep).toContainText('created');
  await requests.search.fill(`"${open.title}"`);
  await expect(requests.rows.first()).toBeVisible();

  // The link leads there, after the question about what is not saved.
  await page.getByRole('button', { name: 'New request' }).click();
  await form.getByRole('combobox', { name: 'Requester' }).fill(open.card);
  await page.getByRole('listbox', { name: 'Patrons found' }).getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await form.getByRole('textbox', { name: 'Title' }).fill(open.title);
  await warning.getByRole('link', { name: open.externalId }).click();
  await page
    .getByRole('dialog', { name: 'Not saved yet' })
    .getByRole('button', { name: 'Discard changes' })
    .click();
  await expect(form).toBeHidden();
  await expect(requests.details.getByRole('heading', { level: 2 })).toHaveText(open.externalId);
});
