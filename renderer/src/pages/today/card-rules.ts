import { dueStageOf } from '../../../../shared/domain/life/due-stage.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { nextStepOf } from '../../../../shared/domain/next-step.ts';
import { isReceivable } from '../../../../shared/domain/receiving.ts';
import type { QueueStep } from '../../../../shared/domain/queues.ts';
import { queueFacts } from '../../../../shared/domain/queues.ts';
import type { MenuKind } from '../../../../shared/domain/steps/all-steps.ts';
import { eventsOf, factsOf, steps } from '../../../../shared/domain/steps/all-steps.ts';
import { requestFieldList } from '../../../../shared/domain/request-fields.ts';
import { againLabel, receivableOf } from '../../requests/row-actions.ts';
import type { TodayCardId, TodayRow } from '../../../../shared/ipc/today-views.ts';
import type { RequestSummary } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';

/** Whether a request allows a step. One that does not change the request's status is always possible in its queue. */
const isPossible = (step: MenuKind, request: RequestSummary): boolean =>
  step === 'receive'
    ? isReceivable(receivableOf(request))
    : factsOf(step).events.length === 0 || eventsOf(step, request.life).length > 0;

/** Returns the step that a row offers as a button, beside its menu; null if its status allows none. */
export const cardStep = (card: TodayCardId, request: RequestSummary): QueueStep | 'again' | null => {
  if (card === 'no-partner-left' && nextStepOf(request) === 'again') return 'again';
  const { step, otherwise } = queueFacts(card);
  if (step === null || step === 'notes' || step === 'letters' || isPossible(step, request)) return step;
  return otherwise && isPossible(otherwise, request) ? otherwise : null;
};

/** Returns the step of a card if it is part of the request's menu; null for none. */
export const cardAction = (card: TodayCardId): MenuKind | null => {
  const { step } = queueFacts(card);
  return step === 'notes' || step === 'letters' ? null : step;
};

/** Returns the button label of a step. */
export const cardStepLabel = (step: QueueStep | 'again', row?: Pick<TodayRow, 'waitsForMail'>): string => {
  if (step === 'again') return againLabel;
  if (step === 'notes') return t('Read note');
  if (step === 'letters') return row?.waitsForMail === true ? t('Set up mail') : t('Letters');
  return steps[step].menu.label;
};

/** Returns all button labels in a card's rows. */
export const cardSteps = (card: TodayCardId): readonly string[] => {
  const { step, otherwise } = queueFacts(card);
  if (step === null) return [];
  if (settlesConflicts(card)) return [t('Keep ours'), t('Take the file’s value')];
  if (step === 'notes') return [cardStepLabel(step), t('Dismiss')];
  // The longest of the possible labels.
  if (card === 'no-partner-left') return [againLabel];
  // The longer of the two possible labels.
  if (otherwise) return [steps[otherwise].menu.label];
  return [cardStepLabel(step, { waitsForMail: card === 'needs-person' })];
};

/** Whether a card is about notes. */
export const showsNotes = (card: TodayCardId): boolean =>
  queueFacts(card).step === 'notes' || card === 'needs-person';

/** Whether the rows of a card require a choice between two values. */
export const settlesConflicts = (card: TodayCardId): boolean => card === 'conflicts';

/** Whether the rows of a card have notes to read and dismiss. */
export const dismissesNotes = (card: TodayCardId): boolean =>
  queueFacts(card).step === 'notes' && !settlesConflicts(card);

/** Cards whose requests all have the same status, apart from requested or refused cancellations, which are shown as marks. */
const ofOneStatus: readonly TodayCardId[] = [
  'to-receive',
  'conditional',
  'past-reply',
  'new-requests',
  'ready-to-send',
  'returned-not-checked-in',
];

/** Whether the status of its requests adds information to the name of the card. */
export const showsStatus = (card: TodayCardId): boolean => !ofOneStatus.includes(card);

type CardDate = {
  readonly label: string;
  readonly of: (row: TodayRow) => CalendarDate | null;
  /** Whether the day of a recall replaces it. */
  readonly isWanted?: true;
  /** Whether a past day is late. */
  readonly counts: (row: TodayRow) => boolean;
};

const always = (): boolean => true;
const replyBy: CardDate = { label: t('Reply by'), of: (row) => row.replyBy, counts: always };
const shelfUntil: CardDate = {
  label: t('Hold until'),
  of: ({ places }) => places.map(({ holdUntil }) => holdUntil).find((date) => date !== null) ?? null,
  counts: always,
};
const patronDue: CardDate = {
  label: requestFieldList.patronDueOn.label,
  of: (row) => row.patronDueOn,
  counts: always,
};
const dueBack: CardDate = {
  label: requestFieldList.dueOn.label,
  of: ({ wantedOn }) => wantedOn,
  isWanted: true,
  counts: ({ life }) => dueStageOf(life) === 'out',
};

/** The date that a card is about, if it is not the partner's due date; null if there is none yet. */
const dates: Partial<Readonly<Record<TodayCardId, CardDate | null>>> = {
  'past-reply': replyBy,
  conditional: replyBy,
  'not-picked-up': shelfUntil,
  'on-hold-shelf': shelfUntil,
  'patron-overdue': patronDue,
  'mediated-renewals': patronDue,
  // There is no date before a partner has agreed.
  'new-requests': null,
  'ready-to-send': null,
  'no-partner-left': null,
  'sent-no-answer': null,
};

/** Returns the date that a card is about; null if its requests have none yet. */
export const dateOf = (card: TodayCardId): CardDate | null => {
  const date = dates[card];
  return date === undefined ? dueBack : date;
};
