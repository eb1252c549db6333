import { expect } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
import { chooseFromMenu } from '../support/circulation-page.ts';
import { openReceiving } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => {
    desk = begun;
  },
);

test('F1 says how the work of the page is done, the arrows show the keys, what is new and guides for IT, Escape gives the focus back', async () => {
  const { page } = desk;
  const receiving = await openReceiving(desk);
  await chooseFromMenu(desk, 'show.help');
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help.getByRole('tab', { name: 'Receiving Items' })).toBeFocused();
  await expect(help.getByRole('heading', { name: 'Receive a set' })).toBeVisible();
  await expect(help.getByRole('listitem').first()).toContainText('External identifier');
  expect(await seriousIssues(page)).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await expect(help.getByRole('row', { name: /^Ctrl \+ Z/ })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(help.getByRole('heading', { name: 'At the desk' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await help
    .getByRole('combobox', { name: 'Guides for IT' })
    .selectOption('Several workstations: a guide for server administrators');
  await expect(help.getByText('CREATE DATABASE ill OWNER ill_hub;')).toBeVisible();
  expect(await seriousIssues(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(receiving.identifier).toBeFocused();
});
