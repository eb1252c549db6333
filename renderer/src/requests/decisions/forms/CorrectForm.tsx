import { NativeSelect, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, ItemId, PartnerId, TurnId } from '../../../../../shared/domain/ids.ts';
import { lifeAfter } from '../../../../../shared/domain/life/life-after.ts';
import { wasAsked } from '../../../../../shared/domain/life/turn.ts';
import type { RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { DateField, useDateText } from '../../../components/DateField.tsx';
import { useScanTarget } from '../../../scanner/scan-target.ts';
import { PartnerChoice } from '../../PartnerChoice.tsx';
import { partnerWords, turnWords } from '../../turn-words.ts';
import { useFirstField, useForm } from '../decision-context.ts';
import { correctionPreview } from '../further.words.ts';
import { FormFrame } from '../parts/FormFrame.tsx';
import { itemWords } from '../parts/ItemChoice.tsx';

/** A subject that can be corrected: a volume that has not gone back, or a partner's information about its parcel. */
type Subject = {
  readonly key: string;
  readonly label: string;
  /** Null: the turn itself. */
  readonly itemId: ItemId | null;
  readonly turnId: TurnId;
  readonly dueOn: CalendarDate | null;
  readonly barcode: string;
  /** Whether its partner was not recorded. */
  readonly lacksPartner: boolean;
};

const subjectsOf = ({ life, items, partners }: RequestFactsView): readonly Subject[] => {
  const lacksPartner = (id: TurnId): boolean =>
    life.turns.some((turn) => turn.id === id && turn.partnerId === null);
  const volumes = items
    .filter(({ id }) => lifeAfter(life, { type: 'volume.corrected', itemId: id }) !== null)
    .map((item) => ({
      key: `item-${item.id}`,
      label: itemWords(item),
      itemId: item.id,
      turnId: item.turnId,
      dueOn: item.dueOn,
      barcode: item.barcode,
      lacksPartner: lacksPartner(item.turnId),
    }));
  const turns = life.turns.filter(wasAsked).map(({ id, state, dueOn }) => ({
    key: `turn-${id}`,
    label: t('{partner} ({state})', {
      partner: partnerWords(partners.find(({ turnId }) => turnId === id)?.name ?? ''),
      state: turnWords[state],
    }),
    itemId: null,
    turnId: id,
    dueOn,
    barcode: '',
    lacksPartner: lacksPartner(id),
  }));
  return [...volumes, ...turns];
};

/** The input for one subject. Unchanged values are not sent. */
const useCorrection = (subject: Subject) => {
  const { facts, edited, taking } = useForm();
  const [barcode, setBarcode] = useState(subject.barcode);
  const [sentBy, setSentBy] = useState(subject.turnId);
  const [partnerId, setPartnerId] = useState<PartnerId | null>(null);
  const initial = subject.dueOn === null ? '' : formatDate(subject.dueOn);
  const date = useDateText(facts.today, edited, { initial });
  const isNewDate = date.text.trim() !== initial;
  const changes = {
    ...(isNewDate && { dueOn: date.date }),
    ...(barcode.trim() !== subject.barcode && { barcode }),
    ...(partnerId !== null && { partnerId }),
    ...((subject.itemId === null || sentBy !== subject.turnId) && { turnId: sentBy }),
  };
  return {
    barcode,
    sentBy,
    partnerId,
    date,
    changes,
    isNoDate: isNewDate && date.text.trim() !== '' && date.date === null,
    setBarcode: taking(setBarcode),
    setSentBy: taking(setSentBy),
    setPartner: taking(setPartnerId),
  };
};

type Correction = ReturnType<typeof useCorrection>;

type FieldsProps = { readonly subject: Subject; readonly correction: Correction };

const Fields = ({ subject, correction }: FieldsProps) => {
  const { facts, request } = useForm();
  const senders = request.life.turns.filter(wasAsked);
  const nameOf = (id: TurnId): string =>
    partnerWords(request.partners.find(({ turnId }) => turnId === id)?.name ?? '');
  return (
    <>
      {subject.lacksPartner && (
        <PartnerChoice
          value={String(correction.partnerId ?? '')}
          choose={(id) => correction.setPartner(id === '' ? null : (Number(id) as PartnerId))}
        />
      )}
      {subject.itemId !== null && senders.length > 1 && (
        <NativeSelect
          label={t('Sent by')}
          value={String(correction.sentBy)}
          data={senders.map(({ id }) => ({ value: String(id), label: nameOf(id) }))}
          onChange={({ currentTarget }) => correction.setSentBy(Number(currentTarget.value) as TurnId)}
        />
      )}
      <DateField
        label={t('Due back')}
        value={correction.date}
        today={facts.today}
        calendar={facts.calendar}
      />
      {subject.itemId !== null && (
        <TextInput
          label={t('Temporary barcode')}
          maxLength={64}
          spellCheck={false}
          value={correction.barcode}
          onChange={({ currentTarget }) => correction.setBarcode(currentTarget.value)}
        />
      )}
    </>
  );
};

type OneProps = {
  readonly subject: Subject;
  readonly subjects: readonly Subject[];
  readonly choose: (key: string) => void;
};

const One = ({ subject, subjects, choose }: OneProps) => {
  const { request, submit, showInvalid } = useForm();
  const correction = useCorrection(subject);
  const field = useRef<HTMLSelectElement>(null);
  useFirstField(field);
  // A scan corrects the barcode of the chosen volume.
  useScanTarget(({ code, partial }) => {
    if (!partial && subject.itemId !== null) correction.setBarcode(code);
  });
  const { changes, isNoDate } = correction;
  const send = (): void => {
    if (isNoDate) return showInvalid(t('“{date}” needs a date.', { date: t('Due back') }));
    submit({ action: 'correct', itemId: subject.itemId, ...changes });
  };
  return (
    <FormFrame
      action="correct"
      preview={correctionPreview(request, { itemId: subject.itemId, ...changes })}
      onSubmit={send}
    >
      <NativeSelect
        ref={field}
        label={t('What to correct')}
        value={subject.key}
        data={subjects.map(({ key, label }) => ({ value: key, label }))}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      />
      <Fields subject={subject} correction={correction} />
    </FormFrame>
  );
};

/** Corrects the due date, barcode and partner of a volume, and a partner's information before its parcel arrived. */
export const CorrectForm = () => {
  const { request } = useForm();
  const [key, setKey] = useState<string | null>(null);
  const subjects = subjectsOf(request);
  const subject = subjects.find((one) => one.key === key) ?? subjects[0];
  return subject ? <One key={subject.key} subject={subject} subjects={subjects} choose={setKey} /> : null;
};
