import { Button, Group, Text } from '@mantine/core';
import { useReceiving, useReceivingSelector } from '../../../app/receiving-actor.ts';
import { SlipButton } from '../../../components/StepButtons.tsx';
import { isSavedAsFile, useSlip } from '../../../components/SlipWords.tsx';
import type { SlipNotice } from '../receiving.types.ts';

const Unconfirmed = () => {
  const receiving = useReceiving();
  return (
    <Group role="alert">
      <Text c="var(--desk-look)">It is not confirmed that the slip is being printed.</Text>
      <Button size="compact-md" onClick={() => receiving.send({ type: 'slip.retried' })}>
        Try again
      </Button>
      <Button size="compact-md" variant="default" onClick={() => receiving.send({ type: 'slip.givenUp' })}>
        Leave it
      </Button>
    </Group>
  );
};

const Refusal = ({ text }: { readonly text: string }) => (
  <Text role="alert" c="var(--desk-stop)">
    {text}
  </Text>
);

const Queued = ({ notice }: { readonly notice: Extract<SlipNotice, { kind: 'queued' }> }) => {
  const slip = useSlip(notice.slip) ?? notice.slip;
  const isSaidAbove = useReceivingSelector(
    ({ context: { feedback } }) =>
      feedback?.kind === 'received' && feedback.answer.volume.slip?.jobId === notice.slip.jobId,
  );
  if (isSaidAbove && slip.state === 'failed') return null;
  if (slip.state === 'failed')
    return (
      <Group>
        <Refusal text={`The ${notice.what} did not print: ${slip.note || 'the printer gave no reason.'}`} />
        <SlipButton slip={slip} />
      </Group>
    );
  const done = isSavedAsFile(slip.note) ? 'was saved as PDF' : 'was printed';
  return (
    <Text role="status" c="var(--desk-go)">
      The {notice.what} {slip.state === 'printed' ? done : 'is being printed'}.
    </Text>
  );
};

/** What became of a slip that was asked for again. */
export const SlipNoticeLine = () => {
  const notice = useReceivingSelector(({ context }) => context.slipNotice);
  const unconfirmed = useReceivingSelector((snapshot) => snapshot.hasTag('slipUnconfirmed'));
  if (unconfirmed) return <Unconfirmed />;
  if (!notice) return null;
  return notice.kind === 'refused' ? <Refusal text={notice.text} /> : <Queued notice={notice} />;
};
