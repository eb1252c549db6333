import { useRef, useState } from 'react';
import type { ItemId } from '../../../../../shared/domain/ids.ts';
import { aheadOf, patronIsTold } from '../../../../../shared/domain/letters/told.ts';
import { eventsOf } from '../../../../../shared/domain/life/deciding.ts';
import type { Life, LifeEvent } from '../../../../../shared/domain/life/life.ts';
import { canHappen } from '../../../../../shared/domain/life/may-happen.ts';
import { isLentOrWaits, isOut, type Volume } from '../../../../../shared/domain/life/volume.ts';
import type { RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { useFirstField, useForm } from '../decision-context.ts';
import { FormFrame } from '../parts/FormFrame.tsx';
import { ItemChoice } from '../parts/ItemChoice.tsx';
import { NoteBox } from '../parts/NoteBox.tsx';

const whatIs = (items: number): string => {
  if (items <= 1) return t('requests.theItemIs');
  return items === 2 ? t('requests.bothVolumesAre') : t('requests.allVolumesAre', { items });
};

const loansEnd = (loans: number): string => {
  if (loans === 0) return '';
  return loans === 1 ? t('requests.andItsLoanEnds') : t('requests.andTheirLoansEnd');
};

/** What happens to the parcels of which something was reported. */
const ofParcels = ({ turns }: Life, type: 'parcel.found' | 'parcel.settled'): readonly LifeEvent[] =>
  turns.filter(({ parcel }) => parcel !== 'none').map(({ id: turnId }) => ({ type, turnId }));

const isMissed = ({ checkIn }: Volume): boolean => checkIn === 'missed';

type Form = {
  /** The volumes that it can be about. */
  readonly isAbout: (volume: Volume) => boolean;
  readonly hint: string;
  /** What will happen to the volumes. */
  readonly ahead: (volumes: readonly Volume[]) => string;
  /** The events of the step. No volumes: it is about the parcel. @param isAll whether nothing of it was chosen by itself */
  readonly events: (
    request: RequestFactsView,
    itemIds: readonly ItemId[],
    isAll: boolean,
  ) => readonly LifeEvent[];
};

const forms = {
  'report-lost': {
    isAbout: (volume) => isOut(volume) || isMissed(volume),
    hint: t('requests.thePartnerReadsItWhatHappened'),
    ahead: (volumes) =>
      volumes.length === 0
        ? t('requests.theParcelNeverCameItIs')
        : t('requests.lostThen', {
            whatIs: whatIs(volumes.length),
            loansEnd: loansEnd(volumes.filter(({ place }) => place === 'on-loan').length),
          }),
    events: eventsOf.reportLost,
  },
  'report-damaged': {
    isAbout: isOut,
    hint: t('requests.thePartnerReadsItWhatHappened'),
    ahead: ({ length: itemsCount }) =>
      t('requests.reportedDamagedAnd', { whatIs: whatIs(itemsCount), itemsCount }),
    events: (_, itemIds) => [{ type: 'items.damaged', itemIds }],
  },
  'report-found': {
    isAbout: (volume) => volume.place === 'lost' || isMissed(volume),
    hint: t('requests.thePartnerReadsItWhereIt'),
    ahead: ({ length }) =>
      length === 0
        ? t('requests.theParcelIsAwaitedUnderReceiving')
        : t('requests.atThisDeskThenForThe', { whatIs: whatIs(length) }),
    events: ({ life }, itemIds) =>
      itemIds.length === 0
        ? ofParcels(life, 'parcel.found').slice(0, 1)
        : itemIds.map((itemId) => ({ type: 'item.happened', itemId, what: 'foundOnShelf' })),
  },
  'settle-loss': {
    isAbout: ({ report }) => report !== 'none',
    hint: t('requests.itStaysWithTheRequestWhat'),
    ahead: () => t('requests.theLossOrDamageIsSettled'),
    events: ({ life }, itemIds, isAll) => [
      ...(itemIds.length === 0 ? [] : [{ type: 'items.settled', itemIds } as const]),
      ...(isAll ? ofParcels(life, 'parcel.settled') : []),
    ],
  },
} as const satisfies Record<string, Form>;

const theParcel = { value: 'parcel', label: t('requests.theParcelThatIsAwaited') } as const;

/** Whether it can be about a parcel while volumes are here. */
const mayBeParcel = (action: keyof typeof forms, life: Life): boolean =>
  (action === 'report-lost' && canHappen(life, 'parcel.lost')) ||
  (action === 'report-found' && canHappen(life, 'parcel.found'));

/** Report lost, Report damaged, Found, Settle: one item, or all that it can be about. */
export const LossAndDamageForm = ({ action }: { readonly action: keyof typeof forms }) => {
  const { request, submit, edited } = useForm();
  const [chosen, setChosen] = useState<ItemId | 'parcel' | null>(null);
  const [note, setNote] = useState('');
  const itemField = useRef<HTMLSelectElement>(null);
  const noteField = useRef<HTMLTextAreaElement>(null);
  const form: Form = forms[action];
  const volumes = request.life.volumes.filter(form.isAbout);
  const items = request.items.filter(({ id }) => volumes.some((volume) => volume.id === id));
  const parcels = items.length > 0 && mayBeParcel(action, request.life) ? [theParcel] : [];
  useFirstField(items.length + parcels.length > 1 ? itemField : noteField);
  const concerned = chosen === null ? volumes : volumes.filter(({ id }) => id === chosen);
  const events = form.events(
    request,
    concerned.map(({ id }) => id),
    chosen === null,
  );
  const isAwaited = action === 'report-lost' && concerned.some(isLentOrWaits);
  const patron = isAwaited ? patronIsTold(request, 'item-lost') : '';
  return (
    <FormFrame
      action={action}
      ahead={[form.ahead(concerned), aheadOf(request, events), patron].filter(Boolean).join(' ')}
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
