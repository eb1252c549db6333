import { Stack } from '@mantine/core';
import classes from '../../components/Lane.module.css';
import { Nothing } from '../../shell/notices/LoadStates.tsx';
import { LaneProvider, useLanePage, useLaneSelector } from '../../shell/lane/lane-actor.ts';
import { LaneBox } from '../../shell/lane/LaneBox.tsx';
import { WaitingHere } from '../../shell/lane/WaitingHere.tsx';
import { LaneNotifications } from '../../shell/lane/LaneNotifications.tsx';
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
