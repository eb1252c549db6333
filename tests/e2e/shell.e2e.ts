import { expect } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { queueNames } from '../../shared/domain/queues.ts';
import { seriousIssues } from '../support/axe.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk, temporaryFolder } from '../support/launch.ts';
import { shareDesk } from '../support/shared-desk.ts';

// The header, the menu and the queues of Today, in windows of all sizes.

let desk: Desk;

const show = async (width: number, height: number): Promise<void> => {
  await desk.app.evaluate(
    ({ BrowserWindow }, [w = 0, h = 0]) =>
      BrowserWindow.getAllWindows()
        .find((each) => each.isVisible())
        ?.setContentSize(w, h),
    [width, height],
  );
  await desk.page.waitForFunction(([w, h]) => innerWidth === w && innerHeight === h, [width, height]);
};
const sizesOf = (selector: string) =>
  desk.page.locator(selector).evaluate((element) => ({
    width: element.getBoundingClientRect().width,
    height: element.getBoundingClientRect().height,
    client: element.clientHeight,
    scroll: element.scrollHeight,
    bar: (element as HTMLElement).offsetWidth - element.clientWidth,
  }));
const queues = 'nav[data-arrow-keys]';
const menu = 'nav[aria-label=Menu]';

test.describe('with the demo library', () => {
  shareDesk(
    () => ({ library: 'demo' }),
    (begun) => (desk = begun),
  );

  test('all queues fit into 1600 × 1000 without scrolling; at 1280 × 800 their list scrolls separately', async () => {
    const { page } = desk;
    await show(1600, 1000);
    await page.getByRole('button', { name: /^Show \d+ empty$/ }).click();
    // Without a hub there are no tasks from other desks, and without a mailbox no mails.
    const lines = page.locator(queues).getByRole('link');
    await expect(lines).toHaveCount(queueNames.length - 2);
    const wide = await sizesOf(queues);
    expect(wide.scroll).toBe(wide.client);
    // Room for them, their groups and the button at the minimum height of a line, and the padding. A hub or a mailbox adds a line each.
    expect(wide.client).toBeGreaterThanOrEqual((queueNames.length - 2 + 3 + 1) * 24 + 12);
    const heights = await lines.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(24);
    await show(1280, 800);
    const low = await sizesOf(queues);
    expect(low.scroll).toBeGreaterThan(low.client);
    const main = await sizesOf('main');
    expect(main.scroll).toBe(main.client);
    // The bar is thin; one pixel is the line beside it.
    expect(low.bar).toBeLessThanOrEqual(7);
    await page.getByRole('button', { name: /^Hide \d+ empty$/ }).click();
    await expect(lines).not.toHaveCount(queueNames.length - 1);
  });

  test('the page opens with the focus in the scan box; the list of queues is a single Tab stop', async () => {
    const { page } = desk;
    const box = page.getByRole('textbox', { name: 'Scan anything' });
    await page.getByRole('link', { name: 'Slips' }).click();
    await expect(page.getByRole('heading', { name: 'Slips', level: 1 })).toBeVisible();
    await page.getByRole('link', { name: 'Today', exact: true }).click();
    await expect(box).toBeFocused();
    // Look up, then the choice of libraries, then the current queue.
    await page.getByRole('button', { name: 'Look up' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const shown = page.locator(`${queues} [aria-current]`);
    await expect(shown).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(page.locator(`${queues} [data-stop]:focus`)).toHaveText(/^Reply overdue/);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Reply overdue', level: 2 })).toBeVisible();
    await page.keyboard.press('Tab');
    expect(await page.locator(`${queues} :focus`).count()).toBe(0);
  });

  test('the menu keeps its labels down to 1180 pixels, below the name of the program, and the filters collapse first', async () => {
    const { page } = desk;
    const words = page.locator(menu).getByText('Borrowing Requests');
    const name = page.getByRole('banner').getByText('Borrow Desk');
    await show(1280, 800);
    expect((await sizesOf(menu)).width).toBe(208);
    expect((await sizesOf('header >> nth=0')).height).toBe(44);
    await expect(words).toBeVisible();
    await expect(name).toBeVisible();
    await page.getByRole('link', { name: 'Borrowing Requests' }).click();
    const filters = page.getByRole('button', { name: /filters/ });
    await expect(filters).toHaveAttribute('aria-expanded', 'false');
    await show(1180, 800);
    expect((await sizesOf(menu)).width).toBe(208);
    await show(1179, 800);
    expect((await sizesOf(menu)).width).toBe(52);
    // For screen readers only.
    await expect(words.locator('..')).toHaveCSS('clip-path', 'inset(50%)');
    await expect(name).toBeHidden();
    await show(1280, 800);
  });

  test('letters that cannot be sent are a red queue and a red line in the header, and their rows link to the mail settings', async () => {
    const { page } = desk;
    await page.getByRole('link', { name: /^Ready to be sent/ }).click();
    const table = page.getByRole('grid', { name: 'Ready to be sent' });
    await expect(table).toBeVisible();
    const connections = page.getByRole('link', { name: 'Connections: no mail account' });
    await expect(connections).toBeVisible();
    await table.getByRole('checkbox', { name: 'Select all' }).check();
    await page
      .getByRole('region', { name: 'Selected requests' })
      .getByRole('button', { name: /^Send/ })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: /^Send/ }).click();
    const said = page.getByRole('link', { name: /^No mail account · \d+ letters waiting since/ });
    await expect(said).toBeVisible();
    await expect(connections).toHaveCount(0);
    await page.keyboard.press('Escape');
    const queue = page.getByRole('link', { name: /^Letters need attention/ });
    await queue.click();
    await expect(queue).toHaveAttribute('data-urgent', 'true');
    const letters = page.getByRole('grid', { name: 'Letters need attention' });
    await expect(letters.getByRole('row').nth(1)).toContainText('No mail account.');
    expect(await seriousIssues(page), 'with letters that cannot leave').toEqual([]);
    await letters
      .getByRole('button', { name: /^Set up mail / })
      .first()
      .click();
    await expect(page.getByRole('heading', { name: 'Mail', level: 2 })).toBeVisible();
    await page.goBack();
    await said.click();
    await expect(page.getByRole('heading', { name: 'Mail', level: 2 })).toBeVisible();
  });
});

