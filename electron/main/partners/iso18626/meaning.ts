import { formatDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant } from '../../../../shared/domain/ids.ts';
import { inNote, plainLine } from '../../../../shared/domain/plain-text.ts';
import { conditionLabel } from '../../../../shared/domain/receiving.ts';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import { t } from '../../../../shared/words/words.ts';
import type { SupplyingAgencyMessage } from './message.ts';
import type { ReadNote } from './notes.ts';
import { type ReadAs, type ReadMessage, readDetails } from './read-details.ts';
import { isLent, isRanked, isTerminal, movesOn, type Standing } from './standing.ts';
import { answersOfStatus, answersToQuestions, doubtIn } from './status-answers.ts';

/**
 * A step that a message causes: an answer of the partner, a note, or the due date of a loan that is known without one, for the turn and its
 * volumes. An active note waits until staff have read it.
 */
export type StepToTake =
  | { readonly kind: 'partner-answer'; readonly answer: PartnerAnswer }
  | { readonly kind: 'correct'; readonly dueOn: CalendarDate }
  | { readonly kind: 'add-note'; readonly text: string; readonly active: boolean };

/** What a message means for the desk. */
export type Meaning = {
  /** In this order. A step that no longer has a consequence for the request is kept in the thread. */
  readonly steps: readonly StepToTake[];
  /** The partner's status from now on; null if the message does not change it. */
  readonly status: string | null;
  /** The address to which the item is returned, line by line; empty if it names none. */
  readonly returnTo: readonly string[];
  /** Whether a newer status was applied before: only its answers to what we asked still count. */
  readonly isLate: boolean;
  /** Since when the status that it reports holds; null if it reports none, or is late. */
  readonly asOf: Instant | null;
  /** The partner's own identifier of the request; null if it names none. */
  readonly supplierRequestId: string | null;
};

/**
 * Returns what a message of the supplier means, in steps that staff record today. Nothing is refused: what the steps refuse is for staff.
 * - A yes or no beats the status beside it, which peers fill in differently.
 * - A notification never moves anything, unless it sets a condition.
 * - A message whose status is older than one that was applied answers what we asked, and moves nothing else.
 * - What contradicts itself is a note for staff, and no answer.
 */
export const meaningOf = (message: SupplyingAgencyMessage, before: Standing, as: ReadAs): Meaning => {
  const said = readDetails(message, before, as);
  const { statusAt } = said;
  const isLate = statusAt !== null && before.asOf !== null && statusAt < before.asOf;
  const answers = isLate
    ? lateAnswers(said, before)
    : [...answersOfStatus(said, before), ...answersToQuestions(said, before)];
  return {
    steps: [
      ...missingDate(said, before),
      ...withNote(said, before, answers, isLate),
      ...pastDate(said, answers),
    ],
    status: isLate ? null : statusAfter(said, before),
    returnTo: returnLines(message, said.note),
    isLate,
    asOf: isLate ? null : statusAt,
    supplierRequestId: message.body.header.supplyingAgencyRequestId,
  };
};

/** The date of a loan may come after the loan, and the loan after the receipt: in a message that was late, or a second one. */
const missingDate = ({ reason, status, dueOn }: ReadMessage, before: Standing): readonly StepToTake[] =>
  ['StatusChange', 'RequestResponse', 'StatusRequestResponse'].includes(reason) &&
  status === 'Loaned' &&
  dueOn !== null &&
  (before.dueOn === null
    ? isLent(before.status) || before.volumes === 'here'
    : before.volumes === 'here' && !isLent(before.status) && dueOn > before.dueOn)
    ? [{ kind: 'correct', dueOn }]
    : [];

/** The partner may name a due date that has passed already. */
const pastDate = ({ dueOn, today }: ReadMessage, answers: readonly PartnerAnswer[]): readonly StepToTake[] =>
  dueOn !== null && dueOn < today && answers.some(({ kind }) => kind === 'shipped')
    ? [{ kind: 'correct', dueOn }]
    : [];

