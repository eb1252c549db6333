import { Button } from '@mantine/core';
import { useReceiving, useReceivingSelector } from '../../../shell/receiving/receiving-actor.ts';
import classes from '../../../components/Lane.module.css';
import { ScanBoxForm } from './ScanBoxForm.tsx';

/** The box for the barcode of the item in hand. In a set it takes one volume after the other, until Done. */
export const BarcodeBox = () => {
  const receiving = useReceiving();
  const inLoop = useReceivingSelector(({ context }) => context.inLoop);
  const asking = useReceivingSelector((snapshot) => snapshot.hasTag('asking'));
  return (
    <ScanBoxForm
      label="Temporary barcode"
      button={inLoop ? 'OK' : 'Save'}
      call="store"
      turnOf={() => {
        const { feedback } = receiving.getSnapshot().context;
        const refused = feedback?.kind === 'refused' && feedback.during === 'store';
        return { text: refused ? feedback.code : '', focus: true };
      }}
      entered={(code) => ({ type: 'barcode.entered', code, unexpected: false })}
      escape={{ type: 'form.closed' }}
    >
      {inLoop && !asking && (
        <Button
          variant="default"
          className={classes['boxButton'] ?? ''}
          onClick={() => receiving.send({ type: 'done.chosen' })}
        >
          Done
        </Button>
      )}
    </ScanBoxForm>
  );
};
