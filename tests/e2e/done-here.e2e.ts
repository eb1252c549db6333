import { expect } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
import { chooseFromMenu, circulationFile, openCirculation } from '../support/circulation-page.ts';
import { ask } from '../support/database.ts';
import { scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: circulationFile() }),
  (begun) => {
    desk = begun;
  },
);

/** Lends N-1 to its patron and returns N-3 to its partner. */
const aDaysWork = async (): Promise<void> => {
  const lending = await openCirculation(desk, 'Manage Patron Services');
  await scan(desk, 'P1000001');
  await expect(lending.item).toBeFocused();
  await scan(desk, 'N-1');
  await expect(lending.lastStep).toContainText('The Voyage of the Beagle');
  const returning = await openCirculation(desk, 'Return Items');
  await scan(desk, 'N-3');
  await returning.window.getByRole('button', { name: 'OK' }).press('Enter');
  await expect(returning.lastStep).toContainText('The Descent of Man');
};

test('a step waits until it is ticked as keyed, with the keyboard, and the tick is undone', async () => {
  const { page, dataDir } = desk;
  await aDaysWork();
  await chooseFromMenu(desk, 'go.done-here');
  const list = page.getByRole('grid', { name: 'Key into the other system' });
  const lent = list.getByRole('row', { name: /Lent to the patron.*R-SHELF/ });
  const returned = list.getByRole('row', { name: /Returned to the partner.*R-LOAN/ });
  await expect(lent).toContainText('N-1');
  await expect(returned).toBeVisible();
  expect(await seriousIssues(page), 'the page').toEqual([]);
  await expect(list.locator('[data-copy="R-SHELF"]')).toBeAttached();
  await expect(list.locator('[data-copy="N-1"]')).toBeAttached();

  await lent.press('Enter');
  await expect(page.getByText('1 step marked as done.')).toBeVisible();
  await expect(lent).toHaveCount(0);
  expect(ask(dataDir, 'SELECT count(*) AS n FROM keyed_step')).toEqual([{ n: 1 }]);
  await page.getByRole('radio', { name: 'All' }).press('Space');
  await expect(lent.getByRole('checkbox', { name: /^Done/ })).toBeChecked();
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(page.getByText('1 step unmarked.')).toBeVisible();
  await expect(lent.getByRole('checkbox', { name: /^Done/ })).not.toBeChecked();

  // A keyed step that is undone here must be undone in the other system too.
  await returned.press('Enter');
  await expect(returned.getByRole('checkbox', { name: /^Done/ })).toBeChecked();
  await chooseFromMenu(desk, 'go.return-items');
  const session = page.getByRole('complementary', { name: /This session/ });
  // The page still shows it.
  await page.getByRole('region', { name: 'Last step' }).getByRole('button', { name: 'Undo' }).press('Enter');
  await expect(session.getByText('Undone').first()).toBeVisible();
  await chooseFromMenu(desk, 'go.done-here');
  await expect(returned).toContainText('Undo there too');
  const alarm = page.getByRole('img', { name: '1 to undo in the other system too' });
  await expect(alarm).toBeVisible();
  await returned.press('Enter');
  await expect(returned).toHaveCount(0);
  await expect(alarm).toHaveCount(0);
});
