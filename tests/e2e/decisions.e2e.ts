import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { formatDate } from '../../shared/domain/dates.ts';
import { ask } from '../support/database.ts';
import { inDays, writeDecisionLibrary } from '../support/decision-library.ts';
import { lastStep, messagesOf, openDecisionRequests, rowOf } from '../support/decision-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { openActionWindow, requestsPage } from '../support/requests-page.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: writeDecisionLibrary() }),
  (begun) => (desk = begun),
);

/** Takes back what was just done, so that the request is there for the next test too. */
const undoLastStep = async (page: Page): Promise<void> => {
  await lastStep(page).getByRole('button', { name: 'Undo' }).click();
  await expect(lastStep(page)).toContainText('UNDONE');
};

const openRequests = (): Promise<Page> => openDecisionRequests(desk);
const read = (text: string): unknown[] => ask(desk.dataDir, text);
const messages = (externalId: string): readonly string[] => messagesOf(desk.dataDir, externalId);

test.describe('responding to conditional messages', () => {
  test('the status facet, the message, Conditional Reply, Yes, a response, Send', async () => {
    const page = await openRequests();
    await requestsPage(page).openFilters();
    await page.getByRole('checkbox', { name: 'Conditional', exact: true }).click();
    await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(2);
    await rowOf(page, '01DEC0001').getByRole('link', { name: 'Request with active notes' }).click();
    await expect(page.getByRole('region', { name: 'Request details' })).toContainText(
      'Use in the reading room only',
    );
    const window = await openActionWindow(page, '01DEC0001', 'Conditional Reply');
    await expect(window.getByRole('radio', { name: 'Yes' })).toBeFocused();
    await expect(window).toContainText('The Voyage of the Beagle');
    await expect(window).toContainText('North University Library');
    await expect(window).toContainText('The date for reply has passed');
    await expect(window).toContainText('No: asks West College next.');
    await window.getByRole('radio', { name: 'Yes' }).check();
    await window.getByRole('textbox', { name: 'Note' }).fill('The patron will read it here');
    await window.getByRole('button', { name: 'Send' }).click();
    await expect(window).toBeHidden();
    await expect(lastStep(page)).toContainText('Condition accepted: stays with North University Library');
    expect(messages('01DEC0001')).toEqual(['partner:condition-answered']);
    await undoLastStep(page);
    expect(messages('01DEC0001')).toEqual([]);
  });

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

  test('a reply without a note goes out on a second confirmation', async () => {
    const page = await openRequests();
    const window = await openActionWindow(page, '01DEC0001', 'Conditional Reply');
    await window.getByRole('button', { name: 'Send' }).click();
    await expect(window.getByRole('alert')).toContainText('Choose Yes or No.');
    await window.getByRole('radio', { name: 'Yes' }).check();
    await window.getByRole('button', { name: 'Send' }).click();
    await window.getByRole('button', { name: 'Send without a note' }).click();
    await expect(lastStep(page)).toContainText('Condition accepted');
  });
});

