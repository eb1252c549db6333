import { formatDate } from '../../../../shared/domain/dates.ts';
import { isLibraryUseCode } from '../../../../shared/domain/conditions.ts';
import { inNote } from '../../../../shared/domain/plain-text.ts';
import { conditionLabel } from '../../../../shared/domain/receiving.ts';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import { t } from '../../../../shared/words/words.ts';
import type { ReadMessage } from './read-details.ts';
import { isLent, isTerminal, type Standing } from './standing.ts';

/** The code that is stored as the reason of a condition: one that limits how the item is lent comes first. */
const firstCode = (codes: readonly string[]): string =>
  (codes.find(isLibraryUseCode) ?? codes[0] ?? '').slice(0, 64);

const otherCodes = (codes: readonly string[]): readonly string[] =>
  codes.filter((code) => code !== firstCode(codes)).map((code) => conditionLabel(code));

/** Whether the partner said yes, by its answer, or else by what follows from a yes alone; null if it cannot be told. */
const saidYes = ({ reason, answer, status, dueOn }: ReadMessage, before: Standing): boolean | null => {
  if (answer !== null) return answer === 'Y';
  const isYes =
    reason === 'CancelResponse'
      ? status === 'Cancelled'
      : dueOn !== null && (before.dueOn === null || dueOn > before.dueOn);
  return isYes || null;
};

const overWithoutItem: readonly (string | null)[] = [
  'Unfilled',
  'RetryPossible',
  'LoanCompleted',
  'CompletedWithoutReturn',
];

/** Returns why an answer to a question cannot be recorded: staff ask the partner, and the question stays open. Null if it can be. */
export const doubtIn = (said: ReadMessage, before: Standing): string | null => {
  const { reason, answer, status } = said;
  if (reason === 'CancelResponse') {
    if (saidYes(said, before) === null)
      return t('The partner’s answer to our cancellation says neither yes nor no.');
    if (answer === 'N' && overWithoutItem.includes(status))
      return t('The partner refuses the cancellation but says that the request has ended.');
  }
  if (reason === 'RenewResponse') {
    if (saidYes(said, before) === null)
      return t('The partner’s answer to our renewal request says neither yes nor no.');
    if (answer === 'Y' && status === 'Recalled' && before.status !== 'Recalled')
      return t('The partner renews it but wants it back now.');
  }
  return null;
};

/** Returns the answers to what the partner was asked. They count even if they are late: otherwise the question would stay open. */
export const answersToQuestions = (said: ReadMessage, before: Standing): readonly PartnerAnswer[] => {
  const { reason, dueOn } = said;
  const note = inNote(said.note.text);
  if (doubtIn(said, before) !== null) return [];
  if (reason === 'CancelResponse') {
    if (saidYes(said, before) !== true) return [{ kind: 'cancel-refused', note }];
    return [{ kind: before.unanswered.includes('Cancel') ? 'cancel-accepted' : 'cancelled', note }];
  }
  if (reason !== 'RenewResponse') return [];
  return [
    saidYes(said, before) === true ? { kind: 'renewed', dueOn, note } : { kind: 'renewal-refused', note },
  ];
};

/** Returns what a status means, if the message says what the partner did. */
export const answersOfStatus = (said: ReadMessage, before: Standing): readonly PartnerAnswer[] => {
  const { reason, answer, status } = said;
  if (reason === 'Notification') return answersOfNotification(said, before);
  // A yes or no beats the status beside it; but it may be the first message that says that the item was sent, or is wanted back.
  if (reason === 'CancelResponse')
    return answer !== 'Y' && (isLent(status) || (status === 'CopyCompleted' && answer === 'N'))
      ? answersByStatus(said, before)
      : [];
  if (reason === 'RenewResponse' && (answer === 'Y' || status === 'Loaned')) return [];
  return answersByStatus(said, before);
};

/** A notification sets a condition, or says that the one before needs no answer; everything else in it is text. */
const answersOfNotification = (said: ReadMessage, before: Standing): readonly PartnerAnswer[] => {
  if (said.setsCondition) return [conditional(said)];
  return said.note.assumesYes && !isLent(before.status) && !isTerminal(before.status)
    ? [willSupply(said)]
    : [];
};

