import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../../../../shared/words/words.ts';
import classes from '../../../components/ScanPage.module.css';
import { alarmOf } from '../../../machines/alarm.ts';
import type { ReceivingEvent } from '../../../machines/receiving.context.ts';
import { isSetComplete } from '../../../machines/receiving.steps.ts';
import { CodeBox } from '../../../steps/CodeBox.tsx';
import type { ReceivingActor } from '../../../steps/receiving/receiving-actor.ts';
import { missingOf } from '../../../machines/receiving.parcel.ts';
import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';

/** Submits the entered code, but not again while its call is in flight. */
const enterBy =
  (receiving: ReceivingActor, call: 'open' | 'store', entered: (code: string) => ReceivingEvent) =>
  (code: string): void => {
    const snapshot = receiving.getSnapshot();
    const { pending } = snapshot.context;
    if (snapshot.hasTag('busy') && pending?.call === call && pending.code === code) return;
    receiving.send(entered(code));
  };

/** Returns the code of a STOP, which stays in its box. */
const refusedIn = (receiving: ReceivingActor, call: 'open' | 'store'): string | null => {
  const { feedback } = receiving.getSnapshot().context;
  return feedback?.kind === 'refused' && feedback.during === call && alarmOf(feedback.refusal) === 'stop'
    ? feedback.code
    : null;
};

/** The box that opens a request. While a set is open it only shows the identifier of that set. */
export const IdentifierBox = () => {
  const receiving = useReceiving();
  const inLoop = useReceivingSelector(({ context }) => context.inLoop);
  const turn = useReceivingSelector(({ context }) => context.turn);
  return (
    <CodeBox
      label={t('External identifier')}
      button={inLoop ? null : 'OK'}
      turn={turn}
      turnOf={() => {
        const { form } = receiving.getSnapshot().context;
        if (form) return { text: form.request.externalId, focus: false };
        return { text: refusedIn(receiving, 'open') ?? '', focus: true };
      }}
      enter={enterBy(receiving, 'open', (code) => ({ type: 'identifier.entered', code, use: null }))}
      readOnly={inLoop}
    />
  );
};

/**
 * The box for the barcode of the current item. In a set it receives one volume after the other, until Done.
 * @param side content beside it
 */
export const BarcodeBox = ({ side }: { readonly side: ReactNode }) => {
  const receiving = useReceiving();
  const inLoop = useReceivingSelector(({ context }) => context.inLoop);
  const turn = useReceivingSelector(({ context }) => context.turn);
  const asking = useReceivingSelector((snapshot) => snapshot.hasTag('asking'));
  const complete = useReceivingSelector(({ context }) => inLoop && isSetComplete({ context }));
  const entered = (code: string): ReceivingEvent =>
    // The set is complete: Enter in the empty box means Done.
    complete && code.trim() === '' ? { type: 'done.chosen' } : { type: 'barcode.entered', code, use: null };
  return (
    <CodeBox
      area="barcode"
      label={t('Temporary barcode')}
      button={inLoop ? 'OK' : t('Save')}
      turn={turn}
      turnOf={() => {
        const { context } = receiving.getSnapshot();
        const refused = refusedIn(receiving, 'store');
        // Refused because the sender is missing: that question comes first.
        const isSenderAsked = refused !== null && missingOf(context) === 'sender';
        return { text: refused ?? context.madeBarcode, focus: !isSenderAsked };
      }}
      enter={enterBy(receiving, 'store', entered)}
      secondary={complete}
    >
      {inLoop && !asking && (
        <Button
          variant={complete ? 'filled' : 'default'}
          className={classes['boxButton'] ?? ''}
          onClick={() => receiving.send({ type: 'done.chosen' })}
        >
          {t('Done')}
        </Button>
      )}
      {side}
    </CodeBox>
  );
};