test('Return on a row of Today applies to that row, also for a volume without a barcode after a refused scan', async () => {
  const file = join(temporaryFolder(), 'library.json');
  writeFileSync(
    file,
    JSON.stringify({
      format: 'borrow-desk/library',
      version: 1,
      libraries: [{ code: 'MAIN', name: 'Main Library' }],
      desks: [{ code: 'CIRC', name: 'Main Desk', library: 'MAIN', holdShelf: true, receives: true }],
      partners: [{ code: 'NORTH', name: 'North University Library' }],
      patrons: [{ barcode: 'P-1', name: 'A. Reader', library: 'MAIN' }],
      requests: [
        {
          externalId: 'BARE-1',
          title: 'The Sea Around Us',
          patron: 'P-1',
          pickup: 'CIRC',
          rota: ['NORTH'],
          activePartner: 'NORTH',
          status: 'RECALLED_BOR',
          volumes: 1,
        },
      ],
    }),
  );
  desk = await launchDesk({ library: file });
  try {
    const { page } = desk;
    await page.getByRole('link', { name: 'Return Items' }).click();
    await page.getByRole('textbox', { name: 'Item barcode' }).fill('NOBODY-HAS-THIS');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Last step' })).toContainText('STOP');
    await page.getByRole('link', { name: 'Today', exact: true }).click();
    await page.getByRole('link', { name: /^Recalled/ }).click();
    await page.getByRole('grid', { name: 'Recalled' }).getByRole('button', { name: 'Return BARE-1' }).click();
    const window = page.getByRole('dialog', { name: 'Return item' });
    await expect(window).toContainText('North University Library');
    await expect(window).toContainText('BARE-1');
  } finally {
    await desk.close();
  }
});