const answersByStatus = (said: ReadMessage, before: Standing): readonly PartnerAnswer[] => {
  const { status, isNews, note, cost } = said;
  if (said.setsCondition) return [conditional(said)];
  if (note.assumesYes && !isLent(status)) return [willSupply(said)];
  if (isLent(status)) return lent(said, before);
  if (!isNews) return [];
  const words = inNote(note.text);
  switch (status) {
    case 'WillSupply':
      return [willSupply(said)];
    case 'RetryPossible':
    case 'Unfilled':
      return [
        {
          kind: 'rejected',
          note: inNote(...said.why, ...codesInWords(said), note.text),
          ...(status === 'RetryPossible' && { ifChanged: true }),
        },
      ];
    case 'CopyCompleted':
      return said.isFile
        ? [
            {
              kind: 'shipped-digitally',
              ...(cost !== '' && { cost }),
              note: inNote(said.file ?? '', note.text),
            },
          ]
        : [shipped(said)];
    case 'LoanCompleted':
      return [{ kind: 'checked-in', note: words }];
    case 'CompletedWithoutReturn':
      return before.hasReport ? [{ kind: 'settled', note: words }] : [];
    case 'Cancelled':
      return [{ kind: before.unanswered.includes('Cancel') ? 'cancel-accepted' : 'cancelled', note: words }];
    default:
      return [];
  }
};

const codesInWords = ({ codes }: ReadMessage): readonly string[] => codes.map((code) => conditionLabel(code));

const willSupply = ({ cost, codes, note, travel }: ReadMessage): PartnerAnswer => ({
  kind: 'will-supply',
  ...(cost !== '' && { cost }),
  note: inNote(...codes.map((code) => conditionLabel(code)), ...travel, note.text),
});

const conditional = ({ codes, cost, note, replyBy, why, today }: ReadMessage): PartnerAnswer => {
  const reason = firstCode(codes);
  // A future day is the deadline; a past one is only mentioned.
  const isPast = replyBy !== null && replyBy < today;
  const wanted = isPast ? [t('The partner wanted an answer by {date}.', { date: formatDate(replyBy) })] : [];
  const text = inNote(...otherCodes(codes), note.text, ...wanted);
  return {
    kind: 'conditional',
    reason,
    ...(cost !== '' && { cost }),
    note:
      text !== '' || reason !== ''
        ? text
        : inNote(...(why.length > 0 ? why : [t('The partner sets a condition.')])),
    replyBy: isPast ? null : replyBy,
  };
};

/** A due date that has passed is corrected afterwards: staff may not type one with a parcel. */
const shipped = ({ dueOn, codes, cost, note, travel, today }: ReadMessage): PartnerAnswer => ({
  kind: 'shipped',
  dueOn: dueOn !== null && dueOn < today ? null : dueOn,
  reason: firstCode(codes),
  ...(cost !== '' && { cost }),
  note: inNote(...otherCodes(codes), ...travel, note.text),
});

/** The item was sent: for the first time, on other terms than before, or it is wanted back. */
const lent = (said: ReadMessage, before: Standing): readonly PartnerAnswer[] => {
  const { status, isNews, dueOn, note } = said;
  const words = inNote(note.text);
  const isFirst = !isLent(before.status);
  const isLater = dueOn !== null && before.dueOn !== null && dueOn > before.dueOn;
  if (status === 'Loaned') {
    if (isFirst) return [shipped(said)];
    const renewed: readonly PartnerAnswer[] = isLater ? [{ kind: 'renewed', dueOn, note: words }] : [];
    const isDemanded = before.status === 'Recalled' || (before.status === 'Overdue' && !isLater);
    return isDemanded ? [{ kind: 'demand-withdrawn', note: words }, ...renewed] : renewed;
  }
  // If the message that it was sent is missing, the overdue notice or recall has no item to refer to.
  const sent = isFirst ? [shipped({ ...said, dueOn: status === 'Recalled' ? null : dueOn })] : [];
  if (status === 'Overdue') return isNews ? [...sent, { kind: 'overdue', note: words }] : sent;
  const isMoved = isNews || (dueOn !== null && dueOn !== before.wantedBackBy);
  return isMoved ? [...sent, { kind: 'recalled', backBy: dueOn, note: words }] : sent;
};
