import { statusOf } from '../../../../../shared/domain/life/status.ts';
import { endsSet } from '../../../../../shared/domain/receiving.ts';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import type { SlipState } from '../../../../../shared/ipc/views.ts';
import { t } from '../../../../../shared/words/words.ts';
import { insertRequestEvent } from '../../store/command-log.queries.ts';
import { changesOfVolume, type ItemRow, listItems, updateItem } from '../../store/items.queries.ts';
import { isLetterWritten } from '../../store/letters-written.queries.ts';
import { insertMessage, setAsideOfTurn } from '../../store/messages.queries.ts';
import { insertPrintJob } from '../../store/print-jobs.queries.ts';
import { notCancelled, writeLife } from '../../store/requests.queries.ts';
import { changesOfTurn, listTurns, type TurnRow, updateTurn } from '../../store/turns.queries.ts';
import { cancellationNotice } from './cancellation-notice.ts';
import { dealWithNotes, endConditions } from './notes.ts';
import { messageOfWord } from './message-of-word.ts';
import type { CommandKind } from '../../../db/hub-writes.ts';
import type { PatronMessage, Step as StepOf, StepMessage, Taken } from './step.ts';

type Step = StepOf<CommandKind>;

/** The messages of a step that the library has not switched off. Without a patron, no patron message is written. */
const messagesToWrite = (step: Step, taken: Taken): readonly StepMessage[] => {
  const { db, request } = step;
  return [...partnerMessages(step, taken), ...patronMessages(step, taken)].filter((message) =>
    isLetterWritten(db, { recipient: message.recipient, kind: message.kind, requestId: request.id }),
  );
};

/** The letters to partners, from what the machines say that each is told. A turn without a recorded partner gets none. */
const partnerMessages = ({ at }: Step, { after, notes = {} }: Taken): readonly StepMessage[] =>
  after.words.flatMap((word): StepMessage[] => {
    const partnerId = after.life.turns.find(({ id }) => id === word.turnId)?.partnerId ?? null;
    const message =
      partnerId === null ? null : messageOfWord(word, after.life, { note: notes[word.word] ?? '', at });
    return message === null ? [] : [{ recipient: 'partner', turnId: word.turnId, partnerId, ...message }];
  });

/**
 * Returns the messages to the patron. If the request ends because its cancellation was wanted, a cancellation notice is added, if that was
 * chosen when it was cancelled.
 */
export const patronMessages = (
  { db, request }: Step,
  { after, changes, messages = [] }: Taken,
): readonly PatronMessage[] => {
  if (request.patronId === null) return [];
  const { cancelReason, cancelNote, cancelNotify } = { ...request, ...changes };
  const isCancelledNow =
    request.endedAs === null && after.life.endedAs !== null && after.life.cancelWish !== null;
  return isCancelledNow && cancelNotify === 1
    ? [...messages, cancellationNotice(db, { reason: cancelReason, note: cancelNote })]
    : messages;
};

/** Writes the volumes according to their life, and their other changes. @returns the rows afterwards. */
const writeItems = ({ db, at, request }: Step, { after: { life }, items }: Taken): readonly ItemRow[] => {
  const known = life.volumes.length > request.items.length ? listItems(db, request.id) : request.items;
  return known.map((before) => {
    const volume = life.volumes.find(({ id }) => id === before.id);
    const changes = { ...(volume && changesOfVolume(before, volume, at)), ...items?.get(before.id) };
    const all = { ...changes, ...stayThatEnds(before, changes, at) };
    updateItem(db, before.id, all);
    return { ...before, ...all };
  });
};

/** The same for the turns. A condition ends when its partner answers, or with the turn. */
const writeTurns = (step: Step, taken: Taken): readonly TurnRow[] => {
  const { db, at, request } = step;
  const { life } = taken.after;
  const known = life.turns.length > request.turns.length ? listTurns(db, request.id) : request.turns;
  return known.flatMap((before) => {
    const turn = life.turns.find(({ id }) => id === before.id);
    if (!turn) return [];
    const changes = { ...changesOfTurn(before, turn, at), ...taken.turns?.get(before.id) };
    updateTurn(db, before.id, changes);
    if (before.state === 'conditional' && turn.state !== 'conditional') endConditions(step, before.id);
    return [{ ...before, ...changes }];
  });
};

/** Writes the letters of a step. A partner that is not recorded was asked by other means, so it has heard of the request. */
const writeMessages = (step: Step, taken: Taken): void => {
  const { db, at, opId, request } = step;
  const messages = messagesToWrite(step, taken);
  for (const { word, turnId } of taken.after.words) {
    if (word === 'take-back')
      setAsideOfTurn(db, {
        turnId,
        opId,
        at,
        note: t('Not sent: the partner is no longer needed and doesn’t know about the request.'),
      });
    const isWritten = messages.some((message) => message.turnId === turnId && message.kind === 'request');
    if (word === 'request' && !isWritten) updateTurn(db, turnId, { heard: 1 });
  }
  for (const message of messages) insertMessage(db, { ...message, opId, requestId: request.id, at });
};

/** Writes the request, its line of history, the messages and the slip of a step. */
export const writeTaken = (step: Step, taken: Taken): SlipState | null => {
  const { kind, db, opId, at, request } = step;
  const { life } = taken.after;
  const statusAfter = statusOf(life);
  const isSame = life === request.life && !taken.items && !taken.turns;
  const parts = isSame ? request : { items: writeItems(step, taken), turns: writeTurns(step, taken) };
  const isWantedAgain = request.cancelWish !== null && life.cancelWish === null && life.endedAs === null;
  const changes = {
    ...(endsSet(statusAfter) && { receivingOpen: 0 }),
    ...(isWantedAgain && notCancelled),
    ...taken.changes,
    updatedAt: at,
    workedOn: 1,
  };
  if (request.endedAs === null && life.endedAs !== null) dealWithNotes(step);
  writeLife(db, request, life, parts, changes, at);
  insertRequestEvent(db, {
    requestId: request.id,
    opId,
    at,
    kind,
    statusBefore: request.status,
    statusAfter,
    headline: taken.headline,
    turnId: taken.turnId ?? null,
  });
  writeMessages(step, taken);
  if (!taken.slip) return null;
  const jobId = insertPrintJob(db, { opId, requestId: request.id, at, ...taken.slip });
  return { jobId, state: taken.slip.parcel ? 'held' : 'queued', note: '' };
};

/** Returns the columns for the stay on the hold shelf that these changes end; empty if they end none. */
const stayThatEnds = (
  { shelvedAt, status }: ItemRow,
  changes: Partial<ItemRow>,
  at: Instant,
): Partial<ItemRow> =>
  shelvedAt !== null && changes.shelvedAt === null
    ? { leftShelfSince: shelvedAt, leftShelfAt: at, leftShelfAs: changes.status ?? status }
    : {};
