import { expect } from '@playwright/test';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';

let desk: Desk;
test.afterEach(() => desk.close());

test('a language chosen in Settings applies from the next start, in pages, menus, dates and refusals', async () => {
  desk = await launchDesk({ library: 'demo' });
  await desk.page.evaluate(() => void (location.hash = '#/settings/appearance'));
  await desk.page.getByRole('radio', { name: 'Deutsch (Entwurf)' }).click();
  await expect(
    desk.page.getByText('Borrow Desk will be in Deutsch (Entwurf) after a restart.'),
  ).toBeVisible();
  await expect(desk.page.getByRole('button', { name: 'Restart now' })).toBeEnabled();
  await desk.close();

  desk = await launchDesk({ dataDir: desk.dataDir });
  const { page } = desk;
  await page.evaluate(() => void (location.hash = '#/today'));
  await expect(page.getByRole('heading', { name: 'Heute', level: 1 })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  // The fields that the browser draws, such as those of opening hours, follow the language and not the machine: no “09:00 AM”.
  expect(await page.evaluate(() => navigator.language)).toBe('de');
  const menus = await desk.app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.map(({ label }) => label),
  );
  expect(menus?.join(' ')).toMatch(/Bearbeiten|Datei/u);
  // Messages and dates from the main process.
  await page.evaluate(() => void (location.hash = '#/receiving'));
  await expect(page.getByRole('heading', { name: 'Eingang verbuchen' })).toBeVisible();
  await page.keyboard.type('01MAIN0000101');
  await page.keyboard.press('Enter');
  await expect(page.getByText('15. Jan. 2027')).toBeVisible();
});
