import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { openSection, setOwnPin, setPin } from '../support/pins-page.ts';
import { sharedDesk } from '../support/shared-program.ts';

let desk: Desk;
test.afterEach(() => desk.close());

/** Sends keys to the window's menu, like a keyboard. */
const pressInWindow = async (keyCode: string, modifiers: ('control' | 'shift')[]): Promise<void> => {
  await desk.app.evaluate(
    ({ BrowserWindow }, given) => {
      const contents = BrowserWindow.getAllWindows().find((candidate) => candidate.isVisible())?.webContents;
      contents?.sendInputEvent({ type: 'keyDown', ...given });
      contents?.sendInputEvent({ type: 'keyUp', ...given });
    },
    { keyCode, modifiers },
  );
};

const operatorButton = (page: Page) => page.getByRole('button', { name: /^Operator: / });

/** Adds a clerk who may lend at the main desk, with a PIN, using the page. */
const addClerk = async (page: Page): Promise<void> => {
  await setOwnPin(page);
  await page.getByRole('button', { name: 'Add operator' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Bea Clerk');
  await page.getByRole('combobox', { name: 'Role' }).selectOption('Circulation Desk Operator');
  await page.getByRole('combobox', { name: 'At desk' }).selectOption('Main Circulation Desk');
  await page.getByRole('button', { name: 'Add role' }).click();
  await expect(page.getByRole('list', { name: 'This operator’s roles' })).toContainText(
    'lends, renews, returns and scans in at Main Circulation Desk (Main Library)',
  );
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved', { exact: true })).toBeVisible();
  const pin = page.getByRole('form', { name: 'PIN' });
  await setPin(page, '2468');
  await expect(pin).toContainText('A PIN has 6 to 12 digits');
  await setPin(page, '246813', '246831');
  await expect(pin).toContainText('The PINs don’t match.');
  await setPin(page, '246813');
  await expect(pin).toContainText('PIN set.');
};

test('another operator signs in with two keys and a PIN; without the role nothing can be changed', async () => {
  desk = await launchDesk({ library: 'demo' });
  const { page } = desk;
  await addClerk(page);

  await pressInWindow('O', ['control', 'shift']);
  await expect(page.getByRole('combobox', { name: 'Operator', exact: true })).toBeFocused();
  await page.keyboard.type('b');
  await page.keyboard.press('Enter');
  const pin = page.getByLabel('PIN for Bea Clerk');
  await expect(pin).toBeFocused();
  await page.keyboard.type('1111');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Wrong PIN for this operator')).toBeVisible();
  await expect(pin).toBeFocused();
  await expect(operatorButton(page)).toHaveAccessibleName('Operator: Operator');
  await page.keyboard.type('246813');
  await page.keyboard.press('Enter');
  await expect(operatorButton(page)).toHaveAccessibleName('Operator: Bea Clerk');

  // The reason is shown, and the buttons are disabled.
  await openSection(page, 'Library file');
  await expect(page.getByRole('button', { name: /Import a file/ })).toBeDisabled();
  await openSection(page, 'Partners');
  await expect(
    page.getByText('Contact the staff responsible for assigning user roles').first(),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add partner' })).toBeDisabled();
  await page.getByRole('button', { name: 'North University Library' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeDisabled();
  await expect(page.getByRole('button', { name: 'Back to the list' })).toBeFocused();
  const saves = page.getByRole('button', { name: 'Save', exact: true });
  await expect(saves).toHaveCount(1);
  for (const save of await saves.all()) await expect(save).toBeDisabled();
  await expect(page.getByRole('radio', { name: /ISO 18626/ })).toBeDisabled();
  await page.keyboard.press('Escape');

  // The main process also refuses direct calls.
  const refused = await page.evaluate(async () => {
    const { call } = (
      globalThis as unknown as { desk: { call: Record<string, (input: object) => Promise<unknown>> } }
    ).desk;
    return Promise.all([
      call['places.remove']?.({ opId: '01990000-0000-7000-8000-000000000001', kind: 'patron', id: 1 }),
      call['operators.setPin']?.({ id: 1, pin: '999999', current: null }),
      call['libraryFile.choose']?.({}),
    ]);
  });
  for (const answer of refused) expect(answer).toMatchObject({ ok: false, error: { code: 'role-missing' } });

  // Receiving needs a different role, which is named.
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000101');
  await expect(receiving.lastStep).toContainText('Fulfillment Services Operator');
  await expect(receiving.lastStep).toContainText('responsible for assigning user roles');
  expect(desk.problems).toEqual([]);
});

test('an operator with a PIN is asked for it after a restart; a scan in the meantime is ignored', async () => {
  desk = await launchDesk({ library: 'demo' });
  await addClerk(desk.page);
  await operatorButton(desk.page).click();
  await desk.page.getByRole('option', { name: /Bea Clerk/ }).click();
  await desk.page.getByLabel('PIN for Bea Clerk').fill('246813');
  await desk.page.keyboard.press('Enter');
  await expect(operatorButton(desk.page)).toHaveAccessibleName('Operator: Bea Clerk');
  const { dataDir } = desk;
  await desk.close();

  desk = await launchDesk({ dataDir });
  const { page } = desk;
  const pin = page.getByLabel('PIN for Bea Clerk');
  await expect(pin).toBeFocused();
  await expect(page.getByRole('link', { name: 'Today', exact: true })).toHaveCount(0);
  await scan(desk, '01MAIN0000101');
  await expect(page.getByRole('alert')).toContainText('The scan was not used: no one is signed in.');
  await expect(pin).toHaveValue('');
  const refused = await page.evaluate(() =>
    (
      globalThis as unknown as { desk: { call: Record<string, (input: object) => Promise<unknown>> } }
    ).desk.call['today.cards']?.({}),
  );
  expect(refused).toMatchObject({ ok: false, error: { code: 'signed-out' } });
  await pin.fill('246813');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
  await expect(page.getByText('To receive').first()).toBeVisible();
});

test('no section of Settings has a serious accessibility issue, in light and in dark', async () => {
  test.setTimeout(180_000);
  desk = await sharedDesk({ library: 'demo' });
  const { page } = desk;
  for (const section of [
    'Libraries',
    'Desks',
    'Partners',
    'Patrons',
    'Operators and roles',
    'Cancellation reasons',
    'Hours and closed days',
    'Hold shelf and loans',
  ]) {
    await openSection(page, section);
    await page.getByRole('status').first().or(page.getByRole('grid').first()).first().waitFor();
    expect(await seriousIssues(page), section).toEqual([]);
  }
  await openSection(page, 'Operators and roles');
  await page
    .getByRole('grid', { name: 'Operators' })
    .getByRole('row')
    .nth(1)
    .getByRole('button')
    .first()
    .click();
  expect(await seriousIssues(page), 'the form of an operator').toEqual([]);
  await operatorButton(page).click();
  await page.getByRole('dialog', { name: 'Switch operator' }).waitFor();
  expect(await seriousIssues(page), 'the list of operators').toEqual([]);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: /Sign in at/ }).waitFor();
  expect(await seriousIssues(page), 'signing in').toEqual([]);
});
