import { expect } from '@playwright/test';
import { pageNames } from '../../shared/domain/pages.ts';
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

test('the work of all pages goes on paper, to hang beside the desk', async () => {
  const { page } = desk;
  await openReceiving(desk);
  await chooseFromMenu(desk, 'show.help');
  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', 'true');
  });
  await page.getByRole('button', { name: 'Print for the desk' }).press('Enter');
  await expect(page.locator('body[data-printed]')).toBeAttached();
  const paper = page
    .getByRole('heading', { name: 'How the work is done', includeHidden: true })
    .locator('..');
  await expect(paper.locator('h2')).toHaveCount(pageNames.length);
  await expect(paper.locator('section').filter({ hasText: 'Return a trolley' })).toHaveCount(1);
  await page.evaluate(() => {
    dispatchEvent(new Event('afterprint'));
    document.body.removeAttribute('data-printed');
  });
  await expect(paper).toHaveCount(0);
  await page.keyboard.press('Escape');
});
