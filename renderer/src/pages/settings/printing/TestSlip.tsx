import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { SlipKind } from '../../../../../shared/domain/slips/all-slips.ts';
import type { PrintJobView } from '../../../../../shared/ipc/views.ts';
import { ask } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { SlipBadge } from '../../../components/SlipBadge.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import { t } from '../../../../../shared/words/words.ts';

const TestState = ({ job }: { readonly job: PrintJobView }) => {
  const newest = useReceivingSelector(({ context }) => context.slips[job.id]);
  const { state, note } = newest ?? job;
  return (
    <Group role="status" gap="xs">
      <SlipBadge state={state} note={note} />
      <Text>{note}</Text>
    </Group>
  );
};

/** Prints a test slip, and says how far it has come. */
export const TestSlip = ({
  insteadOf,
  label,
}: {
  /** The kind whose printer is tested; left out: that of all slips. */
  readonly insteadOf?: SlipKind;
  /** The button's whole name, where it says less. */
  readonly label?: string;
}) => {
  const test = useMutation({
    mutationFn: (opId: ReturnType<typeof newOpId>) =>
      ask('slips.printTest', { opId, ...(insteadOf === undefined ? {} : { insteadOf }) }),
  });
  return (
    <Group>
      <Button
        variant="default"
        disabled={test.isPending}
        {...(label === undefined ? {} : { 'aria-label': label })}
        onClick={() => test.mutate(newOpId())}
      >
        {label === undefined ? t('settings.printATestSlip') : t('slips.testSlip')}
      </Button>
      {test.data && <TestState job={test.data} />}
      <NotDone error={test.error} />
    </Group>
  );
};
