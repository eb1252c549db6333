import { expect } from '@playwright/test';
import { circulationFile, openCirculation, renewedOutsideFile } from '../support/circulation-page.ts';
import { ask } from '../support/database.ts';
import { scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { storeAccount } from '../support/letters-page.ts';
import { startMailServer } from '../support/mail-server.ts';

let desk: Desk;
test.afterEach(() => desk.close());

test('a renewal that a patron made elsewhere arrives in a file: it is in the history, and patron and partner are notified immediately', async () => {
  const server = await startMailServer();
  desk = await launchDesk({ library: circulationFile() });
  const { lastStep } = await openCirculation(desk, 'Manage Patron Services');
  await scan(desk, 'P1000001');
  await desk.page.getByRole('button', { name: 'Actions for N-3' }).click();
  await desk.page.getByRole('menuitem', { name: 'Renew' }).click();
  await expect(lastStep).toContainText('Due ');
  await storeAccount(desk.page, { port: server.port, protection: /^None/ });
  // Within the partner’s due date only the patron is notified.
  await expect.poll(() => server.received.length, { timeout: 15_000 }).toBe(1);

  // A second start hands its file to the running program.
  const file = renewedOutsideFile(90);
  await desk.app.evaluate(({ app }, path) => {
    const argv = [`--import=${path}`];
    app.emit('second-instance', {}, argv, '/', { argv, cwd: '/' });
  }, file);
  // Beyond it, both are.
  await expect.poll(() => server.received.length, { timeout: 20_000 }).toBe(3);
  expect(server.received.slice(1).flatMap(({ to }) => to)).toEqual([
    'ill@north.example',
    'reader@example.org',
  ]);
  expect(server.received[2]?.headers.get('subject')).toMatch(/^Renewed until/);
  expect(ask(desk.dataDir, "SELECT headline FROM request_event WHERE kind = 'patron-renewal'")).toMatchObject(
    [{ headline: expect.stringMatching(/^Renewed by the patron until/) }],
  );

  const { page } = desk;
  await page.getByRole('link', { name: 'Borrowing Requests' }).click();
  await page.getByRole('textbox', { name: 'Search requests' }).fill('N-3');
  await page.getByRole('row', { name: /R-LOAN/ }).click();
  const history = page.getByRole('region', { name: 'History', exact: true });
  await expect(history.getByText(/^Renewed by the patron until/)).toBeVisible();
  expect(desk.problems).toEqual([]);
  await server.close();
});
