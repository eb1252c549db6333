import { goToDesk, openCirculation } from '../../support/circulation-page.ts';
import { scan } from '../../support/desk-page.ts';
import type { Desk } from '../../support/launch.ts';
import { openRequests } from '../../support/requests-page.ts';
import { picture } from './pictures.ts';

/** What the demo library has in transit to a desk: scanned in there. */
const scanInAt = async (desk: Desk): Promise<void> => {
  const { page } = desk;
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.getByRole('link', { name: /^In transit to here/ }).click();
  await page.getByRole('heading', { name: 'In transit to here' }).waitFor();
  await picture(desk, 'day-in-transit', 'what is on its way here, the longest wait first');
  const requests = await openRequests(desk);
  await requests.chooseView('In transit');
  await requests.rows.first().click();
  const text = await requests.details.getByRole('region', { name: 'Items' }).innerText();
  const barcode = /[A-Z]+-?\d[\w-]*/.exec(text)?.[0] ?? '';
  const { lastStep } = await openCirculation(desk, 'Scan In Items');
  await scan(desk, barcode);
  await lastStep.filter({ hasText: barcode }).waitFor();
  await picture(desk, 'day-scanned-in', 'scanned in: on the hold shelf, or where it goes');
};

/** The daily routine: what waits, what came back, what nobody picked up, what the other desk gets. */
export const daysRoutine = async (desk: Desk): Promise<void> => {
  await scanInAt(desk);
  const requests = await openRequests(desk);
  for (const view of ['Conditional', 'Overdue', 'Not picked up']) {
    await requests.chooseView(view);
    await desk.page.waitForLoadState('networkidle');
    await picture(desk, `day-${view.toLowerCase().replaceAll(' ', '-')}`, `the view ${view}`);
  }
  await requests.view('All requests').click();
  await goToDesk(desk, 'Hilltop Branch');
  await desk.page.getByRole('link', { name: 'Today', exact: true }).click();
  await picture(desk, 'day-other-desk', 'the same day as another desk sees it');
  await goToDesk(desk, 'Main Circulation Desk');
};
