import { useRef, useState } from 'react';
import type { ItemId } from '../../../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../../../shared/domain/item-status.ts';
import { useFirstField, useForm } from '../decision-context.ts';
import { FormFrame } from '../parts/FormFrame.tsx';
import { ItemChoice } from '../parts/ItemChoice.tsx';
import { NoteBox } from '../parts/NoteBox.tsx';

const whatIs = (items: number): string => {
  if (items <= 1) return 'The item is';
  return items === 2 ? 'Both volumes are' : `All ${items} volumes are`;
};

const loansEnd = (loans: number): string => {
  if (loans === 0) return '';
  return loans === 1 ? ', and its loan ends' : ', and their loans end';
};

/** Report lost, Report damaged: one item, or everything that is still out. */
export const LossAndDamageForm = ({ action }: { readonly action: 'reportLost' | 'reportDamaged' }) => {
  const { request, submit, edited } = useForm();
  const [itemId, setItemId] = useState<ItemId | null>(null);
  const [note, setNote] = useState('');
  const itemField = useRef<HTMLSelectElement>(null);
  const noteField = useRef<HTMLTextAreaElement>(null);
  const out = request.items.filter(({ status }) => isItemOut(status));
  useFirstField(out.length > 1 ? itemField : noteField);
  const concerned = itemId === null ? out : out.filter(({ id }) => id === itemId);
  const loans = concerned.filter(({ loan }) => loan !== null).length;
  const partner = request.partner?.name;
  const partnerHears = partner === undefined ? '' : ` ${partner} is told.`;
  return (
    <FormFrame
      action={action}
      ahead={
        action === 'reportLost'
          ? `${whatIs(concerned.length)} lost then${loansEnd(loans)}.${partnerHears}`
          : `${whatIs(concerned.length)} reported damaged and ${concerned.length === 1 ? 'stays where it is' : 'stay where they are'}.${partnerHears}`
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
