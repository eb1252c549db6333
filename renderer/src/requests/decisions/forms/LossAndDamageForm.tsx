import { useRef, useState } from 'react';
import type { ItemId, PartnerId } from '../../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import { partnerIsTold } from '../../../../../shared/domain/letters/told.ts';
import type { RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { useFirstField, useForm } from '../decision-context.ts';
import { FormFrame } from '../parts/FormFrame.tsx';
import { ItemChoice } from '../parts/ItemChoice.tsx';
import { NoteBox } from '../parts/NoteBox.tsx';
import { t } from '../../../../../shared/words/words.ts';

type Item = RequestFactsView['items'][number];

const whatIs = (items: number): string => {
  if (items <= 1) return t('requests.theItemIs');
  return items === 2 ? t('requests.bothVolumesAre') : t('requests.allVolumesAre', { items });
};

const loansEnd = (loans: number): string => {
  if (loans === 0) return '';
  return loans === 1 ? t('requests.andItsLoanEnds') : t('requests.andTheirLoansEnd');
};

type Form = {
  /** The items that it can be about. */
  readonly isAbout: (item: Item) => boolean;
  readonly hint: string;
  /** What will happen, without who is told. */
  readonly ahead: (items: readonly Item[]) => string;
  /** The letter to the partner; null where it hears nothing. */
  readonly letter: 'lost' | 'damaged' | 'found' | null;
};

const forms = {
  'report-lost': {
    isAbout: ({ status }) => isItemOut(status),
    hint: t('requests.thePartnerReadsItWhatHappened'),
    ahead: (items) =>
      items.length === 0
        ? t('requests.theParcelNeverCameItIs')
        : t('requests.lostThen', {
            whatIs: whatIs(items.length),
            loansEnd: loansEnd(items.filter(({ loan }) => loan !== null).length),
          }),
    letter: 'lost',
  },
  'report-damaged': {
    isAbout: ({ status }) => isItemOut(status),
    hint: t('requests.thePartnerReadsItWhatHappened'),
    ahead: (items) =>
      t('requests.reportedDamagedAnd', { whatIs: whatIs(items.length), itemsCount: items.length }),
    letter: 'damaged',
  },
  'report-found': {
    isAbout: ({ status }) => status === 'lost',
    hint: t('requests.thePartnerReadsItWhereIt'),
    ahead: (items) => t('requests.atThisDeskThenForThe', { whatIs: whatIs(items.length) }),
    letter: 'found',
  },
  'settle-loss': {
    isAbout: ({ report }) => report !== 'none',
    hint: t('requests.itStaysWithTheRequestWhat'),
    ahead: () => t('requests.theReportIsSettledWhereNothing'),
    letter: null,
  },
} as const satisfies Record<string, Form>;

/** Each partner that sent one of the items is told; of a parcel that never came the active one. */
const toldOf = (
  request: RequestFactsView,
  items: readonly Item[],
  letter: NonNullable<Form['letter']>,
): string => {
  const active = request.partner?.id ?? null;
  const senderOf = ({ id }: Item): PartnerId | null =>
    request.life.volumes.find((volume) => volume.id === id)?.partnerId ?? active;
  const ids = new Set(items.length === 0 ? [active] : items.map(senderOf));
  return [...ids].map((id) => (id === null ? '' : ` ${partnerIsTold(request, letter, '', id)}`)).join('');
};

/** Report lost, Report damaged, Found, Settle: one item, or all that it can be about. */
export const LossAndDamageForm = ({ action }: { readonly action: keyof typeof forms }) => {
  const { request, submit, edited } = useForm();
  const [itemId, setItemId] = useState<ItemId | null>(null);
  const [note, setNote] = useState('');
  const itemField = useRef<HTMLSelectElement>(null);
  const noteField = useRef<HTMLTextAreaElement>(null);
  const form: Form = forms[action];
  const items = request.items.filter(form.isAbout);
  useFirstField(items.length > 1 ? itemField : noteField);
  const concerned = itemId === null ? items : items.filter(({ id }) => id === itemId);
  const told = form.letter === null ? '' : toldOf(request, concerned, form.letter);
  return (
    <FormFrame
      action={action}
      ahead={`${form.ahead(concerned)}${told}`}
      onSubmit={() => submit({ action, itemId, note })}
    >
      <ItemChoice
        field={itemField}
        items={items}
        chosen={itemId}
        onChosen={(id) => {
          setItemId(id);
          edited();
        }}
      />
      <NoteBox
        field={noteField}
        description={form.hint}
        text={note}
        onText={(text) => {
          setNote(text);
          edited();
        }}
      />
    </FormFrame>
  );
};
