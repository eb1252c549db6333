import {
  answerPreview,
  canDecide,
  cancelPreview,
  renewalPreview,
  replyPreview,
} from '../../../renderer/src/requests/decisions/decision.words.ts';
import {
  canEndSet,
  correctionPreview,
  endSetPreview,
  digitalReceiptPreview,
  isAbout,
  reportPreview,
} from '../../../renderer/src/requests/decisions/further.words.ts';
import { addDays } from '../../../shared/domain/dates.ts';
import { type AnswerDraft, answerOf } from '../../../renderer/src/requests/decisions/forms/answer-draft.ts';
import type { CalendarDate, PartnerId, TurnId } from '../../../shared/domain/ids.ts';
import { inOneLine } from '../../../shared/domain/letters/partner-notifications.ts';
import { describeNextPartner } from '../../../shared/domain/letters/next-partner.ts';
import { possibleSenders } from '../../../shared/domain/life/senders.ts';
import { wasAsked } from '../../../shared/domain/life/turn.ts';
import { lifeAfter } from '../../../shared/domain/life/life-after.ts';
import { canHappen } from '../../../shared/domain/life/may-happen.ts';
import {
  answersFor,
  type PartnerAnswerKind,
  turnsThatAnswer,
  volumesMeant,
} from '../../../shared/domain/partner-answers.ts';
import { asksForNote, type DecisionKind, menuKinds, steps } from '../../../shared/domain/steps/all-steps.ts';
import type { RequestFactsView } from '../../../shared/ipc/decision-views.ts';

/** A choice in a window: the input of the step, and the window's sentence. */
export type Choice = {
  readonly kind: DecisionKind;
  readonly input: object;
  readonly sentence: string;
};

type Of = (facts: RequestFactsView, today: CalendarDate) => readonly Omit<Choice, 'kind'>[];

const reply: Of = (facts) =>
  [true, false].map((accept) => ({
    input: { accept, note: 'As you like', withoutNote: false },
    sentence: replyPreview(facts, accept),
  }));

/** All volumes, and each alone; within the partner’s date, a day before it, and beyond it. */
const renewal: Of = (facts, today) => {
  const renewable = facts.items.filter(({ isRenewable }) => isRenewable).map(({ id }) => id);
  const border = facts.items.flatMap(({ dueOn }) => (dueOn === null ? [] : [addDays(dueOn, -1)]));
  const dates = [...[20, 45, 70, 200].map((days) => addDays(today, days)), ...border];
  const sets = [renewable, ...(renewable.length > 1 ? renewable.map((id) => [id]) : [])];
  return sets
    .filter((itemIds) => itemIds.length > 0)
    .flatMap((itemIds) =>
      dates.map((dueOn) => ({
        input: { dueOn, itemIds },
        sentence: renewalPreview(facts, { dueOn, itemIds }),
      })),
    );
};

const cancel: Of = (facts) =>
  ([true, false] as const).flatMap((notifyPatron) =>
    (['staff', 'patron'] as const).map((requestedBy) => ({
      input: { reason: 'NO_LONGER_NEEDED', note: '', notifyPatron, requestedBy },
      sentence: cancelPreview(facts, { notifyPatron, requestedBy }),
    })),
  );

/** The rota reversed, empty, and with another partner. */
const rota: Of = (facts) => {
  const waiting = facts.partners.filter(({ state }) => state === 'waiting');
  const added = { turnId: null, partnerId: 4 as PartnerId, name: 'Fourth College', inUse: true };
  const isThere = waiting.some(({ partnerId }) => partnerId === added.partnerId);
  return [waiting.toReversed(), [], ...(isThere ? [] : [[...waiting, added]])].map((places) => ({
    input: {
      waiting: places.map(({ turnId, partnerId }) => (turnId === null ? { partnerId } : { turnId })),
    },
    sentence: describeNextPartner(facts.life, places),
  }));
};

/** Another date, another barcode, and another sender for each volume; another date for a partner's answer. */
const correct: Of = (facts, today) => {
  const dueOn = addDays(today, 33);
  const asked = facts.life.turns.filter(wasAsked);
  return [
    ...facts.items
      .filter(({ id }) => lifeAfter(facts.life, { type: 'volume.corrected', itemId: id }) !== null)
      .flatMap(({ id, turnId }) => [
        { itemId: id, dueOn },
        { itemId: id, barcode: `CORRECT-${id}` },
        ...asked.filter((turn) => turn.id !== turnId).map((turn) => ({ itemId: id, turnId: turn.id })),
      ]),
    ...asked.map(({ id }) => ({ itemId: null, turnId: id, dueOn })),
  ].map((input) => ({ input, sentence: correctionPreview(facts, input) }));
};

const endSet: Of = (facts) =>
  (['nothing-more', 'not-wanted'] as const)
    .filter((rest) => canEndSet(facts, rest))
    .map((rest) => ({ input: { rest }, sentence: endSetPreview(facts, rest) }));

/** The dates that staff may enter for an answer; null without a date. */
const datesOf = (
  kind: PartnerAnswerKind,
  wasAskedFor: boolean,
  today: CalendarDate,
): (CalendarDate | null)[] => {
  const later = addDays(today, 60);
  switch (kind) {
    case 'renewed':
      return wasAskedFor ? [null, later] : [later];
    case 'shipped':
    case 'recalled':
      return [null, later];
    default:
      return [null];
  }
};

