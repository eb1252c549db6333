import type { Locator } from '@playwright/test';
import { openCirculation } from '../../support/circulation-page.ts';
import { openReceiving, scan } from '../../support/desk-page.ts';
import type { Desk } from '../../support/launch.ts';
import type { RequestsPage } from '../../support/requests-page.ts';
import { openRequests } from '../../support/requests-page.ts';
import { picture } from './pictures.ts';

const externalId = '01MAIN0009001';
const barcode = 'N-90901';

const says = (lastStep: Locator, words: string): Promise<void> =>
  lastStep.filter({ hasText: words }).waitFor();

/** Opens the window of an action from the row's menu. */
const open = async (desk: Desk, requests: RequestsPage, action: string): Promise<Locator> => {
  await requests.actionsFor(externalId).click();
  await requests.action(action).click();
  const window = desk.page.getByRole('dialog', { name: action });
  await window.waitFor();
  return window;
};

/** Records what the partner said. */
const record = async (
  desk: Desk,
  requests: RequestsPage,
  answer: string,
  more: (window: Locator) => Promise<void> = () => Promise.resolve(),
): Promise<void> => {
  const window = await open(desk, requests, 'Record partner’s answer');
  await window.getByRole('combobox', { name: 'The partner …' }).selectOption({ label: answer });
  await more(window);
  await window.getByRole('button', { name: 'Record' }).click();
  await window.waitFor({ state: 'hidden' });
};

const create = async ({ page }: Desk, requests: RequestsPage): Promise<void> => {
  await page.getByRole('button', { name: 'New request' }).click();
  const form = page.getByRole('dialog', { name: 'New request' });
  await form.getByRole('textbox', { name: 'Title' }).fill('The Structure and Distribution of Coral Reefs');
  await form.getByRole('textbox', { name: 'Author' }).fill('Darwin, Charles');
  await form.getByRole('combobox', { name: 'Requester' }).fill('P10000');
  await form.getByRole('listbox', { name: 'Patrons found' }).getByRole('option').first().click();
  const partners = form.getByRole('combobox', { name: 'Partners, in the order in which they are asked' });
  await partners.selectOption({ label: 'North University Library' });
  await form
    .getByRole('combobox', { name: 'Pickup location' })
    .selectOption({ label: 'Main Circulation Desk · Main Library' });
  await form.getByRole('textbox', { name: 'External identifier' }).fill(externalId);
  await picture({ page } as Desk, 'life-new-request', 'a request by hand: requester, partners in order');
  await form.getByRole('button', { name: /^Create/ }).click();
  await form.waitFor({ state: 'hidden' });
  await requests.search.fill(externalId);
  await requests.row(externalId).waitFor();
};

const untilShipped = async (desk: Desk, requests: RequestsPage): Promise<void> => {
  const send = await open(desk, requests, 'Send');
  await send.getByRole('button', { name: 'Send' }).click();
  await send.waitFor({ state: 'hidden' });
  await record(desk, requests, 'sets a condition', async (window) => {
    await window.getByRole('textbox', { name: /Note/ }).fill('Library use only');
  });
  await says(requests.row(externalId), 'Conditional');
  const reply = await open(desk, requests, 'Conditional Reply');
  await reply.getByRole('radio', { name: 'Yes' }).check();
  await reply.getByRole('textbox', { name: 'Note' }).fill('Agreed: it is read here.');
  await picture(desk, 'life-conditional-reply', 'the partner set a condition: Yes keeps it there');
  await reply.getByRole('button', { name: 'Send' }).click();
  await reply.waitFor({ state: 'hidden' });
  await record(desk, requests, 'has shipped it');
  await says(requests.row(externalId), 'Shipped physically');
};

const onLoan = async (desk: Desk): Promise<void> => {
  const receiving = await openReceiving(desk);
  await scan(desk, externalId);
  await receiving.barcode.waitFor();
  await scan(desk, barcode);
  await says(receiving.lastStep, 'slip saved');
  await picture(desk, 'life-received', 'it came: on the hold shelf for its patron');
  await desk.page.getByRole('link', { name: 'Today', exact: true }).click();
  await scan(desk, barcode);
  await desk.page.getByRole('button', { name: 'Lend it to the patron' }).waitFor();
  await picture(desk, 'life-scan-anything', 'a scan on Today: what can be done with it is offered');
  await desk.page.keyboard.press('Enter');
  const lastStep = desk.page.getByRole('region', { name: 'Last step' });
  await says(lastStep, 'LENT TO');
  await picture(desk, 'life-lent', 'lent: the patron’s loans and requests beside it');
};

const renewed = async (desk: Desk): Promise<void> => {
  const requests = await openRequests(desk);
  const window = await open(desk, requests, 'Request Renewal');
  const inTwoMonths = new Date(Date.now() + 60 * 86_400_000).toISOString().slice(0, 10);
  await window.getByRole('textbox', { name: 'Choose a Date' }).fill(inTwoMonths);
  await picture(desk, 'life-renewal', 'a renewal: the date, in how many weeks that is, and who is told');
  await window.getByRole('button', { name: 'Renew' }).click();
  await window.waitFor({ state: 'hidden' });
  await says(requests.row(externalId), 'Renewed by partner');
};

const backToPartner = async (desk: Desk): Promise<void> => {
  const { window, lastStep } = await openCirculation(desk, 'Return Items');
  await scan(desk, barcode);
  await window.waitFor();
  await picture(desk, 'life-return-window', 'the return: which library it goes back to, with its address');
  await desk.page.keyboard.press('Enter');
  await says(lastStep, 'RETURN TO');
  await lastStep.getByRole('button', { name: 'Undo' }).click();
  await says(lastStep, 'UNDONE');
  await picture(desk, 'life-return-undone', 'a wrong return is one click to repair');
  await scan(desk, barcode);
  await window.waitFor();
  await desk.page.keyboard.press('Enter');
  await says(lastStep, 'RETURN TO');
};

/** From the request by hand to the partner's check-in, with a condition, a renewal and a return that was taken back. */
export const wholeLife = async (desk: Desk): Promise<void> => {
  let requests = await openRequests(desk);
  await picture(desk, 'requests', 'Borrowing Requests: views, facets with counts, search, the list');
  await create(desk, requests);
  await untilShipped(desk, requests);
  await onLoan(desk);
  await renewed(desk);
  await backToPartner(desk);
  requests = await openRequests(desk);
  await requests.search.fill(externalId);
  await record(desk, requests, 'has it back');
  await says(requests.row(externalId), 'Request completed');
  await requests.row(externalId).click();
  await requests.details.waitFor();
  await requests.details.getByRole('region', { name: 'History' }).scrollIntoViewIfNeeded();
  await picture(desk, 'life-history', 'the whole life in the history, each step with who, where and when');
  await requests.search.fill('');
};
