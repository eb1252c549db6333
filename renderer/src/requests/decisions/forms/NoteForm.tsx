import { useRef, useState } from 'react';
import type { NoteKind } from '../../../../../shared/domain/steps/all-steps.ts';
import { steps } from '../../../../../shared/domain/steps/all-steps.ts';
import { inOneLine } from '../../../../../shared/domain/letters/partner-notifications.ts';
import { useFirstField, useForm } from '../decision-context.ts';
import { manyPreview } from '../many.words.ts';
import { FormFrame } from '../parts/FormFrame.tsx';
import { NoteBox } from '../parts/NoteBox.tsx';

/** The form of every action that only asks for a note. Its texts are in the list of actions. */
export const NoteForm = ({ action }: { readonly action: NoteKind }) => {
  const { facts, request, submit, edited } = useForm();
  const [note, setNote] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { hint, preview, startsAt } = steps[action].window.note;
  useFirstField(startsAt === 'button' ? button : field);
  return (
    <FormFrame
      action={action}
      main={button}
      preview={
        facts.requests.length > 1
          ? manyPreview(facts.requests, (each) => inOneLine(preview(each)))
          : inOneLine(preview(request))
      }
      onSubmit={() => submit({ action, note })}
    >
      <NoteBox
        field={field}
        description={hint}
        text={note}
        onText={(text) => {
          setNote(text);
          edited();
        }}
      />
    </FormFrame>
  );
};
