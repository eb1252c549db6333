import { Stack, Title } from '@mantine/core';
import classes from '../../components/Lane.module.css';
import { Nothing } from '../../shell/notices/LoadStates.tsx';
import { LaneProvider, useLanePage, useLaneSelector } from '../../shell/lane/lane-actor.ts';
import { LaneBox } from '../../shell/lane/LaneBox.tsx';
import { LaneNotifications } from '../../shell/lane/LaneNotifications.tsx';
import { ReturnWindow } from './ReturnWindow.tsx';

const Quiet = () => {
  const quiet = useLaneSelector(({ context }) => !context.feedback && !context.pending && !context.subject);
  return quiet ? (
    <Nothing>
      Scan the barcode of an item that was brought back. A window says which library it goes back to; its OK
      prints the return slip.
    </Nothing>
  ) : null;
};

/** Return Items: a scan, a look at where it goes, OK. */
export const ReturnItemsPage = () => {
  const lane = useLanePage('return');
  return (
    <LaneProvider value={lane}>
      <Stack className={classes['lane'] ?? ''} gap="md">
        <Title order={1} size="h2">
          Return Items
        </Title>
        <LaneBox label="Item barcode" />
        <LaneNotifications />
        <Quiet />
      </Stack>
      <ReturnWindow />
    </LaneProvider>
  );
};
