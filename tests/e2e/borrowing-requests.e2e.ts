import { expect } from '@playwright/test';
import { spawnSync } from 'node:child_process';
import { seriousIssues } from '../support/axe.ts';
import { ask } from '../support/database.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk, temporaryFolder } from '../support/launch.ts';
import { openRequests } from '../support/requests-page.ts';
import { sharedDesk } from '../support/shared-program.ts';

let desk: Desk;
test.afterEach(() => desk.close());

const start = async (beginning = sharedDesk({ library: 'demo' })): Promise<Desk> => {
  desk = await beginning;
  await desk.page.emulateMedia({ reducedMotion: 'reduce' });
  return desk;
};

test('a search updates while typing, over title, requester, barcode and parts, and each part can be removed', async () => {
  await start();
  const requests = await openRequests(desk);
  await expect(requests.search).toBeFocused();
  await desk.page.keyboard.type('malay archi');
  // Some titles were requested more than once.
  await expect(requests.rows.filter({ hasNotText: 'The Malay Archipelago' })).toHaveCount(0);
  await expect(requests.row('01MAIN0000106')).toContainText('The Malay Archipelago');
  await requests.search.fill('n-31234');
  await expect(requests.row('01MAIN0000106')).toBeVisible();
  await expect(requests.rows).toHaveCount(1);
  await requests.search.fill('lonnrot');
  await expect(requests.row('01MAIN0000114')).toContainText('Kalevala');

  await requests.search.fill('');
  await requests.search.pressSequentially('status:conditional hooke');
  await expect(requests.search).toHaveValue('hooke');
  await expect(requests.rows.filter({ hasNotText: 'Conditional' })).toHaveCount(0);
  await expect(requests.row('01MAIN0000104')).toBeVisible();
  await requests.search.fill('');
  await expect(requests.count).toHaveText(/^\d+ requests$/);
  await requests.chips.getByRole('button', { name: 'Remove filter status:conditional' }).click();
  await expect(requests.chips).toBeHidden();

  await requests.search.fill('status:nothing-like-it');
  await desk.page.keyboard.press('Enter');
  await expect(requests.chips).toContainText('Unknown status.');
  await requests.chips.getByRole('button').first().click();
  await requests.search.fill('zzzzqqq');
  await expect(desk.page.getByRole('heading', { name: 'No matching requests' })).toBeVisible();
});

test('the facet Conditional and Request with active notes lead to the message, and the reply is sent from there', async () => {
  await start();
  const requests = await openRequests(desk);
  await requests.openFilters();
  await requests.facet('Status', 'Conditional').check();
  await expect(requests.chips).toContainText('Status: Conditional');
  for (const badge of await requests.rows.all()) await expect(badge).toContainText('Conditional');
  const row = requests.row('01MAIN0000104');
  await row.getByRole('link', { name: 'Request with active notes' }).click();
  const notes = requests.details.getByRole('region', { name: 'Rota' });
  await expect(notes.getByText('Can be lent for use in your reading room only')).toBeInViewport();
  await expect(notes).toBeFocused();

  await requests.actionsFor('01MAIN0000104').click();
  await requests.action('Conditional Reply').click();
  const dialog = desk.page.getByRole('dialog', { name: 'Conditional Reply' });
  await dialog.getByRole('radio', { name: 'Yes' }).check();
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Agreed: reading room only.');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(requests.lastStep).toContainText('01MAIN0000104');
  // Its status has changed, so it is no longer in this list.
  await expect(row).toBeHidden();
  await expect(requests.details).toContainText('We answered Yes');

  const history = requests.details.getByRole('region', { name: 'History' });
  await history.getByRole('button', { name: 'Undo: Condition answered' }).click();
  await expect(requests.lastStep).toContainText('Undone');
  await expect(row).toBeVisible();
  await expect(history).toContainText('Undone');
  expect(ask(desk.dataDir, `SELECT status FROM request WHERE external_id = '01MAIN0000104'`)).toEqual([
    { status: 'CONDITIONAL' },
  ]);
});

