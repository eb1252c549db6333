import { Button, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useReceiving, useReceivingSelector } from '../../../app/receiving-actor.ts';
import classes from '../ReceivingPage.module.css';
import { useScanBox } from './scan-box.ts';

/** The box that opens a request. While a set is open it only shows whose set it is. */
export const IdentifierBox = () => {
  const receiving = useReceiving();
  const inLoop = useReceivingSelector(({ context }) => context.inLoop);
  const [ref, box] = useScanBox(() => {
    const { form, feedback } = receiving.getSnapshot().context;
    if (form) return { text: form.request.externalId, focus: false };
    const refused = feedback?.kind === 'refused' && feedback.during === 'open';
    return { text: refused ? feedback.code : '', focus: true };
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const snapshot = receiving.getSnapshot();
    const { pending } = snapshot.context;
    const code = box.send();
    // A second press of Enter while the first is answered means the same.
    if (snapshot.hasTag('busy') && pending?.call === 'open' && pending.code === code) return;
    receiving.send({ type: 'identifier.entered', code, further: false });
  };
  return (
    <form onSubmit={submit} className={classes['boxRow']} autoComplete="off">
      <TextInput
        ref={ref}
        className={classes['box'] ?? ''}
        label="External identifier"
        value={box.text}
        onChange={({ currentTarget }) => box.type(currentTarget.value)}
        readOnly={inLoop}
        spellCheck={false}
        data-scan-box
      />
      {!inLoop && (
        <Button type="submit" className={classes['boxButton'] ?? ''}>
          OK
        </Button>
      )}
    </form>
  );
};
