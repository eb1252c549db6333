import { expect } from '@playwright/test';
import { queueNames } from '../../shared/domain/queues.ts';
import { readyViewNames } from '../../shared/domain/request-list.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { DeskApi } from '../../shared/ipc/api.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk, temporaryFolder } from '../support/launch.ts';
import { lookAtTable, type TableLook } from '../support/table-widths.ts';

let desk: Desk;
test.afterEach(() => desk.close());

/** @param zoom below 1 if the test screen is too small */
const show = async (width: number, height: number, zoom = 1): Promise<void> =>
  // A size that is set while the window is being shown may be lost.
  expect(async () => {
    await desk.app.evaluate(
      ({ BrowserWindow }, size) => {
        const window = BrowserWindow.getAllWindows().find((each) => each.isVisible());
        window?.setContentSize(Math.round(size.width * size.zoom), Math.round(size.height * size.zoom));
        window?.webContents.setZoomFactor(size.zoom);
      },
      { width, height, zoom },
    );
    expect(Math.abs((await desk.page.evaluate(() => innerWidth)) - width)).toBeLessThan(10);
  }).toPass();

const chooseDensity = async (density: Settings['appearance']['density']): Promise<void> => {
  await desk.page.evaluate(
    (appearance) =>
      (window as unknown as { readonly desk: DeskApi }).desk.call['app.saveSettings']({
        settings: { appearance },
      }),
    { colorScheme: 'light', density, sounds: false } as const,
  );
  await expect(desk.page.locator(`html[data-density=${density}]`)).toBeAttached();
};

const go = async (hash: string): Promise<void> => {
  await desk.page.evaluate((to) => (location.hash = to), hash);
  await expect(desk.page.locator('[aria-busy=true]')).toHaveCount(0);
};

/** Returns a library with content on every page: a receipt makes a step, a slip and two letters. */
const workedIn = async (): Promise<string> => {
  const dataDir = temporaryFolder();
  const first = await launchDesk({ dataDir, library: 'demo' });
  const { barcode, lastStep } = await openReceiving(first);
  await scan(first, '01MAIN0000101');
  await expect(barcode).toBeFocused();
  await scan(first, '39000000000101');
  await expect(lastStep).toContainText('HOLD SHELF');
  await first.close();
  return dataDir;
};

let dataDir: string | undefined;

const views = [
  'requests',
  ...readyViewNames.map((name) => `requests/view/${name}`),
  ...queueNames.map((name) => `today/${name}`),
  'done-here',
  'slips',
  'letters',
  ...['libraries', 'desks', 'partners', 'patrons', 'operators', 'reasons'].map((name) => `settings/${name}`),
];

/** Returns the table of a view, once its layout is final. */
const settled = async (view: string): Promise<TableLook | null> => {
  await go(`#/${view}`);
  let look = await lookAtTable(desk.page);
  await expect(async () => {
    const before = look;
    look = await lookAtTable(desk.page);
    expect(look).toEqual(before);
  }).toPass();
  return look;
};

for (const language of ['en', 'de'])
  for (const density of ['comfortable', 'compact'] as const)
    test(`at 1280 pixels no view scrolls sideways, each leaves room for its title and clips no date, state or code (${language}, ${density})`, async () => {
      test.setTimeout(180_000);
      dataDir ??= await workedIn();
      desk = await launchDesk({ dataDir, env: { BORROW_DESK_LANGUAGE: language } });
      await show(1280, 800);
      await chooseDensity(density);
      const faults: string[] = [];
      let seen = 0;
      for (const view of views) {
        const look = await settled(view);
        if (!look) continue;
        seen += 1;
        if (look.overPx > 0) faults.push(`${view}: scrolled by ${look.overPx}`);
        if (look.titlePx !== null && look.titlePx < 240) faults.push(`${view}: title of ${look.titlePx}`);
        if (look.cut.length > 0) faults.push(`${view}: cuts ${look.cut.slice(0, 5).join(' | ')}`);
      }
      expect(faults).toEqual([]);
      // Empty queues have no table.
      expect(seen).toBeGreaterThan(35);
    });

test('beside the details the list still shows the reader, the partner, the status and the due date of each request', async () => {
  desk = await launchDesk({ library: 'demo' });
  const { page } = desk;
  await show(1280, 800);
  await go('#/requests/view/overdue');
  await page.locator('[role=gridcell][data-column=title]').first().click();
  await expect(page.getByRole('region', { name: 'Request details' })).toBeVisible();
  const look = await lookAtTable(page);
  expect(look).toMatchObject({ overPx: 0, cut: [], heads: ['externalId', 'dueOn', 'title', 'status'] });
  const row = page.getByRole('row').nth(1);
  for (const text of ['01MAIN0000242', 'Universitätsbibliothek Mittelstadt', 'for Šimić, Đurđica'])
    await expect(row.getByText(text)).toBeVisible();
  // One-line rows have no second line for the partner.
  await chooseDensity('compact');
  await expect.poll(async () => (await lookAtTable(page))?.heads).toContain('partner');
  expect(await lookAtTable(page)).toMatchObject({ overPx: 0, cut: [] });
});

test('hovering a row covers no character of its code, and shows its step', async () => {
  desk = await launchDesk({ library: 'demo' });
  const { page } = desk;
  await go('#/today/recalled');
  const row = page.getByRole('row').nth(2);
  const step = row.locator('[data-row-control=step]');
  const opacityOf = (): Promise<string> =>
    step.evaluate((button) => getComputedStyle(button.closest('[data-quiet]') ?? button).opacity);
  expect(await opacityOf()).toBe('0');
  await row.hover();
  expect(await opacityOf()).toBe('1');
  expect((await lookAtTable(page))?.cut).toEqual([]);
  // A finger cannot hover.
  await page.mouse.move(0, 0);
  await chooseDensity('touch');
  await expect.poll(opacityOf).toBe('1');
});

test('at 1024 × 768 dates are visible on Today and Borrowing Requests', async () => {
  desk = await launchDesk({ library: 'demo' });
  await show(1024, 768);
  for (const [view, date] of [
    ['today/patron-overdue', 'date'],
    ['today/partner-overdue', 'date'],
    ['today/sent-no-answer', 'since'],
    ['requests', 'dueOn'],
    ['requests/view/patron-overdue', 'patronDueOn'],
  ] as const) {
    const look = await settled(view);
    expect(look, view).toMatchObject({ overPx: 0, cut: [] });
    expect(look?.heads, view).toContain(date);
  }
});

test('at 1920 × 1080 more than 25 compact rows are visible', async () => {
  desk = await launchDesk({ library: 'demo' });
  await show(1920, 1080, 2 / 3);
  await chooseDensity('compact');
  for (const view of ['requests', 'today/active-notes']) {
    await settled(view);
    const rows = await desk.page.evaluate(() => {
      const box = document.querySelector('[role=grid]')?.parentElement?.getBoundingClientRect();
      return [...document.querySelectorAll('[role=row][data-index]')].filter(
        (row) => box && row.getBoundingClientRect().bottom <= box.bottom + 1,
      ).length;
    });
    expect(rows, view).toBeGreaterThan(25);
  }
});
