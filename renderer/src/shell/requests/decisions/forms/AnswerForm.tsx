import { NativeSelect } from '@mantine/core';
import { useRef, useState } from 'react';
import { formatDate } from '../../../../../../shared/domain/dates.ts';
import type { ItemId } from '../../../../../../shared/domain/ids.ts';
import type { PartnerAnswerKind } from '../../../../../../shared/domain/partner-answers.ts';
import { answersFor, partnerAnswers } from '../../../../../../shared/domain/partner-answers.ts';
import { conditionCodes, conditionLabel } from '../../../../../../shared/domain/receiving.ts';
import type { RequestFactsView } from '../../../../../../shared/ipc/decision-views.ts';
import { useFirstField, useForm } from '../decision-context.ts';
import { answerAhead } from '../decision.words.ts';
import { DateField, useDateText } from '../../../../components/DateField.tsx';
import { FormFrame } from '../parts/FormFrame.tsx';
import { ItemChoice } from '../parts/ItemChoice.tsx';
import { NoteBox } from '../parts/NoteBox.tsx';
import { answerOf, fieldsOf } from './answer-draft.ts';

/** The date that was asked for: what a partner that renews most likely says. */
const askedDate = (request: RequestFactsView): string => {
  const asked = request.items.find(({ loan }) => (loan?.renewalDueOn ?? null) !== null)?.loan?.renewalDueOn;
  return asked ? formatDate(asked) : '';
};

/** Record partner’s answer: what came by mail, telephone or on paper. */
export const AnswerForm = () => {
  const { facts, request, submit, showInvalid, edited } = useForm();
  const possible = answersFor(request.status);
  const [picked, setPicked] = useState<PartnerAnswerKind | null>(null);
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [itemId, setItemId] = useState<ItemId | null>(null);
  const sent = request.items.filter(({ status }) => status === 'returned-to-partner');
  const date = useDateText(facts.today, edited, askedDate(request));
  const field = useRef<HTMLSelectElement>(null);
  useFirstField(field);
  const kind = picked !== null && possible.includes(picked) ? picked : null;
  const fields = kind === null ? null : fieldsOf(kind);
  const send = (): void => {
    if (kind === null) return showInvalid('Choose what the partner said.');
    const typed = date.text.trim() !== '';
    const answer = answerOf({ kind, note, reason, date: date.date, typed, itemId });
    if (typeof answer === 'string') showInvalid(answer);
    else submit({ action: 'recordAnswer', answer });
  };
  return (
    <FormFrame action="recordAnswer" ahead={answerAhead(request, kind)} onSubmit={send}>
      <NativeSelect
        ref={field}
        label="The partner …"
        value={kind ?? ''}
        data={[
          { value: '', label: 'Choose what it said' },
          ...possible.map((each) => ({ value: each, label: partnerAnswers[each].label })),
        ]}
        onChange={({ currentTarget }) => {
          setPicked(possible.find((each) => each === currentTarget.value) ?? null);
          edited();
        }}
      />
      {fields?.reason && (
        <NativeSelect
          label={fields.reason}
          value={reason}
          data={[
            { value: '', label: kind === 'shipped' ? 'None' : 'See the note' },
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
      <NoteBox
        description="What the partner wrote. It stays with the request."
        text={note}
        onText={(text) => {
          setNote(text);
          edited();
        }}
      />
    </FormFrame>
  );
};
