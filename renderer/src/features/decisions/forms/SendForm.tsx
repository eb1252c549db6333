import { useRef, useState } from 'react';
import { useFirstField, useForm } from '../decision-context.ts';
import { FormFrame } from '../parts/FormFrame.tsx';
import { NoteBox } from '../parts/NoteBox.tsx';

/** Send: the first partner of the rota that has not had its turn is asked. */
export const SendForm = () => {
  const { request, submit, edited } = useForm();
  const [note, setNote] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  useFirstField(field);
  const { partnerToAskName, nextPartnerName } = request;
  const then =
    nextPartnerName === null || nextPartnerName === partnerToAskName ? '' : ` Then comes ${nextPartnerName}.`;
  return (
    <FormFrame
      button="Send"
      ahead={
        partnerToAskName === null
          ? 'No partner is left that can be asked: add partners first.'
          : `Asks ${partnerToAskName}.${then}`
      }
      onSubmit={() => submit({ action: 'send', note })}
    >
      <NoteBox
        field={field}
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
