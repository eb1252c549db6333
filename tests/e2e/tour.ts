import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';
import type { ReceivingPage } from '../support/desk-page.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { waitFor } from '../support/waiting.ts';

// Plays the main job in the real program on the demo library, and leaves pictures and slips: proof in a minute.

const folder = join(projectFolder, 'test-results', 'tour');
let number = 0;

/** Takes the next numbered picture and says what is on it. */
const picture = async ({ page }: Desk, name: string, says: string): Promise<void> => {
  number += 1;
  const file = `${String(number).padStart(2, '0')}-${name}.png`;
  await page.screenshot({ path: join(folder, file), animations: 'disabled' });
  process.stdout.write(`${file}  ${says}\n`);
};

/** Waits until the line about the last step says this. */
const says = (receiving: ReceivingPage, words: string): Promise<void> =>
  receiving.lastStep.filter({ hasText: words }).waitFor();

const singleItem = async (desk: Desk, receiving: ReceivingPage): Promise<void> => {
  await scan(desk, '01MAIN0000101');
  await receiving.barcode.waitFor();
  await picture(desk, 'single-form', 'the external identifier was scanned: whose it is and where it will go');
  await scan(desk, 'N-90001');
  await says(receiving, 'slip');
  await picture(
    desk,
    'single-received',
    'the barcode was scanned: received, on the hold shelf, slip on its way',
  );
  await scan(desk, '01MAIN0000102');
  await receiving.barcode.waitFor();
  await scan(desk, 'N-90002');
  await says(receiving, 'SEND TO');
  await picture(desk, 'single-in-transit', 'an item for another desk: in transit');
};

const setOfThree = async (desk: Desk, receiving: ReceivingPage): Promise<void> => {
  await scan(desk, '01MAIN0000103');
  await receiving.barcode.waitFor();
  for (const [index, barcode] of ['V-1', 'V-2', 'V-3'].entries()) {
    await scan(desk, barcode);
    await receiving.received.getByRole('listitem').nth(index).waitFor();
    await picture(
      desk,
      `set-volume-${index + 1}`,
      `volume ${index + 1} of three is stored, with its own slip`,
    );
  }
  await receiving.done.click();
  await says(receiving, '3 of 3');
  await picture(desk, 'set-done', 'the set is done: now the lender and the patron are told');
};

const refusals = async (desk: Desk, receiving: ReceivingPage): Promise<void> => {
  await scan(desk, 'N-31234');
  await says(receiving, 'STOP');
  await picture(
    desk,
    'refused-barcode',
    'an item barcode instead of an identifier: whose it is, nothing changed',
  );
  await scan(desk, '01MAIN0000105');
  await says(receiving, 'Do not receive it');
  await picture(desk, 'refused-cancelled', 'an item for a cancelled request: the return slip is on offer');
};

const undo = async (desk: Desk, receiving: ReceivingPage): Promise<void> => {
  await scan(desk, '01MAIN0000108');
  await receiving.barcode.waitFor();
  await scan(desk, 'N-90008');
  await says(receiving, 'N-90008');
  await receiving.lastStep.getByRole('button', { name: 'Undo' }).click();
  await says(receiving, 'UNDONE');
  await picture(desk, 'undone', 'the last receipt was taken back: the request waits for its item again');
};

const pages = async (desk: Desk): Promise<void> => {
  const { page } = desk;
  for (const name of ['Today', 'Slips', 'Settings']) {
    await page.getByRole('link', { name }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await picture(desk, name.toLowerCase(), `the page ${name}`);
  }
};

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const desk = await launchDesk({ args: ['--demo'], printer: 'pdf' });
try {
  await desk.page.getByText('To receive').first().waitFor();
  await picture(desk, 'start', 'the start page: the day’s work with counts');
  const receiving = await openReceiving(desk);
  await singleItem(desk, receiving);
  await setOfThree(desk, receiving);
  await refusals(desk, receiving);
  await undo(desk, receiving);
  await pages(desk);
  const slips = join(desk.dataDir, 'slips');
  // One for each single item, three for the set; the one of the item that was taken back may have been on paper.
  await waitFor('Five slips', () =>
    existsSync(slips) && readdirSync(slips).filter((name) => name.endsWith('.pdf')).length >= 5
      ? true
      : undefined,
  );
  cpSync(slips, join(folder, 'slips'), { recursive: true });
} finally {
  await desk.close();
}
process.stdout.write(`Pictures and slips lie in ${folder}\n`);
