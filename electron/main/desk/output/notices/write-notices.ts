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

/** The time now, and the IANA time zone that determines the library's date. */
type Clock = { readonly now: Date; readonly timeZone: string };

/** A notice about one volume that is due. */
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

/** The notices to write today: wanted by the library, on a day that allows them, and not written before. */
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

/** One letter covers all volumes of a request that reached the same stage. */
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
 * Writes the letters that the clock must send to patrons now, and records them: in the same transaction as the query of what is lent and
 * shelved, so that nothing is written twice, or about items that came back.
 * @param atOnce the maximum number of letters in one transaction, so that steps of staff can run in between
 * @returns whether there may be more to write: then call it again. If everything has been written today, it writes nothing.
 * @throws SqliteError if the database is locked or fails: nothing is written then.
 */
export const writeNotices = (db: ReadableDB, clock: Clock, atOnce = 100): boolean => {
  // Most runs find nothing and need not block writers.
  if (toTell(db, clock).length === 0) return false;
  return inTransaction(db, (write) => {
    const letters = [...inLetters(toTell(write, clock)).values()];
    for (const letter of letters.slice(0, atOnce)) writeLetter(write, letter, clock);
    return letters.length > atOnce;
  });
};
