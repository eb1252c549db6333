import { addDays, calendarDateIn, instantOf } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, LibraryId } from '../../../../../shared/domain/ids.ts';
import { isHoldEndingOn, isInClosedWeek, loanNoticeOn } from './notice-rules.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { calendarOf } from '../../records/calendar/calendar.service.ts';
import { loadLibraryGroup } from '../../records/settings/settings.service.ts';
import { listLibraryNames } from '../../records/operators/operators.queries.ts';
import { isLetterWritten } from '../../store/letters-written.queries.ts';
import { insertMessage, type OutgoingMessage } from '../../store/messages.queries.ts';
import type { Notice } from '../../store/notices.queries.ts';
import { hasNotice, insertNotice } from '../../store/notices.queries.ts';
import type { LentVolume, ShelvedVolume } from './notices.queries.ts';
import { listLentUntil, listShelvedUntil } from './notices.queries.ts';

/** The time now, and the IANA zone that says which day it is at the library. */
type Clock = { readonly now: Date; readonly timeZone: string };

/** A notice of one volume that has come to its day. */
type Due = Notice & Pick<LentVolume, 'libraryId'>;

const loansDue = (db: ReadableDB, today: CalendarDate): readonly Due[] => {
  const days = new Map(listLibraryNames(db).map(({ id }) => [id, loadLibraryGroup(db, id, 'notices')]));
  const farthest = Math.max(0, ...[...days.values()].map(({ dueSoonDays }) => dueSoonDays));
  return listLentUntil(db, addDays(today, farthest)).flatMap((volume) => {
    const own = days.get(volume.libraryId);
    const due = own ? loanNoticeOn(today, volume, own) : null;
    if (due === null || (due.kind === 'due-soon' && volume.isRecalled === 1)) return [];
    return [noticeOf(volume, { ...due, day: volume.dueOn })];
  });
};

const shelvesDue = (db: ReadableDB, { timeZone }: Clock, today: CalendarDate): readonly Due[] =>
  listShelvedUntil(db, today, addDays(today, 1)).flatMap((volume) => {
    const { shelvedAt, holdUntil } = volume;
    const shelvedOn = shelvedAt === null ? null : calendarDateIn(new Date(shelvedAt), timeZone);
    return isHoldEndingOn(today, { shelvedOn, holdUntil })
      ? [noticeOf(volume, { kind: 'hold-ending', stage: 1, day: holdUntil })]
      : [];
  });

const noticeOf = (
  { barcode, patronId, requestId, libraryId }: LentVolume | ShelvedVolume,
  what: Pick<Notice, 'kind' | 'day' | 'stage'>,
): Due => ({ barcode, patronId, requestId, libraryId, ...what });

/** What is to be told today: wanted by its library, on a day on which it may be told, and not told before. */
const toTell = (db: ReadableDB, clock: Clock): readonly Due[] => {
  const today = calendarDateIn(clock.now, clock.timeZone);
  const closed = new Map<LibraryId, boolean>();
  const isClosed = (id: LibraryId): boolean => {
    const known = closed.get(id) ?? isInClosedWeek(today, calendarOf(db, id));
    closed.set(id, known);
    return known;
  };
  return [...loansDue(db, today), ...shelvesDue(db, clock, today)].filter(
    (due) =>
      !isClosed(due.libraryId) &&
      !hasNotice(db, due) &&
      isLetterWritten(db, { recipient: 'patron', kind: due.kind, requestId: due.requestId }),
  );
};

/** One letter tells of all volumes of a request that came to the same stage. */
const inLetters = (all: readonly Due[]): ReadonlyMap<string, readonly [Due, ...Due[]]> => {
  const letters = new Map<string, [Due, ...Due[]]>();
  for (const due of all) {
    const { requestId, patronId, kind, day, stage } = due;
    const key = [requestId, patronId, kind, day, stage].join(' ');
    const letter = letters.get(key);
    if (letter) letter.push(due);
    else letters.set(key, [due]);
  }
  return letters;
};

const messageOf = (
  letter: readonly [Due, ...Due[]],
): Pick<OutgoingMessage, 'recipient' | 'kind' | 'payload'> => {
  const [{ kind, patronId, day, stage }] = letter;
  const about = { patronId, barcodes: letter.map(({ barcode }) => barcode) };
  return kind === 'hold-ending'
    ? { recipient: 'patron', kind, payload: { ...about, holdUntil: day } }
    : { recipient: 'patron', kind, payload: { ...about, dueOn: day, stage } };
};

const writeLetter = (db: WritableDB, letter: readonly [Due, ...Due[]], { now }: Clock): void => {
  const at = instantOf(now);
  const [{ requestId, libraryId }] = letter;
  insertMessage(db, { opId: null, libraryId, requestId, at, ...messageOf(letter) } as OutgoingMessage);
  for (const notice of letter) insertNotice(db, { ...notice, at });
};

/**
 * Writes letters that the clock has to send patrons now, with the note that they were written: in one transaction with the look at what
 * is lent and shelved, so that nothing is told twice, nor of what came back.
 * @param atOnce so many letters are written in one transaction: steps of staff come between
 * @returns whether there may be more to write: call it again then. On a day on which all was told it writes none.
 * @throws SqliteError when the database is locked or fails: nothing is written then.
 */
export const writeNotices = (db: ReadableDB, clock: Clock, atOnce = 100): boolean => {
  // Most looks find nothing: they need not hold up who writes.
  if (toTell(db, clock).length === 0) return false;
  return inTransaction(db, (write) => {
    const letters = [...inLetters(toTell(write, clock)).values()];
    for (const letter of letters.slice(0, atOnce)) writeLetter(write, letter, clock);
    return letters.length > atOnce;
  });
};
