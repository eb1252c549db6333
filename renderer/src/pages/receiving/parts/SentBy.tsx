import { NativeSelect } from '@mantine/core';
import { lazy, Suspense, useCallback, useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import type { PartnerId, TurnId } from '../../../../../shared/domain/ids.ts';
import type { ReceiveForm } from '../../../../../shared/ipc/receiving-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { missingOf } from '../../../machines/receiving.parcel.ts';
import { usePartnersToAsk } from '../../../requests/PartnerChoice.tsx';
import { partnerWords } from '../../../requests/turn-words.ts';
import { focusScanBox } from '../../../scanner/focus-scan-box.ts';
import { useReceiving, useReceivingSelector } from '../../../steps/receiving/receiving-actor.ts';

const SearchSelect = lazy(async () => ({
  default: (await import('../../../components/SearchSelect.tsx')).SearchSelect,
}));

/** A scan would choose an option by its first letter, so letters are ignored. Enter moves on to the barcode once an option is chosen. */
const ignoreLetters = (event: KeyboardEvent<HTMLSelectElement>): void => {
  if (event.key === 'Enter' && event.currentTarget.value !== '') focusScanBox();
  if (event.key === 'Enter' || (event.key.length === 1 && event.key !== ' ')) event.preventDefault();
};

/** Takes the focus while the sender is missing. */
const useFocusWhileMissing = () => {
  const field = useRef<HTMLElement>(null);
  const turn = useReceivingSelector(({ context }) => context.turn);
  const isMissing = useReceivingSelector(({ context }) => missingOf(context) === 'sender');
  const wasMissing = useRef(isMissing);
  useEffect(() => {
    wasMissing.current = isMissing;
  });
  useEffect(() => {
    if (wasMissing.current) field.current?.focus();
  }, [turn]);
  /** Focuses a field that loads late as soon as it appears. */
  const control = useCallback((element: HTMLElement | null) => {
    field.current = element;
    if (wasMissing.current) element?.focus();
  }, []);
  return { control, isMissing };
};

/** Chooses among the partners that were asked. */
const AmongSenders = ({ senders }: Pick<ReceiveForm, 'senders'>) => {
  const receiving = useReceiving();
  const turnId = useReceivingSelector(({ context }) => context.more.details.turnId);
  const { control, isMissing } = useFocusWhileMissing();
  return (
    <NativeSelect
      ref={control}
      label={t('Sent by')}
      required={isMissing}
      withAsterisk={false}
      value={String(turnId ?? '')}
      data={[
        ...(turnId === undefined ? [{ value: '', label: t('Choose who sent it') }] : []),
        ...senders.map((sender) => ({ value: String(sender.turnId), label: partnerWords(sender.name) })),
      ]}
      onKeyDown={ignoreLetters}
      onChange={({ currentTarget: { value } }) => {
        if (value !== '')
          receiving.send({ type: 'more.changed', details: { turnId: Number(value) as TurnId } });
      }}
    />
  );
};

const notKnown = 'not-known';

/** Chooses the sender if no partner is recorded. For a partner that was asked, that it is not known is an answer. */
const AmongPartners = ({ isRequired }: { readonly isRequired: boolean }) => {
  const receiving = useReceiving();
  const partnerId = useReceivingSelector(({ context }) => context.more.details.partnerId);
  const { control } = useFocusWhileMissing();
  const partners = usePartnersToAsk();
  return (
    <Suspense fallback={null}>
      <SearchSelect
        controlRef={control}
        label={t('Sent by')}
        value={partnerId === undefined && isRequired ? '' : String(partnerId ?? notKnown)}
        data={[
          { value: notKnown, label: t('not known') },
          ...(partners.data ?? []).map(({ id, name }) => ({ value: String(id), label: name })),
        ]}
        choose={(chosen) => {
          const id = chosen === notKnown ? null : (Number(chosen) as PartnerId);
          receiving.send({ type: 'more.changed', details: { partnerId: id } });
          focusScanBox();
        }}
      />
    </Suspense>
  );
};

/** Asks who sent the parcel, unless that is clear. */
export const SentBy = ({ form }: { readonly form: ReceiveForm }) => {
  const received = useReceivingSelector(({ context }) => context.received.length);
  if (form.asksPartner && form.senders.length < 2)
    return received === 0 && <AmongPartners isRequired={form.senders.length === 0} />;
  return form.senders.length > 1 && <AmongSenders senders={form.senders} />;
};
