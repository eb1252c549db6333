import { expect } from '@playwright/test';
import { ask } from '../support/database.ts';
import { openReceiving, receivingPage, scan } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { sharedPrinter } from '../support/printer.ts';
import { sharedDesk } from '../support/shared-program.ts';

let desk: Desk;
test.afterEach(() => desk.close());

const start = async (): Promise<Desk> => {
  desk = await sharedDesk({ library: 'demo' });
  return desk;
};

test('two scans receive an item, print its slip on the system’s printer, and the page is ready for the next', async () => {
  const printer = sharedPrinter();
  const before = printer.printed().at(-1) ?? 0;
  desk = await launchDesk({ library: 'demo', printer: printer.queue });
  const { dataDir, page, problems } = desk;
  const receiving = await openReceiving(desk);

  await scan(desk, '01MAIN0000101');
  await expect(page.getByRole('heading', { name: 'The Voyage of the Beagle' })).toBeVisible();
  await expect(page.getByText('Hold shelf here')).toBeVisible();
  await expect(page.getByRole('radiogroup', { name: 'Automatically print slip' })).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Yes' })).toBeChecked();
  await expect(receiving.severalItems).not.toBeChecked();
  await expect(receiving.barcode).toBeFocused();

  await scan(desk, 'N-90001', 'Tab');
  await expect(receiving.lastStep).toContainText('HOLD SHELF');
  await expect(receiving.lastStep).toContainText('Reader, A.');
  await expect(receiving.identifier).toBeFocused();
  await expect(receiving.barcode).toBeHidden();
  await expect(receiving.session).toContainText('The Voyage of the Beagle');

  const job = await printer.nextPrinted(before);
  await expect(receiving.lastStep).toContainText('slip printed');
  expect(printer.barcodesOf(job)).toEqual(expect.arrayContaining(['N-90001', '01MAIN0000101']));
  expect(printer.pagesOf(job)).toHaveLength(1);
  const text = printer.textOf(job);
  for (const words of ['HOLD SHELF', 'Reader, A.', 'The Voyage of the Beagle', 'North University Library'])
    expect(text).toContain(words);
  expect(
    ask(
      dataDir,
      "SELECT recipient, kind FROM outbox JOIN request ON request.id = request_id WHERE external_id = '01MAIN0000101' ORDER BY outbox.id",
    ),
  ).toEqual([
    { recipient: 'partner', kind: 'received' },
    { recipient: 'patron', kind: 'item-ready' },
  ]);
  expect(problems).toEqual([]);
});

test('the keyboard alone is enough, and a scan never presses the focused button', async () => {
  const { page } = await start();
  await page.getByRole('heading', { name: 'Today' }).waitFor();
  await page.keyboard.press('Tab');
  const receiving = receivingPage(page);
  // A page that is not made for scanning offers the next step, and does not take it automatically.
  await scan(desk, '01MAIN0000101');
  await expect(page.getByRole('region', { name: 'Scanned' })).toContainText('Shipped physically');
  await expect(page.getByRole('button', { name: 'Receive it' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(receiving.barcode).toBeFocused();
  await page.keyboard.type('N-90001', { delay: 60 });
  await page.keyboard.press('Enter');
  await expect(receiving.lastStep).toContainText('HOLD SHELF');
  await page.keyboard.type('01MAIN0000102', { delay: 5 });
  await page.keyboard.press('Enter');
  await expect(receiving.barcode).toBeFocused();
  // Save, More, Make a barcode, the choice of the slip.
  for (let stop = 0; stop < 5; stop += 1) await page.keyboard.press('Tab');
  await expect(receiving.severalItems).toBeFocused();
  await page.keyboard.press('Space');
  await expect(receiving.severalItems).toBeChecked();
  await page.keyboard.press('Space');
  await scan(desk, 'N 90002');
  await expect(receiving.lastStep).toContainText('SEND TO');
  await expect(receiving.severalItems).toBeHidden();
  await expect(receiving.session.getByText('N90002')).toBeVisible();
  await receiving.lastStep.getByRole('button', { name: 'Undo' }).focus();
  await scan(desk, '01MAIN0000103');
  await expect(page.getByRole('heading', { name: 'The Stones of Venice' })).toBeVisible();
  await expect(receiving.session.getByText('Undone')).toHaveCount(0);
});

test('a crashed page returns to its previous state, with what was stored', async () => {
  desk = await launchDesk({ library: 'demo' });
  const { app, page } = desk;
  const receiving = await openReceiving(desk);
  await scan(desk, '01MAIN0000103');
  await expect(receiving.barcode).toBeFocused();
  await scan(desk, 'V-1');
  await expect(receiving.received.getByRole('listitem')).toHaveCount(1);
  await page.reload();
  await expect(receiving.received.getByRole('listitem')).toHaveText([/V-1/]);
  await expect(receiving.barcode).toBeFocused();
  const textAfterCrash = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents) throw new Error('No window');
    const loaded = new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()));
    contents.forcefullyCrashRenderer();
    await loaded;
    const text = `new Promise((resolve) => {
      const look = () => document.body.innerText.includes('V-1') ? resolve(document.body.innerText) : setTimeout(look, 50);
      look();
    })`;
    return (await contents.executeJavaScript(text)) as string;
  });
  expect(textAfterCrash).toContain('Received barcodes');
});
