import { expect } from '@playwright/test';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => (desk = begun),
);

/** Each wrong code for the first box, with what staff must read about it. */
const wrongIdentifiers: readonly (readonly [what: string, code: string, says: readonly RegExp[]])[] = [
  ['an unknown identifier', '99NOWHERE1', [/No request has the external identifier 99NOWHERE1/]],
  ['an item’s barcode', 'N-31234', [/item barcode/, /01MAIN0000106/, /The Malay Archipelago/]],
  ['a patron’s card', 'P1000001', [/patron’s card/]],
  ['a received request', '01MAIN0000106', [/received already/]],
  ['a returned request', '01MAIN0000111', [/has gone back/]],
  ['a completed request', '01MAIN0000112', [/is completed/]],
  ['a code that is too long', '9'.repeat(65), [/64/]],
];

test('every wrong code for a request stops with its own sentence and leaves the box ready', async () => {
  const receiving = await openReceiving(desk);
  const said = new Set<string>();
  for (const [what, code, says] of wrongIdentifiers) {
    await scan(desk, code);
    for (const words of says) await expect(receiving.lastStep, what).toContainText(words);
    await expect(receiving.lastStep, what).toContainText('STOP');
    await expect(receiving.barcode, what).toBeHidden();
    await expect(receiving.identifier, what).toBeFocused();
    said.add(await receiving.lastStep.innerText());
  }
  expect(said.size).toBe(wrongIdentifiers.length);
  await receiving.identifier.fill('');
  await receiving.ok.click();
  await expect(receiving.lastStep).toContainText('STOP');
  await expect(receiving.identifier).toBeFocused();
});

test('a status from elsewhere stops nothing: the item in hand counts, with a word of warning', async () => {
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000114');
  await expect(receiving.barcode).toBeFocused();
  await expect(desk.page.getByText(/“RECEIVED_NOT_FOR_LOAN” comes from another system/)).toBeVisible();
  await scan(desk, 'N-90114');
  await expect(receiving.lastStep).toContainText('N-90114');
});

test('every wrong barcode stops and changes nothing; another identifier opens that request', async () => {
  const { page } = desk;
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000103');
  await expect(receiving.barcode).toBeFocused();
  await scan(desk, 'V-1');
  await expect(receiving.received.getByRole('listitem')).toHaveCount(1);
  for (const [code, says] of [
    ['V-1', /scanned already/],
    ['N-31234', /in use/],
    ['01MAIN0000103', /external identifier of this request/],
    ['P1000001', /patron’s card/],
    ['8'.repeat(65), /64/],
  ] as const) {
    await scan(desk, code);
    await expect(receiving.lastStep).toContainText(says);
    await expect(receiving.lastStep).toContainText('STOP');
    await expect(receiving.received.getByRole('listitem')).toHaveCount(1);
    await expect(receiving.barcode).toBeFocused();
  }
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Leave it open' }).click();
  await expect(receiving.identifier).toBeFocused();
  await scan(desk, '01MAIN0000101');
  await expect(page.getByRole('heading', { name: 'The Voyage of the Beagle' })).toBeVisible();
  await scan(desk, '01MAIN0000102');
  await expect(receiving.lastStep).toContainText('Nothing was received for 01MAIN0000101');
  await expect(page.getByRole('heading', { name: /Entstehung der Kontinente/ })).toBeVisible();
});

test('an item for a cancelled request is not received: its return slip is printed by one key', async () => {
  const { page } = desk;
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000105');
  await expect(receiving.lastStep).toContainText('Do not receive it');
  await expect(page.getByRole('button', { name: 'Print return slip' })).toBeVisible();
  await page.getByRole('button', { name: 'Print return slip' }).click();
  await expect(page.getByText(/return slip/i).first()).toBeVisible();
  await page.getByRole('link', { name: 'Slips' }).click();
  await expect(page.getByRole('row', { name: /01MAIN0000105/ })).toContainText(/printed|saved/i);
});

test('an item whose cancellation was asked for may go straight back, with its return slip', async () => {
  const { page } = desk;
  const receiving = await openReceiving(desk);
  await scan(desk, '01HILL0000135');
  await expect(receiving.barcode).toBeFocused();
  await page.getByRole('button', { name: 'Print return slip' }).click();
  await page.getByRole('link', { name: 'Slips' }).click();
  await expect(page.getByRole('row', { name: /01HILL0000135/ })).toContainText(/return/i);
});

test('one more volume than expected comes in on purpose only', async () => {
  const { page } = desk;
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000106');
  await expect(receiving.lastStep).toContainText('received already');
  await page.getByRole('button', { name: 'Add a further volume' }).click();
  await expect(receiving.barcode).toBeFocused();
  await scan(desk, 'N-90006');
  await expect(receiving.lastStep).toContainText('HOLD SHELF');
});

test('a desk that receives nothing says so before anything is scanned in vain', async () => {
  const { page } = desk;
  const receiving = await openReceiving(desk);
  await page.getByRole('combobox', { name: 'Currently at' }).selectOption('Information Desk');
  await receiving.identifier.focus();
  await scan(desk, '01MAIN0000101');
  await expect(receiving.lastStep).toContainText('Nothing is received at Information Desk');
});
