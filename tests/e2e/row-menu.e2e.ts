import { expect } from '@playwright/test';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { openRequests } from '../support/requests-page.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => (desk = begun),
);

/** Types into the search box without moving the focus or the pointer, which simulates a late answer. */
const searchLate = (words: string): Promise<void> =>
  desk.page.evaluate((typed) => {
    const box = document.querySelector<HTMLInputElement>('[data-search-box]');
    if (!box) throw new Error('No search box');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, typed);
    box.dispatchEvent(new Event('input', { bubbles: true }));
  }, words);

test('a click applies to the pressed row, even if the list changes before the button is released', async () => {
  const { page } = desk;
  const { rows, count } = await openRequests(desk);
  const actions = rows.nth(3).getByRole('button', { name: /^Actions for / });
  const name = (await actions.getAttribute('aria-label')) ?? '';
  await actions.hover();
  await page.mouse.down();
  const before = await count.innerText();
  await searchLate('status:loaned ');
  await expect(count).not.toHaveText(before);
  await expect(actions).not.toHaveAccessibleName(name);
  await page.mouse.up();
  await expect(page.getByRole('menu')).toHaveAccessibleName(name);
});

test('no key acts on rows of a previous query', async () => {
  const { page } = desk;
  const { rows, count } = await openRequests(desk);
  await rows.nth(1).focus();
  // Delays the answer to the next query.
  await desk.app.evaluate(({ ipcMain }) => {
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, (...args: unknown[]) => unknown> })
      ._invokeHandlers;
    for (const [name, handle] of handlers)
      handlers.set(name, async (...args) => {
        if (JSON.stringify(args.slice(1)).includes('requests.list'))
          await new Promise((resolve) => setTimeout(resolve, 1_500));
        return await handle(...args);
      });
  });
  const before = await count.innerText();
  await searchLate('status:loaned ');
  await expect(page.getByRole('grid', { name: 'Requests' })).toHaveAttribute('aria-busy', 'true');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ContextMenu');
  await expect(count).not.toHaveText(before);
  await expect(page.getByRole('region', { name: 'Request details' })).toBeHidden();
  await expect(page.getByRole('menu')).toBeHidden();
});