test.describe('renewing items via borrowing requests', () => {
  test('Choose a Date, Renew: approved at once, with notices to patron and partner', async () => {
    const page = await openRequests();
    const window = await openActionWindow(page, '01DEC0003', 'Request Renewal');
    const date = window.getByRole('textbox', { name: 'Choose a Date' });
    await expect(date).toBeFocused();
    await expect(window.getByRole('textbox')).toHaveCount(1);
    await date.fill(inDays(49));
    await expect(window).toContainText(`${formatDate(inDays(49))}, in 7 weeks`);
    await window.getByRole('button', { name: 'Renew' }).click();
    await expect(lastStep(page)).toContainText(`Renewed until ${formatDate(inDays(49))}`);
    await expect(rowOf(page, '01DEC0003')).toContainText('Renewed by partner');
    expect(messages('01DEC0003')).toEqual(['partner:renewal', 'patron:renewed']);
    expect(
      read("SELECT loan.due_on, renewals FROM loan JOIN item ON item.id = item_id WHERE barcode = 'N-30003'"),
    ).toEqual([{ due_on: inDays(49), renewals: 1 }]);
    await undoLastStep(page);
    expect(messages('01DEC0003')).toEqual([]);
  });

  test('by the keyboard alone; a date in the past, and one before the due date, is refused and stays', async () => {
    const page = await openRequests();
    const window = await openActionWindow(page, '01DEC0003', 'Request Renewal');
    const date = window.getByRole('textbox', { name: 'Choose a Date' });
    for (const [typed, says] of [
      [inDays(-1), 'is in the past'],
      [inDays(3), 'is before the due date'],
      ['soon', 'This is no date'],
      ['', 'Choose a date first'],
    ] as const) {
      await date.fill(typed);
      await page.keyboard.press('Enter');
      await expect(window).toContainText(says);
      await expect(date).toHaveValue(typed);
      await expect(date).toBeFocused();
    }
    expect(messages('01DEC0003')).toEqual([]);
    await page.keyboard.type(formatDate(inDays(30)));
    await page.keyboard.press('Enter');
    await expect(lastStep(page)).toContainText('Renewed until');
    await undoLastStep(page);
  });

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

  test('a partner that must answer is asked; its answer is recorded, and the patron’s date follows', async () => {
    const page = await openRequests();
    const asking = await openActionWindow(page, '01DEC0004', 'Request Renewal');
    await expect(asking).toContainText('West College is asked to renew it');
    await asking.getByRole('textbox', { name: 'Choose a Date' }).fill(inDays(40));
    await asking.getByRole('button', { name: 'Renew' }).click();
    await expect(lastStep(page)).toContainText('asked of West College');
    await expect(rowOf(page, '01DEC0004')).toContainText('Renew requested');
    const answer = await openActionWindow(page, '01DEC0004', 'Record partner’s answer');
    await answer.getByRole('combobox', { name: 'The partner …' }).selectOption('renews it');
    await expect(answer.getByRole('textbox', { name: 'New due date' })).toHaveValue(formatDate(inDays(40)));
    await answer.getByRole('button', { name: 'Record' }).click();
    await expect(lastStep(page)).toContainText('West College renewed it until');
    await expect(rowOf(page, '01DEC0004')).toContainText('Renewed by partner');
    expect(messages('01DEC0004')).toEqual(['partner:renewal-asked', 'patron:renewed']);
  });

  test('what was recalled cannot be renewed: the menu says why', async () => {
    const page = await openRequests();
    await page.getByRole('textbox', { name: 'Search requests' }).fill('01DEC0005');
    await page.getByRole('button', { name: 'Actions for 01DEC0005' }).click();
    await expect(page.getByRole('menuitem', { name: 'Record partner’s answer' })).toBeVisible();
    const renew = page.getByRole('menuitem', { name: 'Request Renewal' });
    if ((await renew.count()) > 0) await expect(renew).toHaveAttribute('aria-disabled', 'true');
  });
});

