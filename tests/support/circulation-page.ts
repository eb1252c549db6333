import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from './database.ts';
import type { Desk } from './launch.ts';
import { temporaryFolder } from './launch.ts';

/** The date this many days from today, in UTC. */
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const base = {
  format: 'physical',
  author: 'Darwin, Charles',
  patron: 'P1000001',
  pickup: 'MAIN-CIRC',
  rota: ['NORTH'],
  activePartner: 'NORTH',
  dueOn: day(40),
  createdAt: '2026-10-01T09:00:00Z',
};
// Recent, so that items on a hold shelf are still within their hold time.
const receivedAt = `${day(-2)}T09:00:00.000Z`;
const shelved = { status: 'on-hold-shelf', receivedAt, desk: 'MAIN-CIRC' };
const lent = {
  status: 'on-loan',
  receivedAt,
  desk: 'MAIN-CIRC',
  loan: { loanedOn: day(-10), dueOn: day(20) },
};

/** A small library with items in all places that a circulation desk knows. */
const library = {
  format: 'borrow-desk/library',
  version: 1,
  libraries: [
    { code: 'MAIN', name: 'Main Library', address: ['1 College Road', 'Springfield'] },
    { code: 'HILL', name: 'Hilltop Library', address: ['40 Summit Lane'] },
  ],
  desks: [
    { code: 'MAIN-CIRC', name: 'Main Circulation Desk', library: 'MAIN', holdShelf: true, receives: true },
    { code: 'HILL-CIRC', name: 'Hilltop Branch', library: 'HILL', holdShelf: true, receives: true },
  ],
  partners: [
    {
      code: 'NORTH',
      name: 'North University Library',
      address: ['2 Hill Street', 'Northfield'],
      email: 'ill@north.example',
      phone: '555-0200',
      renewsAutomatically: true,
    },
  ],
  patrons: [
    { barcode: 'P1000001', name: 'Reader, A.', email: 'reader@example.org', library: 'MAIN' },
    { barcode: 'P1000002', name: 'Nguyễn Thị Mai', email: '', library: 'MAIN' },
    { barcode: 'P1000003', name: 'Reade, Bertha', email: '', library: 'HILL' },
  ],
  requests: [
    {
      ...base,
      externalId: 'R-SHELF',
      title: 'The Voyage of the Beagle',
      status: 'RECEIVED_PHYSICALLY',
      items: [{ barcode: 'N-1', ...shelved }],
    },
    {
      ...base,
      externalId: 'R-OTHER',
      title: 'On the Origin of Species',
      patron: 'P1000002',
      status: 'RECEIVED_PHYSICALLY',
      items: [{ barcode: 'N-2', ...shelved }],
    },
    {
      ...base,
      externalId: 'R-LOAN',
      title: 'The Descent of Man',
      status: 'LOANED',
      items: [{ barcode: 'N-3', ...lent }],
    },
    {
      ...base,
      externalId: 'R-SET',
      title: 'Living Cirripedia',
      status: 'LOANED',
      volumes: 3,
      items: [
        { barcode: 'V-1', ...lent },
        { barcode: 'V-2', ...lent },
        { barcode: 'V-3', ...shelved },
      ],
    },
    {
      ...base,
      externalId: 'R-COMING',
      title: 'Insectivorous Plants',
      status: 'RECEIVED_PHYSICALLY',
      items: [{ barcode: 'N-4', status: 'in-transit', receivedAt, desk: 'HILL-CIRC' }],
    },
    {
      ...base,
      externalId: 'R-ELSEWHERE',
      title: 'The Power of Movement in Plants',
      pickup: 'HILL-CIRC',
      patron: 'P1000003',
      status: 'RECEIVED_PHYSICALLY',
      items: [{ barcode: 'N-5', status: 'in-transit', receivedAt, desk: 'MAIN-CIRC' }],
    },
  ],
};

/** Writes the library to a file that the program imports when it starts. */
export const circulationFile = (): string => writeLibrary(library);

/**
 * The same library later: the patron of `R-LOAN` has renewed outside, due this many days from today. The partner has not confirmed it.
 */
export const renewedOutsideFile = (days: number): string => {
  const loan = { ...lent.loan, dueOn: day(days) };
  const requests = library.requests.map((request) =>
    request.externalId === 'R-LOAN'
      ? { ...request, dueOn: day(days), items: [{ barcode: 'N-3', ...lent, loan }] }
      : request,
  );
  return writeLibrary({ ...library, requests });
};

const writeLibrary = (content: object): string => {
  const file = join(temporaryFolder(), 'circulation.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
};

/** The controls of the three pages, found by their accessible names. */
export type CirculationPage = {
  readonly patron: Locator;
  readonly item: Locator;
  readonly ok: Locator;
  readonly lastStep: Locator;
  readonly session: Locator;
  readonly window: Locator;
  readonly loans: Locator;
};

export const circulationPage = (page: Page): CirculationPage => ({
  patron: page.getByRole('textbox', { name: 'Patron' }),
  item: page.getByRole('textbox', { name: 'Item barcode' }),
  ok: page.getByRole('button', { name: 'OK', exact: true }),
  lastStep: page.getByRole('region', { name: 'Last step' }),
  session: page.getByRole('complementary', { name: /This session/ }),
  window: page.getByRole('dialog', { name: 'Return item' }),
  loans: page.getByRole('grid', { name: 'Loans' }),
});

/** Opens one of the three pages from the menu and waits until it is ready for a scan. */
export const openCirculation = async (
  { page }: Desk,
  name: 'Manage Patron Services' | 'Return Items' | 'Scan In Items',
): Promise<CirculationPage> => {
  await page.getByRole('link', { name }).click();
  const circulation = circulationPage(page);
  await expect(name === 'Manage Patron Services' ? circulation.patron : circulation.item).toBeFocused();
  return circulation;
};

/** Changes the desk in the window's header. */
export const goToDesk = async ({ page }: Desk, name: string): Promise<void> => {
  await page.getByRole('combobox', { name: 'Currently at' }).selectOption({ label: name });
};

/** Waits until the program has imported the file of the circulation desk. */
export const circulationRead = async ({ page, dataDir }: Desk): Promise<void> => {
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  await expect
    .poll(() => ask(dataDir, 'SELECT count(*) AS n FROM request'), { timeout: 15_000 })
    .toEqual([{ n: library.requests.length }]);
};

/** Chooses an item of the window's menu: Playwright's keyboard does not reach its shortcuts. */
export const chooseFromMenu = async ({ app }: Desk, id: string): Promise<void> => {
  await app.evaluate(({ Menu }, item) => {
    Menu.getApplicationMenu()?.getMenuItemById(item)?.click();
  }, id);
};
