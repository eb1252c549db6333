import { NativeSelect } from '@mantine/core';
import { useRef, useState } from 'react';
import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { ItemId, PartnerId } from '../../../../../shared/domain/ids.ts';
import type { PartnerAnswerKind } from '../../../../../shared/domain/partner-answers.ts';
import {
  answersFor,
  likelyPartner,
  partnerAnswers,
  partnersThatAnswer,
  volumesMeant,
} from '../../../../../shared/domain/partner-answers.ts';
import { conditionCodes, conditionLabel } from '../../../../../shared/domain/receiving.ts';
import type { RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { useFirstField, useForm } from '../decision-context.ts';
import { answerAhead } from '../decision.words.ts';
import { DateField, useDateText } from '../../../components/DateField.tsx';
import { FormFrame } from '../parts/FormFrame.tsx';
import { ItemChoice } from '../parts/ItemChoice.tsx';
import { NoteBox } from '../parts/NoteBox.tsx';
import { answerOf, fieldsOf } from './answer-draft.ts';
import { t } from '../../../../../shared/words/words.ts';

/** The date that was asked for: what a partner that renews most likely says. */
const askedDate = (request: RequestFactsView): string => {
  const asked = request.items.find(({ loan }) => (loan?.renewalDueOn ?? null) !== null)?.loan?.renewalDueOn;
  return asked ? formatDate(asked) : '';
};

const nameOf = ({ senders }: RequestFactsView, partnerId: PartnerId): string =>
  senders.find(({ id }) => id === partnerId)?.name || t('requests.aPartnerWithoutAName');

/** What is chosen and typed of an answer, which answers are possible, and whose it is. */
const useAnswer = () => {
  const { facts, request, submit, showInvalid, edited } = useForm();
  // Of many what each of them can be answered.
  const possible = answersFor(request.life).filter((kind) =>
    facts.requests.every(({ life }) => answersFor(life).includes(kind)),
  );
  const [picked, setPicked] = useState<PartnerAnswerKind | null>(null);
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [itemId, setItemId] = useState<ItemId | null>(null);
  const [partnerId, setPartnerId] = useState<PartnerId | null>(null);
  const date = useDateText(facts.today, edited, { initial: askedDate(request) });
  const field = useRef<HTMLSelectElement>(null);
  useFirstField(field);
  const kind = picked !== null && possible.includes(picked) ? picked : null;
  const fields = kind === null ? null : fieldsOf(kind);
  // Of many requests each is answered by its own partner.
  const whose = kind === null || facts.requests.length > 1 ? [] : partnersThatAnswer(request.life, kind);
  const said =
    kind === null || whose.length < 2
      ? null
      : (whose.find((id) => id === partnerId) ??
        likelyPartner(request.life, kind, request.partner?.id ?? null));
  const sent = request.items.filter(({ id }) =>
    volumesMeant(request.life, 'not-arrived', said).some((volume) => volume.id === id),
  );
  const send = (): void => {
    if (kind === null) return showInvalid(t('requests.chooseWhatThePartnerSaid'));
    const typed = date.text.trim() !== '';
    const answer = answerOf({ kind, note, reason, date: date.date, typed, itemId });
    if (typeof answer === 'string') showInvalid(answer);
    else submit({ action: 'partner-answer', answer, ...(said !== null && { partnerId: said }) });
  };
  return {
    possible,
    kind,
    fields,
    whose,
    said,
    sent,
    reason,
    note,
    itemId,
    date,
    field,
    setPicked,
    setReason,
    setNote,
    setItemId,
    setPartnerId,
    send,
  };
};

type AnswerFieldsProps = {
  readonly answer: ReturnType<typeof useAnswer>;
  readonly edited: () => void;
};

/** What the chosen answer asks for besides its note. */
const AnswerFields = ({ answer, edited }: AnswerFieldsProps) => {
  const { facts, request } = useForm();
  const { kind, fields, whose, said, sent, reason, itemId, date, setReason, setItemId, setPartnerId } =
    answer;
  return (
    <>
      {whose.length > 1 && (
        <NativeSelect
          label={t('requests.whichPartner')}
          value={String(said ?? '')}
          data={whose.map((id) => ({ value: String(id), label: nameOf(request, id) }))}
          onChange={({ currentTarget }) => {
            setPartnerId(whose.find((id) => String(id) === currentTarget.value) ?? null);
            setItemId(null);
            edited();
          }}
        />
      )}
      {fields?.reason && (
        <NativeSelect
          label={fields.reason}
          value={reason}
          data={[
            { value: '', label: kind === 'shipped' ? t('requests.none') : t('requests.seeTheNote') },
            ...conditionCodes.map((code) => ({ value: code, label: conditionLabel(code) })),
          ]}
          onChange={({ currentTarget }) => {
            setReason(currentTarget.value);
            edited();
          }}
        />
      )}
      {fields?.date && (
        <DateField
          label={fields.date}
          value={date}
          today={facts.today}
          from={facts.today}
          calendar={facts.calendar}
        />
      )}
      {kind === 'not-arrived' && (
        <ItemChoice
          items={sent}
          chosen={itemId}
          onChosen={(id) => {
            setItemId(id);
            edited();
          }}
        />
      )}
    </>
  );
};

/** Record partner’s answer: what came by mail, telephone or on paper. */
export const AnswerForm = () => {
  const { facts, request, edited } = useForm();
  const answer = useAnswer();
  const { possible, kind, note, field, setPicked, setNote, send } = answer;
  return (
    <FormFrame
      action="partner-answer"
      ahead={
        facts.requests.length > 1
          ? t('requests.theSameAnswerForRequestsEach', { requestsCount: facts.requests.length })
          : answerAhead(request, kind)
      }
      onSubmit={send}
    >
      <NativeSelect
        ref={field}
        label={t('requests.thePartner')}
        value={kind ?? ''}
        data={[
          { value: '', label: t('requests.chooseWhatItSaid') },
          ...possible.map((each) => ({ value: each, label: partnerAnswers[each].label })),
        ]}
        onChange={({ currentTarget }) => {
          setPicked(possible.find((each) => each === currentTarget.value) ?? null);
          edited();
        }}
      />
      <AnswerFields {...{ answer, edited }} />
      <NoteBox
        description={t('requests.whatThePartnerWroteItStays')}
        text={note}
        onText={(text) => {
          setNote(text);
          edited();
        }}
      />
    </FormFrame>
  );
};
