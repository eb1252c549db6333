import { Button, Group, Text } from '@mantine/core';
import { useReceiving, useReceivingSelector } from '../../../app/receiving-actor.ts';

/** What became of a slip that was asked for again. */
export const SlipNoticeLine = () => {
  const receiving = useReceiving();
  const notice = useReceivingSelector(({ context }) => context.slipNotice);
  const unconfirmed = useReceivingSelector((snapshot) => snapshot.hasTag('slipUnconfirmed'));
  if (unconfirmed)
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
  if (!notice) return null;
  return (
    <Text
      role={notice.tone === 'done' ? 'status' : 'alert'}
      c={notice.tone === 'done' ? 'var(--desk-go)' : 'var(--desk-stop)'}
    >
      {notice.text}
    </Text>
  );
};
