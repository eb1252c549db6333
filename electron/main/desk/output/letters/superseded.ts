import { calendarDateIn, instantOf } from '../../../../../shared/domain/dates.ts';
import { factsOfLetter } from '../../../../../shared/domain/letters/all-letters.ts';
import type { DeskId, Instant, TurnId } from '../../../../../shared/domain/ids.ts';
import type { Turn } from '../../../../../shared/domain/life/turn.ts';
import type { VolumeNow } from '../../../../../shared/domain/letters/letter.ts';
import { readPayload } from './read-payload.ts';
import { t } from '../../../../../shared/words/words.ts';
import { codeOf } from '../../../db/errors.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { listItems, type StoredItem } from '../../store/items.queries.ts';
import { loanedOnOf } from '../../store/known-dates.ts';
import { nameOfDesk } from '../../store/places.queries.ts';
import { messagesWithoutAddress, setMessageState, type StoredMessage } from '../../store/sending.queries.ts';
import { findTurn, turnOf } from '../../store/turns.queries.ts';
import { findSinceWritten, wasNeverSent, isNoticeReplaced, isReadyToldByAnother } from './letters.queries.ts';

/** The time now, and the IANA time zone that determines the library's date. */
export type Clock = { readonly now: Date; readonly timeZone: string };

/** Sets an outdated letter aside, with the reason, unless staff want it sent anyway. Returns whether it was set aside. */
export const setAsideIfSuperseded = (db: WritableDB, message: StoredMessage, clock: Clock): boolean => {
  const superseded = whySetAside(db, message, clock);
  if (superseded === null) return false;
  const at = instantOf(clock.now);
  const note = `${message.mayHaveLeftAt === null ? t('Not sent') : t('Not sent again')}: ${superseded}.`;
  setMessageState(db, { id: message.id, state: 'outdated', note, nextAt: null, at });
  return true;
};

/**
 * Returns the letters to recipients without an address that are outdated: they are never about to be sent, so they are checked when their
 * request has changed. A letter with odd data is left to staff.
 */
export const outdatedByHand = (
  db: ReadableDB,
  changedSince: Instant,
  clock: Clock & { readonly logFault: (error: unknown) => void },
): readonly StoredMessage[] =>
  messagesWithoutAddress(db, changedSince).filter((message) => {
    try {
      return whySetAside(db, message, clock) !== null;
    } catch (error) {
      if (codeOf(error).startsWith('SQLITE_')) throw error;
      clock.logFault(error);
      return false;
    }
  });

const whySetAside = (db: ReadableDB, message: StoredMessage, clock: Clock): string | null =>
  message.onPurpose === 1 ? null : supersededBy(db, message, clock);

/** Why a letter is outdated, as the end of a sentence; null if it may be sent. Each kind defines this for itself. */
const supersededBy = (db: ReadableDB, message: StoredMessage, clock: Clock): string | null => {
  if (isReadyToldByAnother(db, { id: message.id, now: instantOf(clock.now) }))
    return t('another letter says the same');
  if (isNoticeReplaced(db, message.id)) return t('a later notice replaces it');
  const facts = factsOfLetter(message.recipient, message.kind);
  const taken = facts?.takesBack;
  if (taken && wasNeverSent(db, { id: message.id, kind: taken.kind })) return taken.why;
  const row = findSinceWritten(db, message.id);
  if (!row || !facts) return null;
  return facts.stale({
    step: readPayload(row.payload),
    turn: turnOfLetter(db, row.turnId),
    endedAs: row.endedAs,
    patronId: row.patronId,
    today: calendarDateIn(clock.now, clock.timeZone),
    volumes: listItems(db, message.requestId).map((item) => volumeNow(db, item, row.pickupDeskId)),
  });
};

const turnOfLetter = (db: ReadableDB, id: TurnId | null): Turn | null => {
  const row = id === null ? undefined : findTurn(db, id);
  return row ? turnOf(row) : null;
};

/** The present place of a volume, with its open loan. */
const volumeNow = (db: ReadableDB, item: StoredItem, pickupDeskId: DeskId | null): VolumeNow => {
  const { status, deskId, destinationDeskId, loanDueOn } = item;
  return {
    ...item,
    goingBack: item.goingBack === 1,
    goesTo: nameOfDesk(db, destinationDeskId),
    isOnOtherShelf: status === 'on-hold-shelf' && pickupDeskId !== null && deskId !== pickupDeskId,
    loan: loanDueOn === null ? null : { loanedOn: loanedOnOf(item), dueOn: loanDueOn },
  };
};
