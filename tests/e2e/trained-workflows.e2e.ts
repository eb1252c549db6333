import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { formatDate } from '../../shared/domain/dates.ts';
import { goToDesk, openCirculation } from '../support/circulation-page.ts';
import { ask } from '../support/database.ts';
import { inDays } from '../support/decision-library.ts';
import { lastStep, messagesOf, rowOf } from '../support/decision-page.ts';
import { openReceiving } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { openActionWindow, openRequests } from '../support/requests-page.ts';
import { shareDesk } from '../support/shared-desk.ts';

// The workflows that staff were trained in with their previous system, one per test. The steps use the terms of the training, on the demo
// library.

let desk: Desk;
let page: Page;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => {
    desk = begun;
    ({ page } = desk);
  },
);

/** Its volumes have barcodes. */
const isScanned = `EXISTS (SELECT 1 FROM item WHERE request_id = request.id AND barcode <> '')`;

/** Returns the identifier of the first matching request of the demo library. */
const requestWith = (condition: string): string => {
  const [found] = ask<{ readonly external_id: string }>(
    desk.dataDir,
    `SELECT external_id FROM request WHERE ${condition} ORDER BY id LIMIT 1`,
  );
  if (!found) throw new Error(`The demo library has no request with ${condition}.`);
  return found.external_id;
};

/** Returns the status of a request and its volumes, in order. */
const stateOf = (externalId: string): { readonly status: string; readonly items: readonly string[] } => {
  const rows = ask<{ readonly status: string; readonly item: string | null }>(
    desk.dataDir,
    `SELECT request.status, item.status AS item FROM request LEFT JOIN item ON request_id = request.id
      WHERE external_id = ? ORDER BY volume`,
    externalId,
  );
  return { status: rows[0]?.status ?? '', items: rows.flatMap(({ item }) => item ?? []) };
};

const slipsOf = (externalId: string): readonly string[] =>
  ask<{ readonly kind: string }>(
    desk.dataDir,
    `SELECT kind FROM print_job JOIN request ON request.id = request_id WHERE external_id = ? ORDER BY print_job.id`,
    externalId,
  ).map(({ kind }) => kind);

const forHere = `pickup_desk_id = (SELECT id FROM desk WHERE code = 'MAIN-CIRC')`;

