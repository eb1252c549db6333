import { calendarDateIn, instantOf } from '../../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import { isMailMissing, mailWords } from '../../../../../shared/domain/letters/mail-states.ts';
import { dueEnds } from '../../../../../shared/domain/request-list.ts';
import { queueOfPage, type Queue } from '../../../../../shared/domain/queues.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import { todayCardId, type TodayCardId, type TodayRow } from '../../../../../shared/ipc/today-views.ts';
import type { LibraryScope } from '../../../db/library-scope.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import { type DeskContext, whyLettersWait } from '../../context.ts';
import { readRawSetting } from '../../records/settings/raw-settings.ts';
import { loadSettingGroup } from '../../records/settings/settings.service.ts';
import { countMailWithoutRequest } from '../../store/incoming-mail.queries.ts';
import { readHubState } from '../../store/hub.queries.ts';
import { listOpenConflicts } from '../../store/file-conflicts.queries.ts';
import { findRequest } from '../../store/requests.queries.ts';
import { listSetAsideByOne } from '../../store/set-aside.queries.ts';
import { takeRefusal } from '../../steps/take-from-file.ts';
import { readableTasks } from './readable-tasks.ts';
import { type CardRow, listCard } from './today-rows.queries.ts';
import { type CardCount, countCard, type TodayArgs } from './today.queries.ts';

/** The moment before which waiting for others is past the limit. */
const limitOf = ({ db, now }: DeskContext, card: TodayCardId): Instant => {
  const limits: Readonly<Record<string, number>> = loadSettingGroup(db, 'queueLimits');
  return instantOf(new Date(now().getTime() - (limits[card] ?? 0) * 86_400_000));
};

const pageQueues: readonly Queue[] = Object.values(queueOfPage);

/** The libraries whose requests are counted: those of the operator's roles, or only the desk's own. */
const librariesOf = ({ db, session }: DeskContext, isHere: boolean): LibraryScope => {
  const own = session.libraries();
  if (!isHere && loadSettingGroup(db, 'today').countsOf === 'all') return own;
  const { libraryId } = session.desk();
  return own === null || own.includes(libraryId) ? [libraryId] : [];
};

/** Without a mailbox no mail comes in. */
const hasMailbox = ({ db }: DeskContext): boolean => (readRawSetting(db, 'mailboxAccount') ?? null) !== null;

const canTake = (context: DeskContext, { id, noteId }: CardRow): boolean => {
  const request = findRequest(context.db, id);
  const conflict = listOpenConflicts(context.db, id).find((one) => one.noteId === noteId);
  return request !== undefined && conflict !== undefined && takeRefusal(context, request, conflict) === null;
};

/** The start page: the work waiting at this desk. Read-only. */
export const todayService = (context: DeskContext): Answers<'today'> => {
  const args = (card: TodayCardId, isHere = false): TodayArgs => {
    const today = calendarDateIn(context.now(), context.timeZone());
    return {
      before: limitOf(context, card),
      lateBefore: limitOf(context, 'shipped-not-here'),
      noMail: isMailMissing(whyLettersWait(context)) ? 1 : 0,
      deskId: context.session.desk().id,
      today,
      soon: dueEnds(today).weekEnd,
      libraries: librariesOf(context, isHere),
    };
  };
  const countOf = (card: TodayCardId): CardCount => {
    if (card === 'mail-without-request') return { ...countMailWithoutRequest(context.db), past: 0 };
    if (card !== 'tasks') return countCard(context.db, card, args(card));
    // Tasks are shared, and not only about requests: the count is that of their list.
    const since = [...readableTasks(context), ...listSetAsideByOne(context.db)].map(({ madeAt }) => madeAt);
    return { count: since.length, oldestAt: since.sort()[0] ?? null, past: 0 };
  };
  const countHere = (card: TodayCardId): number => countCard(context.db, card, args(card, true)).count;
  const viewOf = (card: TodayCardId, row: CardRow): TodayRow => {
    const wait = whyLettersWait(context);
    const note = isMailMissing(wait) && row.waitsForMail ? `${mailWords[wait].short}.` : row.note;
    return { ...row, note, canTakeFile: card === 'conflicts' && canTake(context, row) };
  };
  return {
    /** Returns the day's work in the order of the daily routine. "Overdue" is before today in the library's time zone. */
    cards: () => {
      const cards = todayCardId.options.map((id) => ({
        id,
        ...countOf(id),
        here: pageQueues.includes(id) ? countHere(id) : null,
      }));
      // Without a hub there are no conflicts with other workstations.
      const isAlone = readHubState(context.db) === null;
      const isShown = (id: TodayCardId): boolean =>
        id === 'tasks' ? !isAlone : id !== 'mail-without-request' || hasMailbox(context);
      return ok(cards.filter(({ id, count }) => count > 0 || isShown(id)));
    },
    /** Returns the requests of one card, those that have waited longest first. */
    list: ({ card, here, offset, limit }) =>
      ok({
        total: countCard(context.db, card, args(card, here)).count,
        rows: listCard(context.db, card, { ...args(card, here), offset, limit }).map((row) =>
          viewOf(card, row),
        ),
      }),
  };
};
