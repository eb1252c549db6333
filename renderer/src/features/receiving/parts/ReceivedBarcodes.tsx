import { Button, Group, Title } from '@mantine/core';
import { useId } from 'react';
import type { ReceivedVolume } from '../../../../../shared/ipc/views.ts';
import { useReceiving, useReceivingSelector } from '../../../app/receiving-actor.ts';
import { SlipWords, useSlip } from '../../../components/SlipWords.tsx';
import classes from '../ReceivingPage.module.css';

const Volume = ({ volume }: { readonly volume: ReceivedVolume }) => {
  const receiving = useReceiving();
  const slip = useSlip(volume.slip);
  const free = useReceivingSelector((snapshot) => !snapshot.hasTag('busy'));
  const described = useId();
  const { opId } = volume;
  return (
    <li className={classes['volume']}>
      <span id={described}>
        Volume {volume.volume}: <bdi>{volume.barcode}</bdi>
      </span>
      <SlipWords slip={volume.slip} />
      {slip?.state === 'failed' && (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-describedby={described}
          onClick={() => receiving.send({ type: 'slip.asked', ask: { kind: 'again', jobId: slip.jobId } })}
        >
          Print again
        </Button>
      )}
      {opId && (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-describedby={described}
          disabled={!free}
          onClick={() => receiving.send({ type: 'undo.asked', undoes: opId })}
        >
          Undo
        </Button>
      )}
    </li>
  );
};

/** The volumes of the set that have come, newest last, and how many there are to be. */
export const ReceivedBarcodes = ({ volumes }: { readonly volumes: readonly ReceivedVolume[] }) => {
  const expected = useReceivingSelector(({ context }) => context.expected);
  const id = useId();
  return (
    <div>
      <Group justify="space-between">
        <Title order={3} size="h5" id={id}>
          Received barcodes
        </Title>
        <span className={classes['count']} aria-live="polite">
          {expected === null ? `${volumes.length} received` : `${volumes.length} of ${expected}`}
        </span>
      </Group>
      <ul className={classes['volumes']} aria-labelledby={id}>
        {volumes.map((volume) => (
          <Volume key={volume.itemId} volume={volume} />
        ))}
      </ul>
    </div>
  );
};
