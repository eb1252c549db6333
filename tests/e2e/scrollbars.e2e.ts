import { expect } from '@playwright/test';
import { settingsSections } from '../../renderer/src/places/settings-sections.ts';
import { pageNames } from '../../shared/domain/pages.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { openRequests } from '../support/requests-page.ts';
import { shareDesk } from '../support/shared-desk.ts';

// One scroll bar at a time: the window never has one beside that of the page in it.

let desk: Desk;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => (desk = begun),
);

const show = async (height: number, zoom: number): Promise<void> => {
  await desk.app.evaluate(
    ({ BrowserWindow }, given) => {
      const main = BrowserWindow.getAllWindows().find((each) => each.isVisible());
      main?.setContentSize(1280, given.height);
      main?.webContents.setZoomFactor(given.zoom);
    },
    { height, zoom },
  );
  await desk.page.waitForFunction((width) => innerWidth === width, 1280 / zoom);
};

const places = [
  ...pageNames.filter((page) => page !== 'settings').map((page) => `#/${page}`),
  // The guide is a page of its own.
  ...settingsSections.map(({ id }) => `#/settings/${id}`),
];

const goTo = async (hash: string): Promise<void> => {
  await desk.page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await expect(desk.page.locator('main').first()).toBeVisible();
  await expect(desk.page.locator('[aria-busy=true]')).toHaveCount(0);
};

/** The width of the window's own scroll bar, and the areas that scroll in it, apart from the menu. */
const scrolling = (): Promise<{ readonly window: number; readonly areas: readonly string[] }> =>
  desk.page.evaluate(() => {
    const root = document.documentElement;
    const areas = [...document.querySelectorAll('main, main *')].filter(
      (each) =>
        /auto|scroll/u.test(getComputedStyle(each).overflowY) && each.scrollHeight > each.clientHeight + 1,
    );
    return {
      window: innerWidth - root.clientWidth,
      areas: areas.map((each) => `${each.tagName} ${each.getAttribute('aria-label') ?? each.className}`),
    };
  });

test('a page scrolls inside the window, however little of it is in sight', async () => {
  // As low as the window can be, so that most pages are longer than it; and something reaches beyond its edge.
  await show(572, 1);
  await desk.page.evaluate(() => {
    const beyond = document.createElement('div');
    beyond.style.cssText = 'position: absolute; top: 900px; height: 100px; width: 100px';
    document.body.append(beyond);
  });
  for (const place of places) {
    await goTo(place);
    expect({ place, window: (await scrolling()).window }).toEqual({ place, window: 0 });
  }
});

test('at 200 % the window scrolls as a whole, and nothing in it beside that but lists of any length', async () => {
  await show(800, 2);
  for (const place of places.filter((each) => each.startsWith('#/settings'))) {
    await goTo(place);
    const { window, areas } = await scrolling();
    const own = areas.filter((area) => !area.startsWith('TEXTAREA'));
    expect({ place, areas: window > 0 ? own : [] }).toEqual({ place, areas: [] });
  }
});

test('the choice of columns is never taller than the window, and scrolls inside to its last entry', async () => {
  const { page } = desk;
  await openRequests(desk);
  for (const height of [800, 600]) {
    await show(height, 1);
    await page.getByRole('button', { name: 'Columns' }).click();
    const choice = page.getByRole('dialog', { name: 'Columns' });
    await expect(choice).toBeVisible();
    await expect
      .poll(async () => {
        const box = await choice.boundingBox();
        return box !== null && box.y >= 0 && box.y + box.height <= height;
      })
      .toBe(true);
    expect((await scrolling()).window).toBe(0);
    const last = choice.getByRole('radio', { name: 'Touch' });
    await last.scrollIntoViewIfNeeded();
    await expect(last).toBeInViewport();
    await page.keyboard.press('Escape');
    await expect(choice).toBeHidden();
  }
});
