import { useRef, useState } from 'react';
import type { ItemId } from '../../../../../shared/domain/ids.ts';
import type { Life } from '../../../../../shared/domain/life/life.ts';
import { canHappen } from '../../../../../shared/domain/life/may-happen.ts';
import { t } from '../../../../../shared/words/words.ts';
import { useFirstField, useForm } from '../decision-context.ts';
import { isAbout, reportPreview } from '../further.words.ts';
import { FormFrame } from '../parts/FormFrame.tsx';
import { ItemChoice } from '../parts/ItemChoice.tsx';
import { NoteBox } from '../parts/NoteBox.tsx';
import { noteHints } from './note-hints.ts';

const theParcel = { value: 'parcel', label: t('The parcel that never arrived') } as const;

/** Whether the report can concern a parcel while volumes are here. */
const mayBeParcel = (action: keyof typeof noteHints, life: Life): boolean =>
  (action === 'report-lost' && canHappen(life, 'parcel.lost')) ||
  (action === 'report-found' && canHappen(life, 'parcel.found'));

/** Report lost, Report damaged, Found, Settle: for one item, or for all to which it applies. */
export const LossAndDamageForm = ({ action }: { readonly action: keyof typeof noteHints }) => {
  const { request, submit, edited } = useForm();
  const [chosen, setChosen] = useState<ItemId | 'parcel' | null>(null);
  const [note, setNote] = useState('');
  const itemField = useRef<HTMLSelectElement>(null);
  const noteField = useRef<HTMLTextAreaElement>(null);
  const volumes = request.life.volumes.filter(isAbout[action]);
  const items = request.items.filter(({ id }) => volumes.some((volume) => volume.id === id));
  const parcels = items.length > 0 && mayBeParcel(action, request.life) ? [theParcel] : [];
  useFirstField(items.length + parcels.length > 1 ? itemField : noteField);
  return (
    <FormFrame
      action={action}
      preview={reportPreview(request, action, chosen)}
      onSubmit={() =>
        submit(
          chosen === 'parcel' && (action === 'report-lost' || action === 'report-found')
            ? { action, itemId: null, parcel: true, note }
            : { action, itemId: chosen === 'parcel' ? null : chosen, note },
        )
      }
    >
      <ItemChoice
        field={itemField}
        items={items}
        others={parcels}
        chosen={chosen}
        onChosen={(choice) => {
          setChosen(choice);
          edited();
        }}
      />
      <NoteBox
        field={noteField}
        description={noteHints[action]}
        text={note}
        onText={(text) => {
          setNote(text);
          edited();
        }}
      />
    </FormFrame>
  );
};
