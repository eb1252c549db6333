import { useRef, useState } from 'react';
import { formatDate } from '../../../../../shared/domain/dates.ts';
import type { ItemId, TurnId } from '../../../../../shared/domain/ids.ts';
import type { Volume } from '../../../../../shared/domain/life/volume.ts';
import {
  answersFor,
  likelyTurn,
  type PartnerAnswerKind,
  partnerAnswerKinds,
  turnsThatAnswer,
  volumesMeant,
} from '../../../../../shared/domain/partner-answers.ts';
import type { RequestFactsView } from '../../../../../shared/ipc/decision-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { useDateText } from '../../../components/DateField.tsx';
import { useFirstField, useForm } from '../decision-context.ts';
import { answerOf, fieldsOf } from './answer-draft.ts';

type Life = RequestFactsView['life'];

/** Returns the requested date, which a renewing partner most likely confirms; in any other answer a date is the partner’s alone. */
const askedDate = ({ volumes }: Life): string => {
  const asked = volumes.find(({ renewal, askedUntil }) => renewal === 'asked' && askedUntil !== null);
  return asked?.askedUntil ? formatDate(asked.askedUntil) : '';
};

/** Whether the answer applies to a request: for many requests, the most likely partner of each one answers. */
const isAnswerOf = (life: Life, kind: PartnerAnswerKind): boolean => {
  const turnId = likelyTurn(life, kind);
  return turnId !== null && answersFor(life, turnId).includes(kind);
};

/** Returns the possible answers: those that change the request, and those that are only recorded. */
const choicesOf = (requests: readonly Pick<RequestFactsView, 'life'>[], turnId: TurnId | null) => {
  const [only, ...others] = requests;
  if (others.length > 0)
    return {
      moving: partnerAnswerKinds.filter((kind) => requests.every(({ life }) => isAnswerOf(life, kind))),
      kept: [],
    };
  if (turnId === null || !only) return { moving: [], kept: [] };
  return { moving: answersFor(only.life, turnId), kept: answersFor(only.life, turnId, 'thread') };
};

/** The volumes that the partner has back: by default all that went back. A selected volume that was reported lost counts as found. */
const useTicks = (meant: readonly Volume[]) => {
  const [ticked, setTicked] = useState<readonly ItemId[] | null>(null);
  const went = meant.filter(({ place }) => place !== 'lost').map(({ id }) => id);
  const ids = ticked ?? went;
  const isFound = meant.some(({ id, place }) => place === 'lost' && ids.includes(id));
  return {
    ids,
    answer: { itemIds: ids, ...(isFound && { found: true }) },
    set: (next: readonly ItemId[]) => setTicked(next),
    clear: () => setTicked(null),
  };
};

/** Who answered, and the kind of answer. */
const useWhoSaysWhat = () => {
  const { facts, request, taking } = useForm();
  const { life } = request;
  const isForMany = facts.requests.length > 1;
  const [whose, setWhose] = useState<TurnId | null>(null);
  const [picked, setPicked] = useState<PartnerAnswerKind | null>(null);
  const turnId = whose ?? likelyTurn(life, null);
  const { moving, kept } = choicesOf(facts.requests, turnId);
  const kind = picked !== null && [...moving, ...kept].includes(picked) ? picked : null;
  // A volume that was reported lost may have arrived there.
  const asked = kind === null ? null : { kind, found: kind === 'checked-in' };
  return {
    isForMany,
    turns: isForMany ? [] : turnsThatAnswer(life),
    turnId,
    moving,
    kept,
    kind,
    /** The volumes to which the answer can apply. */
    meant: asked === null || turnId === null ? [] : volumesMeant(life, asked, turnId),
    setWhose,
    setKind: taking(setPicked),
  };
};

/** The input of an answer. */
const useFields = () => {
  const { facts, request, edited, taking } = useForm();
  const [reason, setReason] = useState('');
  const [cost, setCost] = useState('');
  const [note, setNote] = useState('');
  const [itemId, setItemId] = useState<ItemId | null>(null);
  const date = useDateText(facts.today, edited);
  const asked = askedDate(request.life);
  return {
    /** Fills in the likely date of an answer, unless another one was typed. */
    fillDate: (kind: PartnerAnswerKind | null) => {
      if (date.text === '' || date.text === asked) date.type(kind === 'renewed' ? asked : '');
    },
    reason,
    cost,
    note,
    itemId,
    date,
    setItemId,
    setReason: taking(setReason),
    setCost: taking(setCost),
    setNote: taking(setNote),
    setItem: taking(setItemId),
  };
};

/** An answer: its partner, kind and input. */
export const useAnswer = () => {
  const { request, submit, showInvalid, taking } = useForm();
  const { isForMany, meant, setWhose, setKind, ...who } = useWhoSaysWhat();
  const { setItemId, fillDate, ...typed } = useFields();
  const { kind, turnId } = who;
  const { note, reason, cost, itemId, date } = typed;
  const field = useRef<HTMLSelectElement>(null);
  useFirstField(field);
  const fields = kind === null ? null : fieldsOf(kind);
  const ticks = useTicks(meant);
  const back = kind === 'checked-in' && !isForMany && meant.length > 0 ? ticks.answer : {};
  const send = (endsSet?: boolean): void => {
    if (kind === null) return showInvalid(t('Choose the partner’s answer.'));
    const answer = answerOf({
      kind,
      note,
      reason,
      cost,
      date: date.date,
      typed: date.text.trim() !== '',
      itemId,
      wasAsked: isForMany || (meant.length > 0 && meant.every(({ askedUntil }) => askedUntil !== null)),
      ...back,
      ...(endsSet === undefined ? {} : { endsSet }),
    });
    if (typeof answer === 'string') showInvalid(answer);
    else submit({ action: 'partner-answer', answer, ...(!isForMany && turnId !== null && { turnId }) });
  };
  return {
    ...who,
    ...typed,
    setKind: (next: PartnerAnswerKind | null) => {
      fillDate(next);
      setKind(next);
    },
    fields,
    field,
    send,
    said:
      kind === null || turnId === null
        ? null
        : { kind, turnId, itemId, dueOn: fields?.date ? date.date : null, ...back },
    ticked: ticks.ids,
    volumes: request.items.filter(({ id }) => meant.some((volume) => volume.id === id)),
    setTurn: taking((id: TurnId) => {
      setWhose(id);
      setItemId(null);
      ticks.clear();
    }),
    setTicked: taking(ticks.set),
  };
};
