import { Checkbox, Group, Stack, Title } from '@mantine/core';
import { useReceiving, useReceivingSelector } from '../../shell/receiving/receiving-actor.ts';
import { useScanTarget } from '../../scanner/scan-target.ts';
import { Nothing } from '../../shell/notices/LoadStates.tsx';
import { IdentifierBox } from './parts/IdentifierBox.tsx';
import { ReceiveFormView } from './parts/ReceiveFormView.tsx';
import { ReceivingWaiting } from './parts/ReceivingWaiting.tsx';
import { SlipNoticeLine } from './parts/SlipNoticeLine.tsx';
import { StepFeedback } from './parts/StepFeedback.tsx';
import { Unconfirmed } from './parts/Unconfirmed.tsx';
import classes from '../../components/Lane.module.css';

/** Receiving Items: one lane, two scans an item. */
export const ReceivingPage = () => {
  const receiving = useReceiving();
  const notifyPatron = useReceivingSelector(({ context }) => context.notifyPatron);
  const form = useReceivingSelector(({ context }) => context.form);
  const quiet = useReceivingSelector(({ context }) => !context.form && !context.feedback && !context.pending);
  useScanTarget(({ code, partial }) => receiving.send({ type: partial ? 'scan.partial' : 'scanned', code }));
  return (
    <Stack className={classes['lane'] ?? ''} gap="md">
      <Group justify="space-between">
        <Title order={1} size="h2">
          Receiving Items
        </Title>
        <Checkbox
          label="Automatically notify patron"
          checked={notifyPatron}
          onChange={({ currentTarget }) =>
            receiving.send({ type: 'option.changed', option: 'notifyPatron', on: currentTarget.checked })
          }
        />
      </Group>
      <IdentifierBox />
      <ReceivingWaiting />
      <StepFeedback />
      <SlipNoticeLine />
      <Unconfirmed />
      {form && <ReceiveFormView form={form} />}
      {quiet && (
        <Nothing>
          Scan the external identifier on the partner’s paperwork. F2 comes back to this box from anywhere.
        </Nothing>
      )}
    </Stack>
  );
};
