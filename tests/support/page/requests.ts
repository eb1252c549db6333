import { expect } from 'vitest';
import type { Part } from './part.ts';
import type { ProgramPage } from './program-page.tsx';

/** The controls of Borrowing Requests, found by their accessible names. */
export type RequestsPart = {
  readonly search: Part;
  /** The row of a request. */
  readonly row: (externalId: string) => Part;
  /** The rows of the list that are drawn now. */
  readonly rows: () => readonly HTMLElement[];
  /** The count that the list shows. */
  readonly count: Part;
  readonly actionsFor: (externalId: string) => Part;
  readonly action: (name: string) => Part;
  readonly details: Part;
  readonly lastStep: Part;
  readonly chips: Part;
  /** Opens the facets if they are folded. */
  readonly openFilters: () => Promise<void>;
  /** A value of a facet. */
  readonly facet: (label: string, value: string) => Part;
  /** Searches for a request, clicks the ellipsis next to it and then the action. Returns the window that opens. */
  readonly openWindow: (externalId: string, action: string) => Promise<Part>;
};

/** Opens Borrowing Requests and waits for the list. */
export const openRequests = async ({ page }: ProgramPage): Promise<RequestsPart> => {
  await page.role('link', { name: /^Borrowing Requests/ }).click();
  const grid = page.role('grid', { name: 'Requests' });
  const rows = (): readonly HTMLElement[] =>
    grid.all('row').filter((row) => row.querySelector('[aria-label^="Actions for "]'));
  const search = page.role('textbox', { name: 'Search requests' });
  const actionsFor = (externalId: string): Part => grid.role('button', { name: `Actions for ${externalId}` });
  const action = (name: string): Part => page.role('menuitem', { name });
  await expect.poll(() => rows().length).toBeGreaterThan(0);
  return {
    search,
    row: (externalId) => grid.role('row', { hasText: externalId }),
    rows,
    count: page.role('region', { name: 'Request list' }).role('status'),
    actionsFor,
    action,
    details: page.role('region', { name: 'Request details' }),
    lastStep: page.role('region', { name: 'Last step' }),
    chips: page.role('list', { name: 'Filters in use' }),
    openFilters: async () => {
      const filters = page.role('button', { name: /^((Show|Hide) f|F)ilters/ });
      if ((await filters.element()).getAttribute('aria-expanded') === 'false') await filters.click();
    },
    facet: (label, value) => page.role('region', { name: label }).role('checkbox', { name: value }),
    openWindow: async (externalId, name) => {
      await search.fill(externalId);
      // A menu opened before the search has answered closes with the old list.
      await expect.poll(() => rows().length).toBe(1);
      await actionsFor(externalId).click();
      await action(name).click();
      const window = page.role('dialog', { name });
      await window.element();
      return window;
    },
  };
};

/** The messages of a request, `recipient:kind`, oldest first. */
export const messagesOf = ({ ask }: ProgramPage, externalId: string): readonly string[] =>
  ask<{ readonly message: string }>(
    `SELECT recipient || ':' || kind AS message FROM outbox JOIN request ON request.id = request_id
      WHERE external_id = ? ORDER BY outbox.id`,
    externalId,
  ).map(({ message }) => message);
