import { t } from '../../../shared/words/words.ts';
import { ask } from '../../support/database.ts';
import { scan } from '../../support/desk-page.ts';
import { command, goToPage, lastStep, press, type Scene, type Stage, told } from './stage.ts';

/** Returns the first row of a query. */
const first = <T>({ desk }: Stage, query: string): T => {
  const [row] = ask<T>(desk.dataDir, query);
  if (row === undefined) throw new Error(`The library has nothing for: ${query}`);
  return row;
};

const identifierBox = ({ page }: Stage) => page.getByRole('textbox', { name: t('External identifier') });
const barcodeBox = ({ page }: Stage) => page.getByRole('textbox', { name: t('Temporary barcode') });

/** Scans an identifier in Receiving Items and waits for its form. */
const openForm = async (stage: Stage, identifier: string): Promise<void> => {
  await goToPage(stage.desk, 'receiving');
  await identifierBox(stage).waitFor();
  await scan(stage.desk, identifier);
  await barcodeBox(stage).waitFor();
};

const stops = async (stage: Stage, code: string, name: string): Promise<void> => {
  await scan(stage.desk, code);
  await told(stage.page, t('STOP'));
  await stage.picture(name);
};

const receiving: readonly Scene[] = [
  {
    name: 'receiving-one',
    show: async (stage) => {
      await openForm(stage, '01MAIN0000101');
      await stage.picture('receiving-form');
      await press(stage.page, t('More'));
      await stage.picture('receiving-form-more');
      await scan(stage.desk, 'N-70001');
      await told(stage.page, t('HOLD SHELF'));
      await stage.picture('receiving-hold-shelf');
      await press(lastStep(stage.page), t('Undo'));
      await told(stage.page, t('UNDONE'));
      await stage.picture('receiving-undone');
    },
  },
  {
    name: 'receiving-send',
    show: async (stage) => {
      await openForm(stage, '01MAIN0000102');
      await scan(stage.desk, 'N-70002');
      await told(stage.page, t('SEND TO'));
      await stage.picture('receiving-send-to');
    },
  },
  {
    name: 'receiving-condition',
    show: async (stage) => {
      await openForm(stage, '01MAIN0000104');
      await stage.picture('receiving-form-condition');
    },
  },
  {
    name: 'receiving-set',
    show: async (stage) => {
      await openForm(stage, '01MAIN0000103');
      await scan(stage.desk, 'V-701');
      await stage.page
        .getByRole('list', { name: t('Received barcodes') })
        .getByText('V-701')
        .waitFor();
      await stage.picture('receiving-set');
      await press(stage.page, t('Done'));
      await stage.page.getByRole('button', { name: t('Leave set open') }).waitFor();
      await stage.picture('receiving-incomplete-set');
      await press(stage.page, t('Leave set open'));
      await stage.picture('receiving-set-open');
    },
  },
  {
    name: 'receiving-stops',
    show: async (stage) => {
      await goToPage(stage.desk, 'receiving');
      await stops(stage, 'NOBODY-HAS-THIS', 'receiving-stop-unknown');
      await stops(stage, 'N-70002', 'receiving-stop-barcode');
      await scan(stage.desk, '01MAIN0000105');
      await stage.page.getByText(t('CHECK FIRST')).first().waitFor();
      await stage.picture('receiving-cancelled');
    },
  },
  {
    name: 'receiving-parcel',
    show: async (stage) => {
      await goToPage(stage.desk, 'receiving');
      await scan(stage.desk, '01MAIN0000106');
      await stage.page.getByRole('group', { name: t('What to do with the parcel') }).waitFor();
      await stage.picture('receiving-unexpected-parcel');
    },
  },
  {
    name: 'receiving-list',
    show: async (stage) => {
      await goToPage(stage.desk, 'receiving');
      await press(
        stage.page,
        t('Receive a list{listedCase, select, yes { ({listed} in the list)} other {}}', {
          listedCase: 'no',
          listed: 0,
        }),
      );
      await stage.picture('receiving-list-empty');
      await scan(stage.desk, '01MAIN0000108');
      await scan(stage.desk, 'N-70008');
      await scan(stage.desk, '01MAIN0000109');
      await stage.page.getByRole('list').getByText('01MAIN0000109').first().waitFor();
      await stage.picture('receiving-list');
    },
  },
];

const onShelf = `
  SELECT item.barcode, patron.barcode AS card FROM item
    JOIN request ON request.id = item.request_id JOIN patron ON patron.id = request.patron_id
   WHERE item.status = 'on-hold-shelf' AND item.use = 'for-patron' AND item.barcode <> '' AND item.desk_id = 2
     AND request.pickup_desk_id = 2 AND request.status = 'RECEIVED_PHYSICALLY' ORDER BY item.id`;

