import { Button, Stack } from '@mantine/core';
import classes from '../../components/ScanPage.module.css';
import { ScanPageProvider, useAsScanPage } from '../../steps/scan-page/scan-page-actor.ts';
import { ScanPageBox } from '../../steps/scan-page/ScanPageBox.tsx';
import { ScanPageNotifications } from '../../steps/scan-page/ScanPageNotifications.tsx';
import { WaitingHere } from '../../steps/scan-page/WaitingHere.tsx';
import { lastSlipOf, takesScan, useList, useListHere } from '../../steps/scan-list/use-list.ts';
import { ReturnWindow } from './ReturnWindow.tsx';
import { Trolley } from './Trolley.tsx';
import { trolley } from './trolley.ts';
import { t } from '../../../../shared/words/words.ts';

const OneByOne = () => (
  <div className={classes['places']}>
    <ScanPageBox label={t('Item barcode')} />
    <ScanPageNotifications
      hint={t(
        'Scan the barcode of an item that has come back. A window shows which library it goes back to; OK prints the return slip.',
      )}
    />
    <WaitingHere queue="to-return" />
  </div>
);

const lastOfTrolley = () => lastSlipOf(trolley);

/** Return Items: a scan, a check of its destination, OK; or many scans, and one key for all of them. */
export const ReturnItemsPage = () => {
  const many = useList(trolley, (context) => context.many);
  const waiting = useList(trolley, ({ lines }) => lines.length);
  const page = useAsScanPage(
    'return',
    (scan) => {
      const isListed = takesScan(trolley, scan);
      const { code, partial } = scan;
      if (isListed) trolley.store().send({ type: 'scanned', code, partial });
      return isListed;
    },
    many ? lastOfTrolley : undefined,
  );
  useListHere(trolley);
  const choose = (): void => {
    page.send({ type: 'closed' });
    trolley.store().send({ type: 'many.chosen', many: !many });
  };
  return (
    <ScanPageProvider value={page}>
      <Stack className={classes['page'] ?? ''} gap="sm">
        <div className={classes['top']}>
          <Button variant="default" className={classes['close'] ?? ''} onClick={choose}>
            {many
              ? t('Return one by one')
              : t('Return many{waitingCase, select, yes { ({waiting} in the list)} other {}}', {
                  waitingCase: waiting > 0 ? 'yes' : 'no',
                  waiting,
                })}
          </Button>
        </div>
        {many ? <Trolley /> : <OneByOne />}
      </Stack>
      <ReturnWindow />
    </ScanPageProvider>
  );
};
