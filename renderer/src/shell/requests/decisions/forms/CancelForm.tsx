import { Checkbox, NativeSelect } from '@mantine/core';
import { useRef, useState } from 'react';
import { useFirstField, useForm } from '../decision-context.ts';
import { cancelAhead } from '../decision.words.ts';
import { FormFrame } from '../parts/FormFrame.tsx';
import { NoteBox } from '../parts/NoteBox.tsx';

/** Cancel, for one request or many. */
export const CancelForm = () => {
  const { facts, request, submit, showInvalid, edited } = useForm();
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [notifyPatron, setNotifyPatron] = useState(true);
  const [requestedBy, setRequestedBy] = useState<'staff' | 'patron'>('staff');
  const field = useRef<HTMLSelectElement>(null);
  useFirstField(field);
  const many = facts.requests.length > 1;
  const send = (): void => {
    if (reason === '') showInvalid('Choose a cancellation reason.');
    else submit({ action: 'cancel', reason, note, notifyPatron, requestedBy });
  };
  return (
    <FormFrame
      action="cancel"
      ahead={
        many
          ? 'Each request is cancelled by itself. Where a partner must agree, it is asked first.'
          : cancelAhead(request, { notifyPatron })
      }
      onSubmit={send}
    >
      <NativeSelect
        ref={field}
        label="Cancellation reason"
        value={reason}
        data={[
          { value: '', label: 'Choose a reason' },
          ...facts.cancellationReasons.map(({ code, label }) => ({ value: code, label })),
        ]}
        onChange={({ currentTarget }) => {
          setReason(currentTarget.value);
          edited();
        }}
      />
      <NoteBox
        label="Cancellation note"
        description="The patron sees it."
        text={note}
        onText={(text) => {
          setNote(text);
          edited();
        }}
      />
      <Checkbox
        label="Notify user"
        checked={notifyPatron}
        onChange={({ currentTarget }) => setNotifyPatron(currentTarget.checked)}
      />
      <Checkbox
        label="The patron asked for it"
        checked={requestedBy === 'patron'}
        onChange={({ currentTarget }) => setRequestedBy(currentTarget.checked ? 'patron' : 'staff')}
      />
    </FormFrame>
  );
};