test('keyboard only: search, rows, details, menu, and back', async () => {
  await start();
  await openRequests(desk);
  const { page } = desk;
  const requests = await openRequests(desk);
  await requests.search.focus();
  await page.keyboard.type('01main00001');
  await expect(requests.rows.filter({ hasNotText: '01MAIN00001' })).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await expect(requests.rows.first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(requests.rows.nth(1)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(requests.rows.nth(1)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Space');
  await expect(requests.rows.nth(1)).toHaveAttribute('aria-selected', 'false');
  await page.keyboard.press('End');
  await expect(requests.rows.last()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(requests.rows.first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(requests.details).toBeVisible();
  await expect(requests.details.locator(':focus')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(requests.details).toBeHidden();
  await expect(requests.rows.first()).toBeFocused();
  await page.keyboard.press('Shift+F10');
  const menu = page.getByRole('menu');
  await expect(menu.getByRole('menuitem').first()).toBeFocused();
  await page.keyboard.press('v');
  await expect(requests.action('View')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();
  await expect(requests.rows.first()).toBeFocused();
  await requests.rows.nth(2).click({ button: 'right' });
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(requests.rows.nth(2)).toBeFocused();
});

test('filters, order, own views, columns and the place in the list survive leaving the page and a restart', async () => {
  const dataDir = temporaryFolder();
  await start(launchDesk({ dataDir, library: 'demo' }));
  let requests = await openRequests(desk);
  const { page } = desk;
  await requests.openFilters();
  await page
    .getByRole('region', { name: 'Status' })
    .getByRole('button', { name: /^Show all/ })
    .click();
  await requests.facet('Status', 'Loaned item to patron').check();
  await desk.page.getByRole('button', { name: 'Title, author' }).click();
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('textbox', { name: 'View name' }).fill('Out with readers');
  await page.keyboard.press('Enter');
  await expect(requests.view('Out with readers')).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('checkbox', { name: 'Due back' }).uncheck();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  requests = await openRequests(desk);
  await expect(requests.facet('Status', 'Loaned item to patron')).toBeChecked();
  await page.keyboard.press('End');
  const grid = page.getByRole('grid', { name: 'Requests' });
  await requests.rows.first().focus();
  await page.keyboard.press('End');
  await expect
    .poll(() => grid.evaluate((element) => element.parentElement?.scrollTop ?? 0))
    .toBeGreaterThan(200);
  const top = await grid.evaluate((element) => element.parentElement?.scrollTop ?? 0);
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  await openRequests(desk);
  await expect.poll(() => grid.evaluate((element) => element.parentElement?.scrollTop ?? 0)).toBe(top);
  await desk.close();

  await start(launchDesk({ dataDir }));
  requests = await openRequests(desk);
  await expect(requests.facet('Status', 'Loaned item to patron')).toBeChecked();
  await expect(requests.view('Out with readers')).toHaveAttribute('aria-pressed', 'true');
  await expect(desk.page.getByRole('columnheader', { name: 'Title, author' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(desk.page.getByRole('columnheader', { name: 'Due back' })).toBeHidden();
  await requests.view('All requests').click();
  await expect(requests.chips).toBeHidden();
  await requests.chooseView('Out with readers');
  await expect(requests.facet('Status', 'Loaned item to patron')).toBeChecked();
  await desk.page.getByRole('button', { name: 'Delete view Out with readers' }).click();
  await expect(requests.view('Out with readers')).toBeHidden();
});

test('no state of the page has a serious accessibility issue, in light and in dark', async () => {
  test.setTimeout(180_000);
  await start();
  const { page } = desk;
  const requests = await openRequests(desk);
  const expectClean = async (what: string): Promise<void> => {
    expect(await seriousIssues(page), what).toEqual([]);
  };
  await expectClean('the list');
  await requests.openFilters();
  await requests.facet('Status', 'Conditional').check();
  await requests.row('01MAIN0000104').getByRole('link', { name: 'Request with active notes' }).click();
  await expect(requests.details).toContainText('Can be lent');
  await expectClean('the details');
  await page.getByRole('checkbox', { name: 'Select 01MAIN0000104' }).click();
  await requests.actionsFor('01MAIN0000104').click();
  await expectClean('a menu, with a selection');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Columns' }).click();
  await expectClean('the columns');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'New request' }).click();
  await page.getByRole('textbox', { name: 'Title' }).waitFor();
  await expectClean('the form');
  await page.keyboard.press('Escape');
  await requests.search.fill('zzzzqqq due:never ');
  await page.getByRole('heading', { name: 'No matching requests' }).waitFor();
  await expectClean('an empty list');
});

test('Ctrl+Z outside text fields undoes the last step and leaves the typed search as it is', async () => {
  await start();
  const requests = await openRequests(desk);
  await expect(requests.search).toBeFocused();
  await desk.page.keyboard.type('01MAIN0000104');
  const row = requests.row('01MAIN0000104');
  await expect(requests.rows).toHaveCount(1);
  await requests.actionsFor('01MAIN0000104').click();
  await requests.action('Conditional Reply').click();
  const dialog = desk.page.getByRole('dialog', { name: 'Conditional Reply' });
  await dialog.getByRole('radio', { name: 'Yes' }).check();
  await dialog.getByRole('textbox', { name: 'Note' }).fill('Agreed.');
  await dialog.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(requests.lastStep).toContainText('01MAIN0000104');
  await row.focus();
  // A real key: the browser and the menu of the window handle it too.
  expect(spawnSync('xdotool', ['key', 'ctrl+z']).status).toBe(0);
  await expect(requests.lastStep).toContainText('Undone');
  await expect(row).toContainText('Conditional');
  await expect(requests.search).toHaveValue('01MAIN0000104');
  await expect(requests.search).not.toBeFocused();
});
