import { expect, type Page } from '@playwright/test';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { openActionWindow, openRequests } from '../support/requests-page.ts';
import { shareDesk } from '../support/shared-desk.ts';
import { writeDecisionLibrary } from '../support/decision-library.ts';

let desk: Desk;
shareDesk(
  () => ({ library: writeDecisionLibrary() }),
  (begun) => (desk = begun),
);

/** Returns the animation durations on the page, except those of progress indicators. Elements without motion have `0s`. */
const durations = (page: Page): Promise<Record<string, readonly string[]>> =>
  page.evaluate(() => {
    const found: Record<string, Set<string>> = {};
    for (const element of document.querySelectorAll('body *')) {
      const { transitionDuration, animationDuration, animationIterationCount } = getComputedStyle(element);
      const all =
        animationIterationCount === 'infinite'
          ? transitionDuration
          : `${transitionDuration}, ${animationDuration}`;
      for (const duration of all.split(', '))
        (found[duration] ??= new Set()).add(element.className.toString());
    }
    delete found['0s'];
    return Object.fromEntries(Object.entries(found).map(([duration, names]) => [duration, [...names]]));
  });

/** Returns the number of elements with an entry animation from motion.css. */
const comingOf = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      [...document.querySelectorAll('body *')].filter(
        (element) => getComputedStyle(element).animationName === 'desk-come',
      ).length,
  );

/** Shows everything that appears: a menu, a window, its calendar, a drawer, the details, the help, and a page with every kind of field. */
const places = async (page: Page, look: (comes: boolean) => Promise<void>): Promise<void> => {
  await openRequests(desk);
  await page.getByRole('button', { name: 'Actions for 01DEC0003' }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await look(true);
  await page.keyboard.press('Escape');
  const window = await openActionWindow(page, '01DEC0003', 'Request Renewal');
  await look(true);
  await window.getByRole('button', { name: 'Show calendar' }).press('Enter');
  await expect(window.getByRole('table')).toBeVisible();
  await look(true);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(window).toBeHidden();
  await page.getByRole('button', { name: 'New request' }).click();
  await expect(page.getByRole('dialog', { name: 'New request' })).toBeVisible();
  await look(true);
  await page.keyboard.press('Escape');
  await page.getByRole('main').focus();
  await page.keyboard.press('?');
  await expect(page.getByRole('complementary', { name: 'Help' })).toBeVisible();
  await look(true);
  await page.keyboard.press('?');
  await page.getByRole('link', { name: 'Settings' }).click();
  const sections = page.getByRole('navigation', { name: 'Settings' }).getByRole('link');
  for (const section of await sections.all()) {
    await section.click();
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await look(false);
  }
};

test('entry animations and transitions take 120 milliseconds, and none if the system asks for reduced motion', async () => {
  const { page } = desk;
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await places(page, async (comes) => {
    const { '0.12s': asLong = [], ...others } = await durations(page);
    expect(others).toEqual({});
    expect(asLong).not.toEqual([]);
    if (comes) expect(await comingOf(page)).toBeGreaterThan(0);
  });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await places(page, async () => expect(await durations(page)).toEqual({}));
});
