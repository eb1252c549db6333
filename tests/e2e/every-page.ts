import type { Locator, Page } from '@playwright/test';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';
import { pageNames, pages } from '../../shared/domain/pages.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { scan } from '../support/desk-page.ts';

// Every page and window of the program in every way of looking at it, as pictures to be looked at: what is cut or cannot be read is seen
// here first. They are compared with nothing; the parts that they are made of are (gallery.e2e.ts).

type Way = {
  readonly name: string;
  readonly media?: Parameters<Page['emulateMedia']>[0];
  readonly size?: readonly [width: number, height: number];
  readonly zoom?: number;
};

const ways: readonly Way[] = [
  { name: 'light' },
  { name: 'dark', media: { colorScheme: 'dark' } },
  { name: 'forced-colours', media: { forcedColors: 'active' } },
  { name: '1024', size: [1024, 768] },
  { name: 'at-200', zoom: 2 },
];

const folder = join(projectFolder, 'test-results', 'tour-pages');

const look = async ({ app, page }: Desk, { media, size = [1280, 800], zoom = 1 }: Way): Promise<void> => {
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce', ...media });
  await app.evaluate(
    ({ BrowserWindow }, [width = 0, height = 0, factor = 1]) => {
      const window = BrowserWindow.getAllWindows().find((each) => each.isVisible());
      window?.setContentSize(width, height);
      window?.webContents.setZoomFactor(factor);
    },
    [...size, zoom],
  );
  // In the middle of a change the picture would be of neither.
  const width = size[0] / zoom;
  await page.waitForFunction((wanted) => Math.abs(innerWidth - wanted) < 10, width);
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
};

/** What the window shows. Playwright's own pictures are of a corner of a page that is magnified. */
const shotOf = async ({ app }: Desk): Promise<Buffer> => {
  const png = await app.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.isVisible());
    return (await window?.capturePage())?.toPNG().toString('base64') ?? '';
  });
  return Buffer.from(png, 'base64');
};

/** Takes one picture of the page as it is, in each of the ways. */
const picture = async (desk: Desk, name: string): Promise<void> => {
  await desk.page.waitForFunction(
    () =>
      document.querySelector('[aria-busy=true]') === null &&
      [...document.images].every(({ complete }) => complete),
  );
  for (const way of ways) {
    await look(desk, way);
    mkdirSync(join(folder, way.name), { recursive: true });
    writeFileSync(join(folder, way.name, `${name}.png`), await shotOf(desk));
  }
  await look(desk, { name: 'light' });
  process.stdout.write(`${name}\n`);
};

const go = async ({ page }: Desk, hash: string, title: string): Promise<void> => {
  await page.evaluate((to) => (location.hash = to), hash);
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
};

const everyPage = async (desk: Desk): Promise<void> => {
  for (const name of pageNames) {
    await go(desk, `#/${name}`, pages[name].label);
    await picture(desk, name);
  }
  const sections = desk.page.getByRole('navigation', { name: 'Settings' }).getByRole('link');
  await go(desk, '#/settings', pages.settings.label);
  for (const link of await sections.evaluateAll((all) =>
    all.map((each) => each.getAttribute('href') ?? ''),
  )) {
    await go(desk, link, pages.settings.label);
    await picture(desk, `settings-${link.split('/').at(-1) ?? ''}`);
  }
};

const scanPages = async (desk: Desk): Promise<void> => {
  const { page } = desk;
  await go(desk, '#/receiving', pages.receiving.label);
  await scan(desk, '01MAIN0000104');
  await page.getByRole('textbox', { name: 'Temporary barcode' }).waitFor();
  await picture(desk, 'receiving-form');
  await scan(desk, 'N-90004');
  await page.getByRole('region', { name: 'Last step' }).getByText('HOLD SHELF').waitFor();
  await picture(desk, 'receiving-done');
  await scan(desk, 'NOBODY-HAS-THIS');
  await page.getByRole('region', { name: 'Last step' }).getByText('STOP').waitFor();
  await picture(desk, 'receiving-refused');
  await go(desk, '#/return-items', pages['return-items'].label);
  await scan(desk, 'BRG45100');
  await page.getByRole('dialog', { name: 'Return item' }).waitFor();
  await picture(desk, 'return-window');
  await page.keyboard.press('Escape');
};

/** What is searched for, and how the badge of its rows reads. */
const badges = {
  conditional: 'Conditional',
  ready: 'Ready',
  loaned: 'On loan',
  sent: 'Sent',
  shipped: 'Shipped',
} as const;

/** Opens every action of the first rows of some views that has a window. */
const windows = async (desk: Desk): Promise<void> => {
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
    if (!seen.has('row-menu')) await picture(desk, 'row-menu');
    seen.add('row-menu');
    const names = await page.getByRole('menuitem').evaluateAll((all) => all.map((each) => each.textContent));
    await page.keyboard.press('Escape');
    for (const name of names) {
      if (seen.has(name) || ['Receive', 'Return', 'Loan', 'Print slip', 'View', 'Unavailable'].includes(name))
        continue;
      seen.add(name);
      // A list that is read anew takes an open menu with it.
      await button.click();
      await menuItem(name).click();
      const dialog = page.getByRole('dialog').first();
      await dialog.waitFor();
      await picture(desk, `window-${name.toLowerCase().replaceAll(/\W+/g, '-')}`);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    }
  }
};

const others = async (desk: Desk): Promise<void> => {
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
  await picture(desk, 'requests-details');
  await go(desk, '#/today', pages.today.label);
  // In a text box it would be typed.
  await page.getByRole('main').focus();
  await page.keyboard.press('?');
  await page.getByRole('complementary', { name: 'Help' }).waitFor();
  await picture(desk, 'keys');
  await page.keyboard.press('?');
};

rmSync(folder, { recursive: true, force: true });
const desk = await launchDesk({ library: 'demo', printer: 'pdf' });
try {
  await desk.page.getByText('To receive').first().waitFor();
  await everyPage(desk);
  await scanPages(desk);
  await others(desk);
  await desk.page.keyboard.press('Escape');
  await windows(desk);
} finally {
  await desk.close();
}
process.stdout.write(`The pictures lie in ${folder}\n`);
