import { Button, Checkbox, NativeSelect, Stack, TextInput } from '@mantine/core';
import type { ItemId, TurnId } from '../../../../../shared/domain/ids.ts';
import { type PartnerAnswerKind, partnerAnswers } from '../../../../../shared/domain/partner-answers.ts';
import { conditionCodes, conditionLabel } from '../../../../../shared/domain/receiving.ts';
import type { RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { DateField } from '../../../components/DateField.tsx';
import { partnerWords, turnWords } from '../../turn-words.ts';
import { useForm } from '../decision-context.ts';
import { answerPreview, manyAnswersPreview } from '../decision.words.ts';
import { FormFrame } from '../parts/FormFrame.tsx';
import { ItemChoice, itemWords } from '../parts/ItemChoice.tsx';
import { NoteBox } from '../parts/NoteBox.tsx';
import { useAnswer } from './use-answer.ts';

type Answer = ReturnType<typeof useAnswer>;

/** Returns the name and state of a partner, which distinguishes two turns of the same partner. */
const wordsOfTurn = ({ partners }: RequestFactsView, id: TurnId): string => {
  const partner = partners.find(({ turnId }) => turnId === id);
  return partner ? `${partnerWords(partner.name)} (${turnWords[partner.state]})` : partnerWords('');
};

const choicesOf = (kinds: readonly PartnerAnswerKind[]) =>
  kinds.map((kind) => ({ value: kind, label: partnerAnswers[kind].label }));

/** Who answered and what: answers that change the request come before those that are only recorded. */
const WhoSaysWhat = ({ answer }: { readonly answer: Answer }) => {
  const { request } = useForm();
  const { turns, turnId, moving, kept, kind, field, setTurn, setKind } = answer;
  const several = turns.length > 1;
  return (
    <>
      {several && (
        <NativeSelect
          ref={field}
          label={t('Which partner')}
          value={String(turnId ?? '')}
          data={turns.map((id) => ({ value: String(id), label: wordsOfTurn(request, id) }))}
          onChange={({ currentTarget }) => setTurn(Number(currentTarget.value) as TurnId)}
        />
      )}
      <NativeSelect
        {...(!several && { ref: field })}
        label={t('The partner…')}
        value={kind ?? ''}
        data={[
          { value: '', label: t('Choose an answer') },
          ...choicesOf(moving),
          ...(kept.length > 0 ? [{ group: t('For the record only'), items: choicesOf(kept) }] : []),
        ]}
        onChange={({ currentTarget }) =>
          setKind([...moving, ...kept].find((each) => each === currentTarget.value) ?? null)
        }
      />
    </>
  );
};

/**
 * `Other` is left out: the empty choice already means that the note describes it, except for shipments, where the empty choice means no
 * condition.
 */
const choosableConditions = (kind: PartnerAnswerKind | null): readonly string[] =>
  kind === 'shipped' ? conditionCodes : conditionCodes.filter((code) => code !== 'Other');

type WhatIsBackProps = {
  readonly items: RequestFactsView['items'];
  readonly ticked: readonly ItemId[];
  readonly setTicked: (ids: readonly ItemId[]) => void;
};

/** Which volumes the partner has back. A single returned volume needs no checkbox. */
const WhatIsBack = ({ items, ticked, setTicked }: WhatIsBackProps) => {
  if (items.length < 2 && items.every(({ status }) => status !== 'lost')) return null;
  return (
    <Checkbox.Group
      label={t('Checked in by the partner')}
      description={
        items.some(({ status }) => status === 'lost') &&
        t(
          'If a volume reported lost has turned up at the partner, check its box: it will count as found and checked in.',
        )
      }
      value={ticked.map(String)}
      onChange={(ids) => setTicked(ids.map((id) => Number(id) as ItemId))}
    >
      <Stack gap="xs" mt={4}>
        {items.map((item) => (
          <Checkbox key={item.id} value={String(item.id)} label={itemWords(item)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
};

/** The fields of the chosen answer, except its note. */
const AnswerFields = ({ answer }: { readonly answer: Answer }) => {
  const { facts } = useForm();
  const { kind, fields, volumes, reason, cost, itemId, ticked, date } = answer;
  const { setReason, setCost, setItem, setTicked } = answer;
  return (
    <>
      {fields?.reason && (
        <NativeSelect
          label={fields.reason}
          value={reason}
          data={[
            { value: '', label: kind === 'shipped' ? t('None') : t('See the note') },
            ...choosableConditions(kind).map((code) => ({ value: code, label: conditionLabel(code) })),
          ]}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      )}
      {fields?.cost && (
        <TextInput
          label={t('Cost, if given')}
          maxLength={320}
          value={cost}
          onChange={({ currentTarget }) => setCost(currentTarget.value)}
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
      {kind === 'checked-in' && <WhatIsBack items={volumes} ticked={ticked} setTicked={setTicked} />}
      {kind === 'not-arrived' && <ItemChoice<never> items={volumes} chosen={itemId} onChosen={setItem} />}
    </>
  );
};

/** Record partner’s answer: answers by mail, telephone or on paper. */
export const AnswerForm = () => {
  const { facts, request, notice } = useForm();
  const answer = useAnswer();
  const { said, note, setNote, send } = answer;
  return (
    <FormFrame
      action="partner-answer"
      preview={
        facts.requests.length > 1
          ? manyAnswersPreview(facts.requests, said)
          : answerPreview(request, said, notice?.kind === 'set-incomplete')
      }
      extra={
        notice?.kind === 'set-incomplete' && (
          <>
            <Button variant="default" onClick={() => send(false)}>
              {t('More are coming')}
            </Button>
            <Button variant="default" onClick={() => send(true)}>
              {t('No more are coming')}
            </Button>
          </>
        )
      }
      onSubmit={() => send()}
    >
      <WhoSaysWhat answer={answer} />
      <AnswerFields answer={answer} />
      <NoteBox
        description={t('What the partner wrote. Saved with the request.')}
        text={note}
        onText={setNote}
      />
    </FormFrame>
  );
};
