import { formatDate } from '../../../../shared/domain/dates.ts';
import {
  lendsIfChanged,
  type PartnerAnswerKind,
  partnerAnswers,
} from '../../../../shared/domain/partner-answers.ts';
import { plainLine, plainLines } from '../../../../shared/domain/plain-text.ts';
import { conditionLabel } from '../../../../shared/domain/receiving.ts';
import { t } from '../../../../shared/words/words.ts';
import { newConversation } from './conversation.ts';
import { listedVolumesOf, volumeWords } from './listed-volumes.ts';
import type { MessageOf, RequestingAgencyMessage, SupplyingAgencyMessage } from './message.ts';
import { readNote } from './notes.ts';
import { type ReadAs, readDetails, type ReadMessage } from './read-details.ts';

/** What a message says, as staff read it: plain text, without what programs wrote for each other. */
export type MessageWords = {
  /** A sentence without a full stop, as in a history. */
  readonly sentence: string;
  /** Further facts, one a line. */
  readonly facts: readonly string[];
  /** What a person wrote; may be empty. */
  readonly note: string;
};

/** The statuses that are an answer of the partner; the others have words of their own. */
const answerOfStatus: Readonly<Record<string, PartnerAnswerKind>> = {
  WillSupply: 'will-supply',
  Loaned: 'shipped',
  Overdue: 'overdue',
  Recalled: 'recalled',
  Unfilled: 'rejected',
  CopyCompleted: 'shipped-digitally',
  LoanCompleted: 'checked-in',
  Cancelled: 'cancelled',
};

const otherStatuses: Readonly<Record<string, string>> = {
  RetryPossible: lendsIfChanged,
  RequestReceived: t('has received the request'),
  ExpectToSupply: t('expects to supply it'),
  CompletedWithoutReturn: t('closed the loan without getting the item back'),
  HoldReturn: t('asks us not to return it yet'),
  ReleaseHoldReturn: t('lets us return it now'),
};

/** A conversation without earlier messages: each message is described on its own. */
const alone = {
  ...newConversation,
  condition: 'none',
  volumes: 'none',
  refusedRenewal: false,
  hasReport: false,
  dueOn: null,
} as const;

/** Returns what a status of a partner says: a sentence without its subject. */
export const statusWords = (status: string): string => {
  if (Object.hasOwn(answerOfStatus, status))
    return partnerAnswers[answerOfStatus[status] ?? 'shipped'].headline;
  return Object.hasOwn(otherStatuses, status)
    ? (otherStatuses[status] ?? '')
    : t('sent the status {status}', { status: plainLine(status, 100) });
};

const saidBy = (said: ReadMessage): string => {
  const { reason, answer, status, setsCondition } = said;
  const of = (kind: PartnerAnswerKind): string => partnerAnswers[kind].headline;
  if (setsCondition) return of('conditional');
  if (reason === 'Notification' || status === null) return t('sent a note');
  if (reason === 'CancelResponse')
    return answer === 'N'
      ? of('cancel-refused')
      : answer === 'Y' || status === 'Cancelled'
        ? of('cancel-accepted')
        : t('answered our cancellation');
  if (reason === 'RenewResponse')
    return answer === 'N'
      ? of('renewal-refused')
      : answer === 'Y'
        ? of('renewed')
        : t('answered our renewal request');
  if (status === 'CopyCompleted' && !said.isFile) return of('shipped');
  return statusWords(status);
};

/** Returns what a message of a partner says. @param partnerName begins the sentence */
export const wordsOfSupplier = (
  message: SupplyingAgencyMessage,
  partnerName: string,
  as: ReadAs,
): MessageWords => {
  const said = readDetails(message, alone, as);
  const { dueOn, cost, codes, why, travel, note } = said;
  const volumes = listedVolumesOf(message, note, as.volumeFormat).map(volumeWords);
  return {
    sentence: `${partnerName} ${saidBy(said)}`,
    facts: [
      ...(dueOn === null ? [] : [t('Due back {date}', { date: formatDate(dueOn) })]),
      // A price that is offered is among the reasons.
      ...(cost === '' || why.some((words) => words.includes(cost)) ? [] : [t('Costs {cost}', { cost })]),
      ...codes.map((code) => conditionLabel(code)),
      ...why,
      ...travel,
      ...(volumes.length === 0 ? [] : [t('Sent: {volumes}', { volumes: volumes.join(', ') })]),
    ],
    note: note.text,
  };
};

const ourActions: Readonly<Record<string, string>> = {
  StatusRequest: t('We asked for its status'),
  Received: t('We received it'),
  Cancel: t('We asked to cancel it'),
  Renew: t('We asked to renew it'),
  ShippedReturn: t('We sent it back'),
  ShippedForward: t('We sent it on'),
  Notification: t('We sent a note'),
  HoldReturn: t('We asked to keep it for longer'),
  Lost: t('We reported it as lost'),
};

/** Returns what a message of ours says. */
export const wordsOfOurs = (message: MessageOf<'request'> | RequestingAgencyMessage): MessageWords => {
  if (message.kind === 'request')
    return {
      sentence: t('We requested it'),
      facts: [],
      note: plainLines(message.body.serviceInfo.note ?? ''),
    };
  const { action, note } = message.body;
  return {
    sentence:
      action !== null && Object.hasOwn(ourActions, action)
        ? (ourActions[action] ?? '')
        : t('We sent a message'),
    facts: [],
    note: readNote(note).text,
  };
};

/** Returns the words for bytes that are not a message. */
export const unreadableWords = (partnerName: string): MessageWords => ({
  sentence: t('{partnerName} sent a message', { partnerName }),
  facts: [t('The message cannot be read.')],
  note: '',
});