const patronServices: readonly Scene[] = [
  {
    name: 'patron',
    show: async (stage) => {
      const { desk, page, picture } = stage;
      const { barcode, card } = first<{ readonly barcode: string; readonly card: string }>(stage, onShelf);
      await goToPage(desk, 'patron-services');
      await scan(desk, card);
      await page.getByRole('textbox', { name: t('Item barcode') }).waitFor();
      await picture('patron-open');
      await scan(desk, barcode);
      await told(page, t('LENT TO'));
      await picture('patron-lent');
      await scan(desk, 'NOBODY-HAS-THIS');
      await told(page, t('STOP'));
      await picture('patron-stop');
    },
  },
  {
    name: 'patron-search',
    show: async ({ desk, page, picture }) => {
      await goToPage(desk, 'patron-services');
      await page.getByRole('textbox', { name: t('Patron') }).pressSequentially('Rea', { delay: 80 });
      await page.getByRole('region', { name: t('Suggested patrons') }).waitFor();
      await picture('patron-suggested');
      await page.getByRole('textbox', { name: t('Patron') }).fill('No such person');
      await page.keyboard.press('Enter');
      await told(page, t('STOP'));
      await picture('patron-unknown');
    },
  },
];

const loaned = `SELECT barcode FROM item WHERE status = 'on-loan' AND barcode <> '' ORDER BY id DESC`;

const returning: readonly Scene[] = [
  {
    name: 'return',
    show: async (stage) => {
      const { desk, page, picture } = stage;
      await goToPage(desk, 'return-items');
      await scan(desk, first<{ readonly barcode: string }>(stage, loaned).barcode);
      const window = page.getByRole('dialog', { name: t('Return item') });
      await window.waitFor();
      await picture('return-window');
      await press(window, t('OK'));
      await told(page, t('RETURN TO'));
      await picture('return-done');
      await stops(stage, 'NOBODY-HAS-THIS', 'return-stop');
    },
  },
  {
    name: 'return-many',
    show: async (stage) => {
      const { desk, page, picture } = stage;
      await goToPage(desk, 'return-items');
      await press(
        page,
        t('Return many{waitingCase, select, yes { ({waiting} in the list)} other {}}', {
          waitingCase: 'no',
          waiting: 0,
        }),
      );
      const list = page.getByRole('list', { name: t('To return') });
      await scan(desk, first<{ readonly barcode: string }>(stage, loaned).barcode);
      await list.getByRole('listitem').first().waitFor();
      await scan(desk, 'NOWHERE');
      await list.getByText(t('Not returned.')).first().waitFor();
      await picture('return-many');
    },
  },
];

const inTransit = `
  SELECT barcode, desk.name FROM item JOIN desk ON desk.id = destination_desk_id
   WHERE item.status = 'in-transit' AND barcode <> '' ORDER BY destination_desk_id = 2 DESC, item.id`;

const scanIn: readonly Scene[] = [
  {
    name: 'scan-in',
    show: async (stage) => {
      const { desk, page, picture } = stage;
      const row = first<{ readonly barcode: string; readonly name: string }>(stage, inTransit);
      await goToPage(desk, 'scan-in');
      await page.getByRole('combobox', { name: t('Currently at') }).selectOption({ label: row.name });
      await scan(desk, row.barcode);
      await told(page, t('HOLD SHELF'));
      await picture('scan-in-hold-shelf');
      await stops(stage, 'NOBODY-HAS-THIS', 'scan-in-stop');
      await page.getByRole('combobox', { name: t('Currently at') }).selectOption({ index: 0 });
    },
  },
];

const anything: readonly Scene[] = [
  {
    name: 'scan-anything',
    show: async ({ desk, page, picture }) => {
      await goToPage(desk, 'today');
      await scan(desk, '01MAIN0000110');
      await page.getByRole('region', { name: t('Scanned') }).waitFor();
      await picture('scan-anything-request');
      await page.keyboard.press('Escape');
      await scan(desk, 'NOBODY-HAS-THIS');
      await page.getByText(t('STOP')).first().waitFor();
      await picture('scan-anything-stop');
      await page.keyboard.press('Escape');
      await scan(desk, 'P1000001');
      await page
        .getByRole('region', { name: t('Scanned') })
        .getByText('P1000001')
        .first()
        .waitFor();
      await picture('scan-anything-card');
    },
  },
  {
    name: 'done-here-filled',
    show: async ({ desk, page, picture }) => {
      await goToPage(desk, 'done-here');
      await page.getByRole('row').nth(1).waitFor();
      await picture('done-here-filled');
    },
  },
  {
    name: 'undo-by-key',
    show: async ({ desk, page, picture }) => {
      await goToPage(desk, 'today');
      await command(desk, 'undo.lastStep');
      const question = page.getByRole('dialog');
      await question.waitFor();
      await picture('undo-question');
      await press(question, t('Undo'));
      await question.waitFor({ state: 'hidden' });
      await page.getByText(t('Undone')).first().waitFor();
      await picture('undone-notice');
    },
  },
];

/** The scan pages after a successful scan, after a refusal, and with a STOP. */
export const scanScenes: readonly Scene[] = [
  ...receiving,
  ...patronServices,
  ...returning,
  ...scanIn,
  ...anything,
];
