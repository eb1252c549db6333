import { useRef, useState } from 'react';
import { useFirstField, useForm } from '../decision-context.ts';
import { FormFrame } from '../parts/FormFrame.tsx';
import { NoteBox } from '../parts/NoteBox.tsx';

/** Send: the first partner of the rota that has not had its turn is asked. */
export const SendForm = () => {
  const { request, submit, edited } = useForm();
  const [note, setNote] = useState('');
  // Most requests go without a note: the decision of this window is its button.
  const button = useRef<HTMLButtonElement>(null);
  useFirstField(button);
  const { partnerToAskName, nextPartnerName } = request;
  const then =
    nextPartnerName === null || nextPartnerName === partnerToAskName ? '' : ` Then comes ${nextPartnerName}.`;
  return (
    <FormFrame
      button="Send"
      main={button}
      ahead={
        partnerToAskName === null
          ? 'No partner is left that can be asked: add partners first.'
          : `Asks ${partnerToAskName}.${then}`
      }
      onSubmit={() => submit({ action: 'send', note })}
    >
      <NoteBox
        description="The partner reads it with the request. It may stay empty."
        text={note}
        onText={(text) => {
          setNote(text);
          edited();
        }}
      />
    </FormFrame>
  );
};
