import type { Locator } from '@playwright/test';
import { pageNames, pages } from '../../shared/domain/pages.ts';
import { steps } from '../../shared/domain/steps/all-steps.ts';
import { scan } from './desk-page.ts';
import type { Desk } from './launch.ts';
import { windowKinds } from './windows/choices.ts';

/** Called for each place while it is shown, with a name that can be a file name. */
type Visit = (place: string) => Promise<void>;

const go = async ({ page }: Desk, hash: string, title: string): Promise<void> => {
  await page.evaluate((to) => (location.hash = to), hash);
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
};

const everyPage = async (desk: Desk, visit: Visit): Promise<void> => {
  for (const name of pageNames) {
    await go(desk, `#/${name}`, pages[name].label);
    await visit(name);
  }
  const sections = desk.page.getByRole('navigation', { name: 'Settings' }).getByRole('link');
  await go(desk, '#/settings', pages.settings.label);
  for (const link of await sections.evaluateAll((all) =>
    all.map((each) => each.getAttribute('href') ?? ''),
  )) {
    await go(desk, link, pages.settings.label);
    await visit(`settings-${link.split('/').at(-1) ?? ''}`);
  }
};

const scanPages = async (desk: Desk, visit: Visit): Promise<void> => {
  const { page } = desk;
  await go(desk, '#/receiving', pages.receiving.label);
  await scan(desk, '01MAIN0000104');
  await page.getByRole('textbox', { name: 'Temporary barcode' }).waitFor();
  await visit('receiving-form');
  await scan(desk, 'N-90004');
  await page.getByRole('region', { name: 'Last step' }).getByText('HOLD SHELF').waitFor();
  await visit('receiving-done');
  await scan(desk, 'NOBODY-HAS-THIS');
  await page.getByRole('region', { name: 'Last step' }).getByText('STOP').waitFor();
  await visit('receiving-refused');
  await go(desk, '#/return-items', pages['return-items'].label);
  await scan(desk, 'BRG45100');
  await page.getByRole('dialog', { name: 'Return item' }).waitFor();
  await visit('return-window');
  await page.keyboard.press('Escape');
};

/** The search text, and the badge of its rows. */
const badges = {
  conditional: 'Conditional',
  ready: 'Ready',
  loaned: 'On loan',
  sent: 'Sent',
  shipped: 'Shipped',
} as const;

/** The actions that open a window. */
const windowNames = new Set<string>([...windowKinds.map((kind) => steps[kind].menu.label), 'Edit']);

/** Opens the window of every action on the first rows of some views. */
const windows = async (desk: Desk, visit: Visit): Promise<void> => {
  const { page } = desk;
  const seen = new Set<string>();
  const menuItem = (name: string): Locator => page.getByRole('menuitem', { name, exact: true });
  for (const [words, badge] of Object.entries(badges)) {
    await go(desk, '#/requests', pages.requests.label);
    await page.getByRole('textbox', { name: 'Search requests' }).fill(`status:${words}`);
    const row = page
      .getByRole('row')
      .filter({ has: page.locator('[data-column=status]', { hasText: badge }) });
    const button = row.first().getByRole('button', { name: /^Actions for / });
    await button.waitFor();
    await button.click();
    if (!seen.has('row-menu')) await visit('row-menu');
    seen.add('row-menu');
    const names = await page.getByRole('menuitem').evaluateAll((all) => all.map((each) => each.textContent));
    await page.keyboard.press('Escape');
    for (const name of names.filter((each) => windowNames.has(each) && !seen.has(each))) {
      seen.add(name);
      // When a list is read again, an open menu closes.
      await button.click();
      await menuItem(name).click();
      const dialog = page.getByRole('dialog').first();
      await dialog.waitFor();
      await visit(`window-${name.toLowerCase().replaceAll(/\W+/g, '-')}`);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    }
  }
};

const others = async (desk: Desk, visit: Visit): Promise<void> => {
  const { page } = desk;
  await go(desk, '#/requests', pages.requests.label);
  await page.getByRole('textbox', { name: 'Search requests' }).fill('status:conditional');
  await page
    .getByRole('button', { name: /^Actions for / })
    .first()
    .waitFor();
  await page
    .locator('[role=row]', { hasText: 'Conditional' })
    .first()
    .locator('[data-column=partner]')
    .click();
  await page.getByRole('region', { name: 'Request details' }).waitFor();
  await visit('requests-details');
  await go(desk, '#/today', pages.today.label);
  // In a text box the key would be typed.
  await page.getByRole('main').focus();
  await page.keyboard.press('?');
  await page.getByRole('complementary', { name: 'Help' }).waitFor();
  await visit('keys');
  await page.keyboard.press('?');
};

/**
 * Shows every page of the program, every section of Settings, the results of scans, the details of a request and the window of every
 * action, one after the other. The desk must have the demo library and show Today. Its data is changed.
 */
export const everyPlace = async (desk: Desk, visit: Visit): Promise<void> => {
  await desk.page.getByText('To receive').first().waitFor();
  await everyPage(desk, visit);
  await scanPages(desk, visit);
  await others(desk, visit);
  await desk.page.keyboard.press('Escape');
  await windows(desk, visit);
};
