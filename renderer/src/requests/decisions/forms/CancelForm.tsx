import { Checkbox, NativeSelect } from '@mantine/core';
import { useRef, useState } from 'react';
import { isOftenPatronsWish, isPatronsWish } from '../../../../../shared/domain/reasons.ts';
import { useFirstField, useForm } from '../decision-context.ts';
import { cancelPreview, cancelManyPreview } from '../decision.words.ts';
import { FormFrame } from '../parts/FormFrame.tsx';
import { NoteBox } from '../parts/NoteBox.tsx';
import { t } from '../../../../../shared/words/words.ts';

/** Cancels one request or many. */
export const CancelForm = () => {
  const { facts, request, submit, showInvalid, taking } = useForm();
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [notifyPatron, setNotifyPatron] = useState(true);
  // Null until staff say it: then it follows from the reason.
  const [hasPatronAsked, setPatronAsked] = useState<boolean | null>(null);
  const isReasonPatrons = isPatronsWish(reason);
  const requestedBy = isReasonPatrons || (hasPatronAsked ?? isOftenPatronsWish(reason)) ? 'patron' : 'staff';
  const field = useRef<HTMLSelectElement>(null);
  useFirstField(field);
  const many = facts.requests.length > 1;
  const send = (): void => {
    if (reason === '') showInvalid(t('Choose a cancellation reason.'));
    else submit({ action: 'cancel', reason, note, notifyPatron, requestedBy });
  };
  return (
    <FormFrame
      action="cancel"
      preview={
        many
          ? cancelManyPreview(facts.requests, { notifyPatron, requestedBy })
          : cancelPreview(request, { notifyPatron, requestedBy })
      }
      onSubmit={send}
    >
      <NativeSelect
        ref={field}
        label={t('Cancellation reason')}
        value={reason}
        data={[
          { value: '', label: t('Choose a reason') },
          ...facts.cancellationReasons.map(({ code, label }) => ({ value: code, label })),
        ]}
        onChange={({ currentTarget }) => taking(setReason)(currentTarget.value)}
      />
      <NoteBox
        label={t('Cancellation note')}
        description={notifyPatron ? t('Included in the letter to the patron.') : t('Saved with the request.')}
        text={note}
        onText={taking(setNote)}
      />
      <Checkbox
        label={t('Notify user')}
        checked={notifyPatron}
        onChange={({ currentTarget }) => setNotifyPatron(currentTarget.checked)}
      />
      <Checkbox
        label={t('The patron asked to cancel')}
        checked={requestedBy === 'patron'}
        disabled={isReasonPatrons}
        onChange={({ currentTarget }) => setPatronAsked(currentTarget.checked)}
      />
    </FormFrame>
  );
};