test.describe('cancelling requests', () => {
  test('a reason, Notify User, Confirm', async () => {
    const page = await openRequests();
    const window = await openActionWindow(page, '01DEC0006', 'Cancel');
    const reason = window.getByRole('combobox', { name: 'Cancellation reason' });
    await expect(reason).toBeFocused();
    await expect(window.getByRole('checkbox', { name: 'Notify user' })).toBeChecked();
    await window.getByRole('button', { name: 'Confirm' }).click();
    await expect(window.getByRole('alert')).toContainText('Choose a cancellation reason.');
    await reason.selectOption('It cannot come in time');
    await window.getByRole('textbox', { name: 'Cancellation note' }).fill('The course is over');
    await window.getByRole('button', { name: 'Confirm' }).dblclick();
    await expect(lastStep(page)).toContainText('Cancelled: It cannot come in time');
    await expect(rowOf(page, '01DEC0006')).toContainText('Cancelled by staff');
    expect(messages('01DEC0006')).toEqual(['partner:cancel', 'patron:cancelled']);
  });

  test('a partner that must agree is asked first', async () => {
    const page = await openRequests();
    const window = await openActionWindow(page, '01DEC0007', 'Cancel');
    await expect(window).toContainText('West College must agree');
    await window.getByRole('combobox', { name: 'Cancellation reason' }).selectOption({ index: 1 });
    await window.getByRole('checkbox', { name: 'Notify user' }).uncheck();
    await window.getByRole('button', { name: 'Confirm' }).click();
    await expect(rowOf(page, '01DEC0007')).toContainText('Waiting for cancel response');
    const answer = await openActionWindow(page, '01DEC0007', 'Record partner’s answer');
    await answer.getByRole('combobox').selectOption('agrees to the cancellation');
    await answer.getByRole('button', { name: 'Record' }).click();
    await expect(rowOf(page, '01DEC0007')).toContainText('Cancelled by partner');
    expect(messages('01DEC0007')).toEqual(['partner:cancel-asked']);
  });

  test('many at once: each has its own result', async () => {
    const page = await openRequests();
    for (const externalId of ['01DEC0006', '01DEC0007', '01DEC0008'])
      await page.getByRole('checkbox', { name: `Select ${externalId}` }).click();
    await page
      .getByRole('region', { name: 'Selected requests' })
      .getByRole('button', { name: 'Cancel' })
      .click();
    const window = page.getByRole('dialog', { name: 'Cancel' });
    await expect(window).toContainText('3 requests');
    await window
      .getByRole('combobox', { name: 'Cancellation reason' })
      .selectOption('It was requested twice');
    await window.getByRole('button', { name: 'Confirm' }).click();
    await expect(window).toBeHidden();
    await expect
      .poll(() =>
        read(
          "SELECT status FROM request WHERE external_id IN ('01DEC0006', '01DEC0007', '01DEC0008') ORDER BY external_id",
        ),
      )
      .toEqual([
        { status: 'CANCELLED_BY_STAFF' },
        { status: 'CANCEL_REPLY' },
        { status: 'CANCELLED_BY_STAFF' },
      ]);
    await expect(lastStep(page)).toContainText('Cancel');
  });
});

test.describe('sending, loss and damage', () => {
  test('Send asks the first partner; what it says leads to the next; at the end partners are added', async () => {
    const page = await openRequests();
    const send = await openActionWindow(page, '01DEC0008', 'Send');
    await expect(send).toContainText('Asks North University Library. Then comes West College.');
    await send.getByRole('button', { name: 'Send' }).click();
    await expect(lastStep(page)).toContainText('Sent to North University Library');
    for (const [says, status] of [
      ['West College is asked next', 'Request sent to partner'],
      ['no partner is left', 'Rejected by partner'],
    ] as const) {
      const answer = await openActionWindow(page, '01DEC0008', 'Record partner’s answer');
      await answer.getByRole('combobox').selectOption('cannot lend it');
      await answer.getByRole('button', { name: 'Record' }).click();
      await expect(lastStep(page)).toContainText(says);
      await expect(rowOf(page, '01DEC0008')).toContainText(status);
    }
    const add = await openActionWindow(page, '01DEC0008', 'Add partners');
    await add.getByRole('combobox', { name: 'Partner' }).selectOption('Lake College');
    await add.getByRole('button', { name: 'Add to the rota' }).click();
    await expect(add.getByRole('list', { name: 'Rota' }).getByRole('listitem')).toHaveCount(3);
    await add.getByRole('button', { name: 'Save' }).click();
    await expect(rowOf(page, '01DEC0008')).toContainText('Ready to be sent');
    await expect(rowOf(page, '01DEC0008')).toContainText('Lake College');
  });

  test('Report damaged, then Report lost', async () => {
    const page = await openRequests();
    for (const [action, status] of [
      ['Report damaged', 'Report damaged item to partner'],
      ['Report lost', 'Report lost item to partner'],
    ] as const) {
      const window = await openActionWindow(page, '01DEC0003', action);
      await window.getByRole('textbox', { name: 'Note' }).fill('Fell into the sea');
      await window.getByRole('button', { name: 'Report' }).click();
      await expect(rowOf(page, '01DEC0003')).toContainText(status);
    }
    expect(messages('01DEC0003')).toEqual(['partner:damaged', 'partner:lost']);
  });
});
