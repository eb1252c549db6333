import { expect } from '@playwright/test';
import { readFileSync, writeFileSync } from 'node:fs';
import { writeDecisionLibrary } from '../support/decision-library.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk, temporaryFolder } from '../support/launch.ts';
import { openRequests } from '../support/requests-page.ts';

let desk: Desk;
test.afterEach(() => desk.close());

const longIdentifier = '01SUNY_RIV0000501';
const main = ['externalId', 'title', 'requester', 'partner', 'status', 'dueOn'];

/** The library of the decisions with one request whose identifier is as long as they are elsewhere. */
const libraryWithLongIdentifier = (): string => {
  const file = writeDecisionLibrary();
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('01DEC0004', longIdentifier));
  return file;
};

test('at 1280 × 800 six columns are read whole beside the details; width, place and absence of a column are kept', async () => {
  const dataDir = temporaryFolder();
  const start = async (library: Partial<{ readonly library: string }>) => {
    desk = await launchDesk({ dataDir, ...library });
    // Whatever is asked of the program while it is still loading may get no answer.
    await desk.page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
    await expect(async () => {
      await desk.app.evaluate(({ BrowserWindow }) => {
        const main = BrowserWindow.getAllWindows().find((each) => each.isVisible());
        main?.setContentSize(1280, 800);
      });
    }).toPass();
    return openRequests(desk);
  };
  let requests = await start({ library: libraryWithLongIdentifier() });
  await requests.row(longIdentifier).getByText('Silent Spring').click();
  await expect(requests.details).toContainText(longIdentifier);
  const cellsOf = (externalId: string) =>
    requests.row(externalId).evaluate((row) => {
      const view = row.closest('[role=grid]')?.parentElement;
      const right =
        (view?.getBoundingClientRect().left ?? 0) + (view?.clientLeft ?? 0) + (view?.clientWidth ?? 0);
      return [...row.querySelectorAll<HTMLElement>('[data-column]')].map((cell) => {
        const isCut = [cell, ...cell.querySelectorAll<HTMLElement>('*')].some(
          ({ scrollWidth, clientWidth }) => clientWidth > 1 && scrollWidth > clientWidth,
        );
        return {
          column: cell.dataset['column'] ?? '',
          fits: !isCut && cell.getBoundingClientRect().right <= right,
          width: cell.getBoundingClientRect().width,
        };
      });
    });
  const fitting = async (): Promise<string[]> =>
    (await cellsOf(longIdentifier)).filter(({ fits }) => fits).map(({ column }) => column);
  await expect.poll(fitting).toEqual(main);

  const { page } = desk;
  const head = (name: string) => page.getByRole('columnheader', { name });
  // By the pointer: the edge of the title, and the partner before it.
  const title = await head('Title, author').boundingBox();
  if (!title) throw new Error('No head to drag');
  const middle = title.y + title.height / 2;
  await page.mouse.move(title.x + title.width, middle);
  await page.mouse.down();
  await page.mouse.move(title.x + title.width + 60, middle, { steps: 4 });
  await page.mouse.up();
  const partner = await head('Partner').boundingBox();
  if (!partner) throw new Error('No head to drag');
  await page.mouse.move(partner.x + 30, middle);
  await page.mouse.down();
  await page.mouse.move(title.x + 20, middle, { steps: 6 });
  await page.mouse.up();
  await expect(head('Partner')).toHaveAttribute('aria-sort', 'none');
  // By the keyboard: no requester.
  await head('Requester').getByRole('button').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Hide' }).press('Enter');
  const setUp = async () =>
    (await cellsOf(longIdentifier)).slice(0, 3).map(({ column, width }) => `${column} ${Math.round(width)}`);
  await expect(head('Requester')).toHaveCount(0);
  const wide = Math.round(title.width + 60);
  const expected = ['externalId 146', expect.stringMatching(/^partner /), `title ${wide}`];
  expect(await setUp()).toEqual(expected);
  await desk.close();

  requests = await start({});
  expect(await setUp()).toEqual(expected);
  await expect(desk.page.getByRole('columnheader', { name: 'Requester' })).toHaveCount(0);
});
