import { Stack } from '@mantine/core';
import classes from '../../components/ScanPage.module.css';
import { Nothing } from '../../steps/LoadStates.tsx';
import { LaneProvider, useLanePage, useLaneSelector } from '../../steps/lane/lane-actor.ts';
import { LaneBox } from '../../steps/lane/LaneBox.tsx';
import { WaitingHere } from '../../steps/lane/WaitingHere.tsx';
import { LaneNotifications } from '../../steps/lane/LaneNotifications.tsx';
import { t } from '../../../../shared/words/words.ts';

const Quiet = () => {
  const quiet = useLaneSelector(({ context }) => !context.feedback && !context.pending);
  return quiet ? (
    <>
      <Nothing>{t('scanIn.scanTheBarcodeOfAnItem')}</Nothing>
      <WaitingHere queue="in-transit" />
    </>
  ) : null;
};

/** Scan In Items: one scan an item. */
export const ScanInPage = () => {
  const lane = useLanePage('scan-in');
  return (
    <LaneProvider value={lane}>
      <Stack className={classes['lane'] ?? ''} gap="md">
        <LaneBox label={t('common.itemBarcode')} />
        <LaneNotifications />
        <Quiet />
      </Stack>
    </LaneProvider>
  );
};
