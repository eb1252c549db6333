import { Button, Group, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { useTodaysSteps } from '../../../api/queries.ts';
import type { ReceivedVolume } from '../../../../../shared/ipc/receiving-views.ts';
import { eventsOf, steps } from '../../../../../shared/domain/steps/all-steps.ts';
import { isOut } from '../../../../../shared/domain/life/volume.ts';
import { placeInSet } from '../../../../../shared/domain/volume-names.ts';
import { countOf } from '../../../machines/receiving.parcel.ts';
import { unwantedWords } from '../../../requests/details/volumes-words.ts';
import { openDecision } from '../../../requests/open-decision.ts';
import { useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import { SlipWords, useSlip } from '../../../steps/SlipWords.tsx';
import { SlipButton, UndoButton } from '../../../steps/StepButtons.tsx';
import classes from '../../../components/ScanPage.module.css';
import { t } from '../../../../../shared/words/words.ts';
import { tx } from '../../../components/tx.ts';

/** Opens the window for keeping an item that would go back: it explains the effects, and is part of the list of requests. */
const KeepAfterAll = ({ describedBy }: { readonly describedBy: string }) => {
  const request = useReceivingSelector(({ context }) => context.form?.request);
  if (!request || eventsOf('keep', request.life).length === 0) return null;
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-describedby={describedBy}
      onClick={() => void openDecision('keep', request)}
    >
      {steps.keep.menu.label}
    </Button>
  );
};

type VolumeProps = {
  readonly volume: ReceivedVolume;
  readonly expected: number | null;
  /** It is neither here nor with the patron any more. */
  readonly isGone: boolean;
  /** Its step is in the session list, with its own Undo. */
  readonly isOfSession: boolean;
};

const Volume = ({ volume, expected, isGone, isOfSession }: VolumeProps) => {
  const slip = useSlip(volume.slip);
  const described = useId();
  return (
    <li className={classes['volume']}>
      <span id={described}>
        {volume.barcode === ''
          ? t('Volume {volume}: without a barcode', { volume: volume.volume })
          : tx('Volume {volume}: {barcode}', { volume: volume.volume, barcode: <bdi>{volume.barcode}</bdi> })}
      </span>
      {volume.use === 'goes-back' && (
        <>
          {' '}
          <span className={classes['wrong']}>{isGone ? t('Returned') : t('To go back')}</span>
          <KeepAfterAll describedBy={described} />
        </>
      )}
      {/* A failed slip is reported with its step; this is the button to print it. */}
      {slip?.state === 'failed' ? (
        <SlipButton inList slip={slip} describedBy={described} />
      ) : (
        <>
          {' '}
          <SlipWords slip={volume.slip} />
        </>
      )}{' '}
      {volume.printedAs && (
        <span className={classes['wrong']}>
          {t('The printed slip says {was}. Correct it to {is}.', {
            was: placeInSet({ volume: volume.printedAs.volume, volumesExpected: volume.printedAs.of }),
            is: placeInSet({ volume: volume.volume, volumesExpected: expected }),
          })}
        </span>
      )}
      {volume.opId && !isOfSession && (
        <UndoButton
          inList
          opId={volume.opId}
          hint={t('Undo receiving this volume')}
          describedBy={described}
        />
      )}
    </li>
  );
};

/** The received volumes of the set, newest last, and the expected number. */
export const ReceivedBarcodes = ({ volumes }: { readonly volumes: readonly ReceivedVolume[] }) => {
  const expected = useReceivingSelector(({ context }) => context.expected);
  const ofSession = useTodaysSteps().data?.map(({ opId }) => opId) ?? [];
  const volumesNow = useReceivingSelector(({ context }) => context.form?.request.life.volumes);
  const isGone = ({ itemId }: ReceivedVolume): boolean =>
    volumesNow?.some((volume) => volume.id === itemId && !isOut(volume)) ?? false;
  const volumesCount = countOf(volumes);
  const gone = volumes.filter(isGone).length;
  const id = useId();
  return (
    <div>
      <Group justify="space-between">
        <Title order={3} size="h5" id={id}>
          {t('Received barcodes')}
        </Title>
        <span className={classes['count']} aria-live="polite">
          {volumesCount === 0 && volumes.length > 0
            ? unwantedWords(volumes.length - gone, gone)
            : expected === null
              ? t('{volumesCount} received', { volumesCount })
              : t('{volumesCount} of {expected}', { volumesCount, expected })}
        </span>
      </Group>
      <ul role="list" className={classes['volumes']} aria-labelledby={id}>
        {volumes.map((volume) => (
          <Volume
            key={volume.itemId}
            volume={volume}
            expected={expected}
            isGone={isGone(volume)}
            isOfSession={volume.opId !== null && ofSession.includes(volume.opId)}
          />
        ))}
      </ul>
    </div>
  );
};

/** Changes by other desks to volumes of the open request. The live region always exists, so that screen readers announce each change. */
export const ReceivedElsewhere = () => {
  const { came, gone } = useReceivingSelector(({ context }) => context.elsewhere);
  return (
    <div role="status">
      {came.map(({ itemId, volume, where, barcode }) => (
        <Text key={itemId} size="sm">
          {t('Volume {volume} was received at {where} ({barcode}).', { volume, where, barcode })}
        </Text>
      ))}
      {gone.map(({ itemId, barcode }) => (
        <Text key={itemId} size="sm">
          {t('{barcode} no longer counts as received: its receipt was undone at another workstation.', {
            barcode,
          })}
        </Text>
      ))}
    </div>
  );
};
