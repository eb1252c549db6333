import type { ReceivingPage } from '../../support/desk-page.ts';
import { openReceiving, scan } from '../../support/desk-page.ts';
import type { Desk } from '../../support/launch.ts';
import { picture } from './pictures.ts';

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
  await picture(desk, 'set-done', 'the set is done: now the partner and the patron are told');
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

/** Receiving Items: a single item, a set of three, two refusals, an undo. */
export const receiveTrolley = async (desk: Desk): Promise<void> => {
  const receiving = await openReceiving(desk);
  await singleItem(desk, receiving);
  await setOfThree(desk, receiving);
  await refusals(desk, receiving);
  await undo(desk, receiving);
};
