import { useRef, useState } from 'react';
import type { ItemId } from '../../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import { useFirstField, useForm } from '../decision-context.ts';
import { FormFrame } from '../parts/FormFrame.tsx';
import { ItemChoice } from '../parts/ItemChoice.tsx';
import { NoteBox } from '../parts/NoteBox.tsx';

/** Report lost, Report damaged: one item, or everything that is still out. */
export const TroubleForm = ({ action }: { readonly action: 'reportLost' | 'reportDamaged' }) => {
  const { request, submit, edited } = useForm();
  const [itemId, setItemId] = useState<ItemId | null>(null);
  const [note, setNote] = useState('');
  const itemField = useRef<HTMLSelectElement>(null);
  const noteField = useRef<HTMLTextAreaElement>(null);
  const out = request.items.filter(({ status }) => isItemOut(status));
  useFirstField(out.length > 1 ? itemField : noteField);
  const what = itemId === null && out.length > 1 ? `All ${out.length} volumes are` : 'The item is';
  const partner = request.partner?.name;
  const told = partner === undefined ? '' : ` ${partner} is told.`;
  return (
    <FormFrame
      button="Report"
      ahead={
        action === 'reportLost'
          ? `${what} lost then, and a loan of it ends.${told}`
          : `${what} reported damaged and stays where it is.${told}`
      }
      onSubmit={() => submit({ action, itemId, note })}
    >
      <ItemChoice
        field={itemField}
        items={out}
        chosen={itemId}
        onChosen={(id) => {
          setItemId(id);
          edited();
        }}
      />
      <NoteBox
        field={noteField}
        description="The partner reads it: what happened, and where it was looked for."
        text={note}
        onText={(text) => {
          setNote(text);
          edited();
        }}
      />
    </FormFrame>
  );
};
