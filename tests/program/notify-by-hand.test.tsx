import { expect, test } from 'vitest';
import { writeDecisionLibrary } from '../support/decision-library.ts';
import type { Part } from '../support/page/part.ts';
import { showProgram } from '../support/page/program-page.tsx';
import { openRequests } from '../support/page/requests.ts';
import { scan } from '../support/page/scan.ts';
import { openSection } from '../support/page/settings.ts';

// Its partners have no e-mail address.
const library = writeDecisionLibrary();

const focused = (field: Part): Promise<void> => expect.poll(() => field.hasFocus()).toBe(true);
test('Return many says of each item that staff must notify its partner, as a return of one item does', async () => {
  const program = await showProgram(library);
  const { page } = program;
  await page.role('link', { name: /^Return Items/ }).click();
  await page.role('button', { name: /^Return many/ }).click();
  for (const barcode of ['N-30003', 'N-30004']) {
    await focused(page.role('textbox', { name: 'Item barcode' }));
    scan(program, barcode);
  }
  const said = (of: Part): Promise<void> =>
    expect
      .poll(() =>
        of
          .text()
          .match(/Notify .+? yourself that the item is on its way back/gu)
          ?.toSorted(),
      )
      .toEqual([
        'Notify North University Library yourself that the item is on its way back',
        'Notify West College yourself that the item is on its way back',
      ]);
  await said(page.role('list', { name: 'To return' }));
  await page.role('button', { name: /^Return 2 items/ }).click();
  await said(page.role('region', { name: 'Returned' }));
});

test('Return many says nothing of letters for an item that it did not return', async () => {
  const program = await showProgram(library);
  const { page } = program;
  await page.role('link', { name: /^Return Items/ }).click();
  await page.role('button', { name: /^Return many/ }).click();
  await focused(page.role('textbox', { name: 'Item barcode' }));
  scan(program, 'N-30003');
  const list = page.role('list', { name: 'To return' });
  await expect.poll(() => list.text()).toContain('on its way back');
  // As if another workstation had returned it, and this one had not heard of it yet.
  program.desk.raw.exec("UPDATE item SET status = 'returned-to-partner' WHERE barcode = 'N-30003'");
  await page.role('button', { name: /^Return 1 item/ }).click();
  await expect.poll(() => list.text()).toContain('Not returned.');
  expect(list.text()).not.toContain('on its way back');
});

test('an item that another page hands over opens its window, also after Return many: that page promised one step', async () => {
  const program = await showProgram(library);
  const { page } = program;
  await page.role('link', { name: /^Return Items/ }).click();
  await page.role('button', { name: /^Return many/ }).click();
  await focused(page.role('textbox', { name: 'Item barcode' }));
  await page.role('link', { name: /^Today/ }).click();
  await page.role('heading', { name: 'Today' }).element();
  scan(program, 'N-30003');
  await page.role('button', { name: 'Return it' }).click();
  const window = page.role('dialog', { name: 'Return item' });
  await expect.poll(() => window.text()).toContain('N-30003');
});

test('an item received to go back says that staff must notify its partner', async () => {
  const program = await showProgram(library);
  const { page } = program;
  const requests = await openRequests(program);
  const cancel = await requests.openWindow('01DEC0007', 'Cancel');
  await cancel.role('combobox', { name: 'Cancellation reason' }).choose(1);
  await cancel.role('button', { name: /^Confirm/ }).click();
  await expect.poll(() => cancel.isShown()).toBe(false);
  await page.role('link', { name: /^Receiving Items/ }).click();
  await focused(page.role('textbox', { name: 'External identifier' }));
  scan(program, '01DEC0007');
  await page.role('button', { name: 'To go back' }).click();
  await focused(page.role('textbox', { name: 'Temporary barcode' }));
  scan(program, 'N-90007');
  await expect
    .poll(() => page.role('region', { name: 'Last step' }).text())
    .toMatch(/TO GO BACK.*Scan it on Return Items.*Notify West College yourself that the item arrived/);
});

test('Settings says how letters reach each partner, by its address', async () => {
  const { page } = await showProgram(library, {
    before: ({ raw }) =>
      void raw.exec(
        `UPDATE partner SET email = 'ill@north.example' WHERE code = 'NORTH';
         UPDATE partner SET email = 'lake' WHERE code = 'LAKE'`,
      ),
  });
  await openSection(page, 'Partners');
  await page.role('button', { name: 'West College' }).element();
  expect(page.all('row').map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('Letters'),
    expect.stringContaining('address not valid'),
    expect.stringContaining('by e-mail'),
    expect.stringContaining('Contact by hand'),
  ]);
});
