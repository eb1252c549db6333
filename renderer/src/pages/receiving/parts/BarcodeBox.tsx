import { Button } from '@mantine/core';
import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';
import classes from '../../../components/ScanPage.module.css';
import { isSetComplete } from '../../../machines/receiving.steps.ts';
import { ScanBoxForm } from './ScanBoxForm.tsx';
import { t } from '../../../../../shared/words/words.ts';

/** The box for the barcode of the item in hand. In a set it takes one volume after the other, until Done. */
export const BarcodeBox = () => {
  const receiving = useReceiving();
  const inLoop = useReceivingSelector(({ context }) => context.inLoop);
  const asking = useReceivingSelector((snapshot) => snapshot.hasTag('asking'));
  const complete = useReceivingSelector(({ context }) => inLoop && isSetComplete(context));
  return (
    <ScanBoxForm
      label={t('receiving.temporaryBarcode')}
      button={inLoop ? 'OK' : t('common.save')}
      call="store"
      turnOf={() => {
        const { feedback, madeBarcode } = receiving.getSnapshot().context;
        const refused = feedback?.kind === 'refused' && feedback.during === 'store';
        return { text: refused ? feedback.code : madeBarcode, focus: true };
      }}
      entered={(code) =>
        // All have come: Enter in the empty box is the Done.
        complete && code.trim() === ''
          ? { type: 'done.chosen' }
          : { type: 'barcode.entered', code, unexpected: false }
      }
      secondary={complete}
      escape={{ type: 'form.closed' }}
    >
      {inLoop && !asking && (
        <Button
          variant={complete ? 'filled' : 'default'}
          className={classes['boxButton'] ?? ''}
          onClick={() => receiving.send({ type: 'done.chosen' })}
        >
          {t('common.done')}
        </Button>
      )}
    </ScanBoxForm>
  );
};
