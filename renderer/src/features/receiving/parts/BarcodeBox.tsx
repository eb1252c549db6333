import { Button, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useReceiving, useReceivingSelector } from '../../../app/receiving-actor.ts';
import classes from '../ReceivingPage.module.css';
import { useScanBox } from './scan-box.ts';

/** The box for the barcode of the item in hand. In a set it takes one volume after the other, until Done. */
export const BarcodeBox = () => {
  const receiving = useReceiving();
  const inLoop = useReceivingSelector(({ context }) => context.inLoop);
  const asking = useReceivingSelector((snapshot) => snapshot.hasTag('asking'));
  const [ref, box] = useScanBox(() => {
    const { feedback } = receiving.getSnapshot().context;
    const refused = feedback?.kind === 'refused' && feedback.during === 'store';
    return { text: refused ? feedback.code : '', focus: true };
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const snapshot = receiving.getSnapshot();
    const { pending } = snapshot.context;
    const code = box.send();
    // A second press of Enter while the first is stored means the same.
    if (snapshot.hasTag('busy') && pending?.call === 'store' && pending.input.barcode === code) return;
    receiving.send({ type: 'barcode.entered', code, unexpected: false });
  };
  return (
    <form onSubmit={submit} className={classes['boxRow']} autoComplete="off">
      <TextInput
        ref={ref}
        className={classes['box'] ?? ''}
        label="Temporary barcode"
        value={box.text}
        onChange={({ currentTarget }) => box.type(currentTarget.value)}
        onKeyDown={({ key }) => {
          if (key === 'Escape') receiving.send({ type: 'form.closed' });
        }}
        spellCheck={false}
        data-scan-box
      />
      <Button type="submit" className={classes['boxButton'] ?? ''}>
        {inLoop ? 'OK' : 'Save'}
      </Button>
      {inLoop && !asking && (
        <Button
          variant="default"
          className={classes['boxButton'] ?? ''}
          onClick={() => receiving.send({ type: 'done.chosen' })}
        >
          Done
        </Button>
      )}
    </form>
  );
};
