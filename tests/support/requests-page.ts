import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Desk } from './launch.ts';

/** The controls of Borrowing Requests, found by their accessible names. */
export type RequestsPage = {
  readonly search: Locator;
  /** A value of a facet. */
  readonly facet: (label: string, value: string) => Locator;
  /** The tab of a view; a view without space for its tab is in the menu `More`. */
  readonly view: (name: string) => Locator;
  readonly chooseView: (name: string) => Promise<void>;
  /** Opens the facets if they are folded. */
  readonly openFilters: () => Promise<void>;
  /** The row of a request. */
  readonly row: (externalId: string) => Locator;
  readonly rows: Locator;
  readonly count: Locator;
  readonly actionsFor: (externalId: string) => Locator;
  readonly action: (name: string) => Locator;
  readonly details: Locator;
  readonly lastStep: Locator;
  readonly chips: Locator;
};

export const requestsPage = (page: Page): RequestsPage => {
  const grid = page.getByRole('grid', { name: 'Requests' });
  const view = (name: string): Locator =>
    page.getByRole('region', { name: 'Views' }).getByRole('button', { name, exact: true });
  return {
    search: page.getByRole('textbox', { name: 'Search requests' }),
    facet: (label, value) =>
      page
        .getByRole('region', { name: label, exact: true })
        .getByRole('checkbox', { name: value, exact: true }),
    view,
    chooseView: async (name) => {
      const more = page.getByRole('region', { name: 'Views' }).getByRole('button', { name: 'More' });
      const inMenu = page
        .getByRole('menu', { name: 'More views' })
        .getByRole('menuitem', { name, exact: true });
      // Which tabs fit is known only when their counts have arrived.
      await expect(async () => {
        if (await view(name).isVisible()) return view(name).click({ timeout: 500 });
        if (!(await inMenu.isVisible())) await more.click({ timeout: 500 });
        await inMenu.click({ timeout: 500 });
      }).toPass();
    },
    openFilters: async () => {
      const filters = page.getByRole('button', { name: /^((Show|Hide) f|F)ilters/ });
      if ((await filters.getAttribute('aria-expanded')) === 'false') await filters.click();
    },
    row: (externalId) => grid.getByRole('row').filter({ hasText: externalId }),
    rows: grid.getByRole('row').filter({ has: page.getByRole('button', { name: /^Actions for / }) }),
    count: page.getByRole('region', { name: 'Request list' }).getByRole('status').first(),
    actionsFor: (externalId) => page.getByRole('button', { name: `Actions for ${externalId}` }),
    action: (name) => page.getByRole('menuitem', { name, exact: true }),
    details: page.getByRole('region', { name: 'Request details' }),
    lastStep: page.getByRole('region', { name: 'Last step' }),
    chips: page.getByRole('list', { name: 'Filters in use' }),
  };
};

/** Opens Borrowing Requests and waits for the list. */
export const openRequests = async ({ page }: Desk): Promise<RequestsPage> => {
  await page
    .getByRole('navigation', { name: 'Menu' })
    .getByRole('link', { name: 'Borrowing Requests' })
    .click();
  const requests = requestsPage(page);
  await expect(requests.rows.first()).toBeVisible();
  return requests;
};

/** Searches for a request, clicks the ellipsis next to it and then the action. Returns the window that opens. */
export const openActionWindow = async (page: Page, externalId: string, action: string): Promise<Locator> => {
  await page.getByRole('textbox', { name: 'Search requests' }).fill(externalId);
  // A menu opened before the search has answered closes with the old list.
  const rows = page.getByRole('grid', { name: 'Requests' });
  await expect(rows.getByRole('button', { name: /^Actions for / })).toHaveCount(1);
  await page.getByRole('button', { name: `Actions for ${externalId}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
  const window = page.getByRole('dialog', { name: action, exact: true });
  await expect(window).toBeVisible();
  return window;
};
