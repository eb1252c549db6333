import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { formatDate } from '../../shared/domain/dates.ts';
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
const messages = (externalId: string): readonly string[] => messagesOf(desk.dataDir, externalId);

test.describe('responding to conditional messages', () => {
  test('No, by the keyboard alone: the request moves on to the next partner, by name', async () => {
    const page = await openRequests();
    await page.getByRole('textbox', { name: 'Search requests' }).focus();
    await page.keyboard.type('01DEC0002');
    await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(1);
    await page.keyboard.press('ArrowDown');
    await expect(rowOf(page, '01DEC0002')).toBeFocused();
    await page.keyboard.press('ContextMenu');
    await expect(page.getByRole('menu')).toBeVisible();
    const item = page.getByRole('menuitem', { name: 'Conditional Reply' });
    for (let step = 0; step < 12; step += 1) {
      if (await item.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    const window = page.getByRole('dialog', { name: 'Conditional Reply' });
    await expect(window.getByRole('radio', { name: 'Yes' })).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(window.getByRole('radio', { name: 'No' })).toBeChecked();
    // A reply without a note is asked about first.
    await page.keyboard.press('Enter');
    await expect(window.getByRole('alert')).toContainText('looks like a new request');
    await expect(window.getByRole('textbox', { name: 'Note' })).toBeFocused();
    expect(messages('01DEC0002')).toEqual([]);
    await page.keyboard.type('It is needed at home');
    await page.keyboard.press('Control+Enter');
    await expect(window).toBeHidden();
    await expect(lastStep(page)).toContainText('Condition declined: West College is asked next');
    await expect(rowOf(page, '01DEC0002')).toBeFocused();
    await expect(rowOf(page, '01DEC0002')).toContainText('Request sent to partner');
    await expect(rowOf(page, '01DEC0002')).toContainText('West College');
    expect(messages('01DEC0002')).toEqual(['partner:condition-answered', 'partner:request']);
  });
});

test.describe('renewing items via borrowing requests', () => {
  test('the calendar and the usual lengths put the date into the field', async () => {
    const page = await openRequests();
    const window = await openActionWindow(page, '01DEC0003', 'Request Renewal');
    const date = window.getByRole('textbox', { name: 'Choose a Date' });
    await window.getByRole('button', { name: /^\+2 weeks/ }).click();
    await expect(date).toHaveValue(formatDate(inDays(21)));
    await window.getByRole('button', { name: 'Show calendar' }).click();
    await window.getByRole('button', { name: 'Next month' }).click();
    const day = window.getByRole('button', { name: /^20 / });
    const label = (await day.getAttribute('aria-label')) ?? '';
    await day.click();
    await expect(date).toHaveValue(/^20 /);
    expect(label).toMatch(/^20 \w+ \d{4}$/);
  });
});