type Back = Pick<AnswerDraft, 'itemIds' | 'found' | 'endsSet'>;

/**
 * The volumes that a partner can have back: all that were returned; those reported lost too; each alone; and whether the rest will
 * arrive.
 */
const backOf = (life: RequestFactsView['life'], turnId: TurnId): readonly Back[] => {
  const meant = volumesMeant(life, { kind: 'checked-in', found: true }, turnId);
  if (meant.length === 0) return [{}];
  const ticked = [meant.filter(({ place }) => place !== 'lost'), meant, ...meant.map((one) => [one])];
  return ticked
    .filter((volumes) => volumes.length > 0)
    .flatMap((volumes) =>
      [{}, { endsSet: false }, { endsSet: true }].map((more) => ({
        itemIds: volumes.map(({ id }) => id),
        ...(volumes.some(({ place }) => place === 'lost') && { found: true as const }),
        ...more,
      })),
    );
};

type Heard = { readonly kind: PartnerAnswerKind; readonly turnId: TurnId };

/** Every way to fill in the form for an answer. */
const answersOfKind = (
  facts: RequestFactsView,
  today: CalendarDate,
  { kind, turnId }: Heard,
): ReturnType<Of> => {
  const wasAsked = volumesMeant(facts.life, { kind }, turnId).some(({ renewal: asked }) => asked === 'asked');
  const missed = kind === 'not-arrived' ? volumesMeant(facts.life, { kind }, turnId) : [];
  const ways = datesOf(kind, wasAsked, today).flatMap((date) =>
    [null, ...missed.map(({ id }) => id)].flatMap((itemId) =>
      (kind === 'checked-in' ? backOf(facts.life, turnId) : [{}]).map((back) => ({ date, itemId, back })),
    ),
  );
  return ways.map(({ date, itemId, back }) => {
    const draft = { kind, note: 'As it says', reason: '', date, typed: false, itemId, wasAsked, ...back };
    const said = { kind, turnId, itemId, dueOn: date, ...back };
    const answer = answerOf(draft);
    // A window that offers an answer must accept it.
    if (typeof answer === 'string') throw new Error(`${kind}: ${answer}`);
    return { input: { answer, turnId }, sentence: answerPreview(facts, said) };
  });
};

const answer: Of = (facts, today) =>
  turnsThatAnswer(facts.life).flatMap((turnId) =>
    [...answersFor(facts.life, turnId), ...answersFor(facts.life, turnId, 'thread')].flatMap((kind) =>
      answersOfKind(facts, today, { kind, turnId }),
    ),
  );

const receiveDigitally: Of = (facts) => {
  const senders = possibleSenders(facts.life);
  const choices =
    senders.length > 0
      ? senders.map((turnId) => ({ turnId }))
      : [{ partnerId: 1 as PartnerId }, { partnerId: null }];
  return choices.map((sender) => ({
    input: { note: '', ...sender },
    sentence: digitalReceiptPreview(facts, sender),
  }));
};

const report =
  (kind: 'report-lost' | 'report-damaged' | 'report-found' | 'settle-loss'): Of =>
  (facts) => {
    const volumes = facts.life.volumes.filter(isAbout[kind]);
    const parcel =
      volumes.length > 0 &&
      ((kind === 'report-lost' && canHappen(facts.life, 'parcel.lost')) ||
        (kind === 'report-found' && canHappen(facts.life, 'parcel.found')));
    return [
      { input: { itemId: null, note: '' }, sentence: reportPreview(facts, kind, null) },
      ...volumes.map(({ id }) => ({
        input: { itemId: id, note: '' },
        sentence: reportPreview(facts, kind, id),
      })),
      ...(parcel
        ? [
            {
              input: { itemId: null, parcel: true, note: '' },
              sentence: reportPreview(facts, kind, 'parcel'),
            },
          ]
        : []),
    ];
  };

const own: Readonly<Partial<Record<DecisionKind, Of>>> = {
  'conditional-reply': reply,
  'request-renewal': renewal,
  cancel,
  'edit-rota': rota,
  correct,
  'end-set': endSet,
  'partner-answer': answer,
  'receive-digitally': receiveDigitally,
  'report-lost': report('report-lost'),
  'report-damaged': report('report-damaged'),
  'report-found': report('report-found'),
  'settle-loss': report('settle-loss'),
};

const decisionKinds = menuKinds.filter((kind): kind is DecisionKind => steps[kind].window !== null);

/** Every window that opens on a request, with its choices. */
export const choicesOf = (facts: RequestFactsView, today: CalendarDate): readonly Choice[] =>
  decisionKinds
    .filter((kind) => canDecide(kind, facts))
    .flatMap((kind) => {
      const choices = asksForNote(kind)
        ? [{ input: { note: 'Because' }, sentence: inOneLine(steps[kind].window.note.preview(facts)) }]
        : (own[kind]?.(facts, today) ?? []);
      return choices.map((choice) => ({ kind, ...choice }));
    });

/** The kinds of steps with a window. */
export const windowKinds: readonly DecisionKind[] = decisionKinds;
