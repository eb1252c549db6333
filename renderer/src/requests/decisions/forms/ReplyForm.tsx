import { Button, Group, Radio } from '@mantine/core';
import { useRef, useState } from 'react';
import { useFirstField, useForm } from '../decision-context.ts';
import { replyPreview } from '../decision.words.ts';
import { FormFrame } from '../parts/FormFrame.tsx';
import { NoteBox } from '../parts/NoteBox.tsx';
import { t } from '../../../../../shared/words/words.ts';

/** Conditional Reply: Yes stays with the partner, No asks the next one. */
export const ReplyForm = () => {
  const { request, notice, submit, showInvalid, edited } = useForm();
  const [accept, setAccept] = useState<boolean | null>(null);
  const [note, setNote] = useState('');
  const yes = useRef<HTMLInputElement>(null);
  const noteField = useRef<HTMLTextAreaElement>(null);
  const asksForNote = notice?.kind === 'no-note';
  useFirstField(asksForNote ? noteField : yes);
  const send = (withoutNote: boolean): void => {
    if (accept === null) showInvalid(t('Choose Yes or No.'));
    else submit({ action: 'conditional-reply', accept, note, withoutNote });
  };
  return (
    <FormFrame
      action="conditional-reply"
      preview={replyPreview(request, accept)}
      onSubmit={() => send(false)}
      extra={
        asksForNote && (
          <Button variant="default" onClick={() => send(true)}>
            {t('Send without a note')}
          </Button>
        )
      }
    >
      <Radio.Group
        label={t('Accept the condition?')}
        value={accept === null ? null : accept ? 'yes' : 'no'}
        onChange={(chosen) => {
          setAccept(chosen === 'yes');
          edited();
        }}
      >
        <Group gap="lg" mt={4}>
          <Radio ref={yes} value="yes" label={t('Yes')} />
          <Radio value="no" label={t('No')} />
        </Group>
      </Radio.Group>
      <NoteBox
        field={noteField}
        description={t(
          'For the partner. Without a note, the reply only says whether we accept, and you will be asked to confirm.',
        )}
        text={note}
        onText={(text) => {
          setNote(text);
          edited();
        }}
      />
    </FormFrame>
  );
};
