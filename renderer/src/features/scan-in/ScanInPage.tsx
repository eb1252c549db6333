import { Stack, Title } from '@mantine/core';
import classes from '../../components/Lane.module.css';
import { Nothing } from '../../shell/notices/LoadStates.tsx';
import { LaneProvider, useLanePage, useLaneSelector } from '../../shell/lane/lane-actor.ts';
import { LaneBox } from '../../shell/lane/LaneBox.tsx';
import { LaneNotifications } from '../../shell/lane/LaneNotifications.tsx';

const Quiet = () => {
  const quiet = useLaneSelector(({ context }) => !context.feedback && !context.pending);
  return quiet ? (
    <Nothing>
      Scan the barcode of an item that has come from another desk. It goes on the hold shelf here, or you read
      where it belongs.
    </Nothing>
  ) : null;
};

/** Scan In Items: one scan an item. */
export const ScanInPage = () => {
  const lane = useLanePage('scan-in');
  return (
    <LaneProvider value={lane}>
      <Stack className={classes['lane'] ?? ''} gap="md">
        <Title order={1} size="h2">
          Scan In Items
        </Title>
        <LaneBox label="Item barcode" />
        <LaneNotifications />
        <Quiet />
      </Stack>
    </LaneProvider>
  );
};