test('receiving a single volume', async () => {
  const externalId = requestWith(`status = 'SHIPPED_PHYSICALLY' AND volumes_expected = 1 AND ${forHere}`);
  const receiving = await openReceiving(desk);
  await test.step('check the box, enter the external identifier, click OK', async () => {
    await expect(receiving.notifyPatron).toBeChecked();
    await receiving.identifier.fill(externalId);
    await receiving.ok.click();
    await expect(receiving.barcode).toBeFocused();
  });
  await test.step('slip set to Yes, a temporary barcode, Save: on hold for the patron', async () => {
    await expect(page.getByRole('radio', { name: 'Yes' })).toBeChecked();
    await receiving.barcode.fill('TW-1');
    await receiving.save.click();
    await expect(receiving.lastStep).toContainText('HOLD SHELF');
    await expect(receiving.identifier).toBeFocused();
  });
  expect(stateOf(externalId)).toEqual({ status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
  expect(slipsOf(externalId)).toEqual(['receive']);
  expect(messagesOf(desk.dataDir, externalId)).toEqual(['partner:received', 'patron:item-ready']);
});

test('receiving for another pickup location: in transit, and on hold once it is scanned in there', async () => {
  const externalId = requestWith(
    `status = 'SHIPPED_PHYSICALLY' AND volumes_expected = 1
       AND pickup_desk_id = (SELECT id FROM desk WHERE code = 'HILL-CIRC')`,
  );
  const receiving = await openReceiving(desk);
  await receiving.identifier.fill(externalId);
  await receiving.ok.click();
  await receiving.barcode.fill('TW-T');
  await receiving.save.click();
  await expect(receiving.lastStep).toContainText('SEND TO · Hilltop Branch');
  expect(stateOf(externalId)).toEqual({ status: 'RECEIVED_PHYSICALLY', items: ['in-transit'] });
  expect(messagesOf(desk.dataDir, externalId)).not.toContain('patron:item-ready');
  await test.step('scanned in at the pickup location: on hold for the patron, who is notified', async () => {
    await goToDesk(desk, 'Hilltop Branch');
    const { item, lastStep: there } = await openCirculation(desk, 'Scan In Items');
    await item.fill('TW-T');
    await page.getByRole('button', { name: 'OK' }).click();
    await expect(there).toContainText('HOLD SHELF');
  });
  expect(stateOf(externalId)).toEqual({ status: 'RECEIVED_PHYSICALLY', items: ['on-hold-shelf'] });
  expect(messagesOf(desk.dataDir, externalId)).toContain('patron:item-ready');
});

test('receiving several volumes', async () => {
  // The number of volumes is unknown, so the box is not preselected.
  const externalId = requestWith(`status = 'SHIPPED_PHYSICALLY' AND volumes_expected IS NULL AND ${forHere}`);
  const receiving = await openReceiving(desk);
  await receiving.identifier.fill(externalId);
  await receiving.ok.click();
  await test.step('check Multiple items, a temporary barcode, Save: it is listed', async () => {
    await expect(receiving.severalItems).not.toBeChecked();
    await receiving.severalItems.check();
    await receiving.barcode.fill('TW-1');
    await receiving.save.click();
    await expect(receiving.received).toContainText('TW-1');
  });
  await test.step('the barcode of each further volume, OK', async () => {
    for (const barcode of ['TW-2', 'TW-3']) {
      await receiving.barcode.fill(barcode);
      await receiving.ok.click();
      await expect(receiving.received).toContainText(barcode);
    }
  });
  await test.step('Done', async () => {
    await receiving.done.click();
    await expect(receiving.identifier).toBeFocused();
  });
  expect(stateOf(externalId)).toEqual({
    status: 'RECEIVED_PHYSICALLY',
    items: ['on-hold-shelf', 'on-hold-shelf', 'on-hold-shelf'],
  });
  expect(slipsOf(externalId)).toEqual(['receive', 'receive', 'receive']);
  expect(messagesOf(desk.dataDir, externalId)).toEqual(['partner:received', 'patron:item-ready']);
});

test('renewing via Borrowing Requests', async () => {
  const externalId = requestWith(
    `status = 'LOANED' AND ${isScanned} AND partner_id IN (SELECT id FROM partner WHERE renews_automatically = 1)`,
  );
  await openRequests(desk);
  const window = await openActionWindow(page, externalId, 'Request Renewal');
  await test.step('Choose a Date, Renew: the date picked is the new due date', async () => {
    await window.getByRole('textbox', { name: 'Choose a Date' }).fill(inDays(120));
    await window.getByRole('button', { name: 'Renew' }).click();
    await expect(lastStep(page)).toContainText(`Due ${formatDate(inDays(120))}`);
  });
  await test.step('the status changes to Renewed by partner, a notice goes to the patron', async () => {
    await expect(rowOf(page, externalId)).toContainText('Renewed by partner');
    expect(messagesOf(desk.dataDir, externalId)).toEqual(['partner:renewal', 'patron:renewed']);
  });
});

test('renewing via Manage Patron Services', async () => {
  const externalId = requestWith(
    `status = 'LOANED' AND ${isScanned} AND partner_id IN (SELECT id FROM partner WHERE renews_automatically = 1)`,
  );
  const [loan] = ask<{ readonly card: string; readonly barcode: string }>(
    desk.dataDir,
    `SELECT patron.barcode AS card, item.barcode FROM request JOIN item ON request_id = request.id
       JOIN patron ON patron.id = request.patron_id WHERE external_id = ?`,
    externalId,
  );
  const { patron, loans } = await openCirculation(desk, 'Manage Patron Services');
  await test.step('retrieve the account, Loans Display All Loans', async () => {
    await patron.fill(loan?.card ?? '');
    await patron.press('Enter');
    await page.getByRole('combobox', { name: 'Loans Display' }).selectOption('All Loans');
  });
  await test.step('the ellipsis next to the loan, Renew', async () => {
    await loans.getByRole('button', { name: `Actions for ${loan?.barcode}` }).click();
    await page.getByRole('menuitem', { name: 'Renew' }).click();
    await expect(lastStep(page)).toContainText('Due ');
  });
  expect(stateOf(externalId).status).toBe('RENEWED');
  expect(messagesOf(desk.dataDir, externalId)).toEqual(['partner:renewal', 'patron:renewed']);
});

test('returning an item', async () => {
  const externalId = requestWith(
    `status = 'LOANED' AND ${isScanned} AND (SELECT count(*) FROM item WHERE request_id = request.id) = 1 AND ${forHere}`,
  );
  const [item] = ask<{ readonly barcode: string; readonly partner: string }>(
    desk.dataDir,
    `SELECT barcode, partner.name AS partner FROM item JOIN request ON request.id = request_id
       JOIN partner ON partner.id = request.partner_id WHERE external_id = ?`,
    externalId,
  );
  const returns = await openCirculation(desk, 'Return Items');
  await test.step('the temporary item barcode, OK: a window says which library', async () => {
    await returns.item.fill(item?.barcode ?? '');
    await returns.ok.click();
    await expect(returns.window).toContainText(item?.partner ?? '');
  });
  await test.step('OK: the return slip', async () => {
    await returns.window.getByRole('button', { name: 'OK', exact: true }).click();
    await expect(returns.lastStep).toContainText('RETURN TO');
  });
  expect(stateOf(externalId)).toEqual({ status: 'RETURNED_TO_PARTNER', items: ['returned-to-partner'] });
  expect(slipsOf(externalId)).toEqual(['return']);
  expect(messagesOf(desk.dataDir, externalId)).toEqual(['partner:returned']);
});

for (const answer of ['Yes', 'No'] as const)
  test(`responding to a conditional message with ${answer}`, async () => {
    const externalId = requestWith(
      `status = 'CONDITIONAL' AND active_notes > 0 AND (SELECT count(*) FROM turn WHERE request_id = request.id) > 1
       AND partner_id = (SELECT partner_id FROM turn WHERE request_id = request.id AND position = 1)`,
    );
    const partners = ask<{ readonly name: string }>(
      desk.dataDir,
      `SELECT name FROM turn JOIN request ON request.id = request_id JOIN partner ON partner.id = turn.partner_id
        WHERE external_id = ? ORDER BY position`,
      externalId,
    ).map(({ name }) => name);
    const requests = await openRequests(desk);
    await test.step('the status facet Conditional, the link Request with active notes', async () => {
      await requests.openFilters();
      await requests.facet('Status', 'Conditional').check();
      await rowOf(page, externalId).getByRole('link', { name: 'Request with active notes' }).click();
      const notes = requests.details.getByRole('region', { name: 'Rota' });
      await expect(notes.getByText('Do you agree?')).toBeInViewport();
    });
    const window = await openActionWindow(page, externalId, 'Conditional Reply');
    await test.step(`${answer}, a response in the field Note, Send`, async () => {
      await window.getByRole('radio', { name: answer }).check();
      await window.getByRole('textbox', { name: 'Note' }).fill('Our patron will read it here.');
      await window.getByRole('button', { name: 'Send' }).click();
      await expect(lastStep(page)).toContainText(
        answer === 'Yes' ? `stays with ${partners[0]}` : `${partners[1]} is asked next`,
      );
    });
    expect(stateOf(externalId).status).toBe('REQUEST_SENT');
  });

test('cancelling a request', async () => {
  const externalId = requestWith(
    `status = 'REQUEST_SENT' AND partner_id IN (SELECT id FROM partner WHERE cancel_needs_consent = 0)`,
  );
  await openRequests(desk);
  const window = await openActionWindow(page, externalId, 'Cancel');
  await test.step('a Cancellation reason, Notify user, Confirm', async () => {
    const reason = window.getByRole('combobox', { name: 'Cancellation reason' });
    await reason.selectOption('Cannot be fulfilled');
    await window.getByRole('checkbox', { name: 'Notify user' }).check();
    await window.getByRole('button', { name: 'Confirm' }).click();
    await expect(window).toBeHidden();
  });
  expect(stateOf(externalId).status).toBe('CANCELLED_BY_STAFF');
  expect(messagesOf(desk.dataDir, externalId)).toEqual([
    expect.stringMatching(/^partner:not-needed/),
    'patron:cancelled',
  ]);
});
