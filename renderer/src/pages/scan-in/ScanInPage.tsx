import { Stack } from '@mantine/core';
import classes from '../../components/ScanPage.module.css';
import { ScanPageProvider, useAsScanPage } from '../../steps/scan-page/scan-page-actor.ts';
import { ScanPageBox } from '../../steps/scan-page/ScanPageBox.tsx';
import { WaitingHere } from '../../steps/scan-page/WaitingHere.tsx';
import { ScanPageNotifications } from '../../steps/scan-page/ScanPageNotifications.tsx';
import { t } from '../../../../shared/words/words.ts';

/** Scan In Items: one scan per item. */
export const ScanInPage = () => {
  const page = useAsScanPage('scan-in');
  return (
    <ScanPageProvider value={page}>
      <Stack className={classes['page'] ?? ''} gap="sm">
        <div className={classes['top']} />
        <div className={classes['places']}>
          <ScanPageBox label={t('Item barcode')} />
          <ScanPageNotifications
            hint={t(
              'Scan the barcode of an item that has come from another desk. It goes on the hold shelf here, or you see where it belongs.',
            )}
          />
          <WaitingHere queue="in-transit" />
        </div>
      </Stack>
    </ScanPageProvider>
  );
};