/** A yes replaces what the partner said about the date before; what it said later stays. */
const lateAnswers = (said: ReadMessage, before: Standing): readonly PartnerAnswer[] => {
  const answers = answersToQuestions(said, before);
  return before.status === 'Overdue' && answers.some(({ kind }) => kind === 'renewed')
    ? [...answers, { kind: 'overdue', note: '' }]
    : answers;
};

/**
 * A last status stays, no status is a step back, and an answer beats the status beside it: a cancellation that was agreed to ends the request,
 * one that was refused does not, and a renewal ends the overdue notice, but no recall.
 */
const statusAfter = (said: ReadMessage, before: Standing): string | null => {
  const { reason, answer, status, isNews } = said;
  if (reason === 'Notification' || isTerminal(before.status) || doubtIn(said, before) !== null) return null;
  if (reason === 'CancelResponse' && answer === 'Y') return 'Cancelled';
  if (reason === 'RenewResponse' && answer === 'Y')
    return before.status === 'Overdue' || !isLent(before.status) ? 'Loaned' : null;
  return isNews && movesOn(status, before.status) ? status : null;
};

/** The steps of a message. What a person wrote is kept once, even if no answer has a place for it. */
const withNote = (
  said: ReadMessage,
  before: Standing,
  answers: readonly PartnerAnswer[],
  isLate: boolean,
): readonly StepToTake[] => {
  const recorded = answers.map((answer, index): StepToTake => ({
    kind: 'partner-answer',
    answer: index === 0 ? answer : { ...answer, note: '' },
  }));
  const doubt = doubtIn(said, before);
  const words = [...(doubt === null ? [] : [doubt]), ...(isLate ? [] : otherWords(said, before))];
  const isNotification = said.reason === 'Notification';
  const rest = answers.length > 0 ? [] : [...restOf(said, isNotification), said.note.text];
  const text = inNote(...words, ...rest);
  const isUrgent = doubt !== null || isNotification || (words.length > 0 && said.status !== 'ExpectToSupply');
  return text === '' ? recorded : [...recorded, { kind: 'add-note', text, active: isUrgent }];
};

/** What else a message says that becomes no answer. */
const restOf = ({ why, codes, travel }: ReadMessage, isNotification: boolean): readonly string[] => [
  ...(isNotification ? [...why, ...codes.map((code) => conditionLabel(code))] : []),
  ...travel,
];

const unanswerable: Readonly<Record<string, string>> = {
  HoldReturn: t('Do not return it yet.'),
  ReleaseHoldReturn: t('It can be returned now.'),
  CompletedWithoutReturn: t('The partner closed the loan without getting the item back.'),
};

/** Returns the note for a status for which staff have no step. */
const otherWords = (said: ReadMessage, before: Standing): readonly string[] => {
  const { status, dueOn, expectedOn, reason } = said;
  if (reason === 'Notification' || status === null) return [];
  if (status === 'CompletedWithoutReturn' && (before.hasReport || !said.isNews)) return [];
  if (status === 'Loaned' && dueOn !== null && before.dueOn !== null && dueOn < before.dueOn)
    return [t('The partner now wants it back by {date}.', { date: formatDate(dueOn) })];
  if (!said.isNews) return [];
  if (status === 'ExpectToSupply')
    return expectedOn === null
      ? [t('The partner expects to supply it.')]
      : [t('The partner expects to supply it by {date}.', { date: formatDate(expectedOn) })];
  const words = Object.hasOwn(unanswerable, status) ? unanswerable[status] : undefined;
  if (words === undefined && isRanked(status)) return [];
  return [words ?? t('The partner’s status is not known here: {status}', { status: plainLine(status, 100) })];
};

const returnLines = ({ body: { returnInfo } }: SupplyingAgencyMessage, note: ReadNote): readonly string[] => {
  if (returnInfo === null || (returnInfo.name === null && returnInfo.physicalAddress === null))
    return note.returnLines;
  const { line1, line2, postalCode, locality, region, country } = returnInfo.physicalAddress ?? noPlace;
  const town = [postalCode, locality].filter((part) => part !== null).join(' ');
  return [returnInfo.name, line1, line2, town, region, country].flatMap((line) =>
    line === null || line === '' ? [] : plainLine(line, 200),
  );
};

const noPlace = { line1: null, line2: null, postalCode: null, locality: null, region: null, country: null };
