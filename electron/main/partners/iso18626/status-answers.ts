import { isLibraryUseCode } from '../../../../shared/domain/conditions.ts';
import { conditionLabel } from '../../../../shared/domain/receiving.ts';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import { t } from '../../../../shared/words/words.ts';
import type { ReadMessage } from './read-details.ts';
import { isLent, type Standing } from './standing.ts';

/** As long as a note of a step may be. */
const longestNote = 2_000;

/** Joins texts as paragraphs of a note, and cuts it to the length of one. The whole text stays in the message. */
export const inNote = (...texts: readonly string[]): string => {
  const whole = texts.filter((text) => text !== '').join('\n');
  return whole.length <= longestNote ? whole : `${whole.slice(0, longestNote - 1)}…`;
};

/** The code that is stored as the reason of a condition: one that limits how the item is lent comes first. */
const firstCode = (codes: readonly string[]): string =>
  (codes.find(isLibraryUseCode) ?? codes[0] ?? '').slice(0, 64);

const otherCodes = (codes: readonly string[]): readonly string[] =>
  codes.filter((code) => code !== firstCode(codes)).map((code) => conditionLabel(code));

/** Returns the answers to what the partner was asked. They count whenever they come: the question would stay open. */
export const answersToQuestions = (said: ReadMessage, before: Standing): readonly PartnerAnswer[] => {
  const { reason, answer, status, dueOn } = said;
  const note = inNote(said.note.text);
  if (reason === 'CancelResponse') {
    const isYes = answer === null ? status === 'Cancelled' : answer === 'Y';
    if (!isYes) return [{ kind: 'cancel-refused', note }];
    return [{ kind: before.unanswered.includes('Cancel') ? 'cancel-accepted' : 'cancelled', note }];
  }
  if (reason !== 'RenewResponse') return [];
  const isYes =
    answer === null ? dueOn !== null && (before.dueOn === null || dueOn > before.dueOn) : answer === 'Y';
  return [isYes ? { kind: 'renewed', dueOn, note } : { kind: 'renewal-refused', note }];
};

/** Returns what a status means, if the message says what the partner did. */
export const answersOfStatus = (said: ReadMessage, before: Standing): readonly PartnerAnswer[] => {
  const { reason, answer, status } = said;
  if (reason === 'Notification') return said.setsCondition ? [conditional(said)] : [];
  // A yes or no beats the status beside it; but it may be the first message that says that the item was sent, or is wanted back.
  if (reason === 'CancelResponse')
    return answer === 'N' && isLent(status) ? answersByStatus(said, before) : [];
  if (reason === 'RenewResponse' && (answer === 'Y' || status === 'Loaned')) return [];
  return answersByStatus(said, before);
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
      return [{ kind: 'rejected', note: inNote(...said.why, ...codesInWords(said), note.text) }];
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

const willSupply = ({ cost, codes, note }: ReadMessage): PartnerAnswer => ({
  kind: 'will-supply',
  ...(cost !== '' && { cost }),
  note: inNote(...codes.map((code) => conditionLabel(code)), note.text),
});

const conditional = ({ codes, cost, note, replyBy, why }: ReadMessage): PartnerAnswer => {
  const reason = firstCode(codes);
  const text = inNote(...otherCodes(codes), note.text);
  return {
    kind: 'conditional',
    reason,
    ...(cost !== '' && { cost }),
    note:
      text !== '' || reason !== ''
        ? text
        : inNote(...(why.length > 0 ? why : [t('The partner sets a condition.')])),
    replyBy,
  };
};

const shipped = ({ dueOn, codes, cost, note }: ReadMessage): PartnerAnswer => ({
  kind: 'shipped',
  dueOn,
  reason: firstCode(codes),
  ...(cost !== '' && { cost }),
  note: inNote(...otherCodes(codes), note.text),
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
  // Without the message that it was sent, the demand would be about nothing.
  const sent = isFirst ? [shipped({ ...said, dueOn: status === 'Recalled' ? null : dueOn })] : [];
  if (status === 'Overdue') return isNews ? [...sent, { kind: 'overdue', note: words }] : sent;
  const isMoved = isNews || (dueOn !== null && dueOn !== before.dueOn);
  return isMoved ? [...sent, { kind: 'recalled', backBy: dueOn, note: words }] : sent;
};
