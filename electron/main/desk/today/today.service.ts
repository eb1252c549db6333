import { calendarDateIn, instantOf } from '../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import type { TodayCardId } from '../../../../shared/ipc/today-views.ts';
import { loadSettingGroup } from '../directory/settings/settings.service.ts';
import type { Input, Output } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { todayCardId } from '../../../../shared/ipc/today-views.ts';
import { dueEnds } from '../../../../shared/domain/request-list.ts';
import type { LibraryScope } from '../../db/library-scope.ts';
import type { DeskContext } from '../kernel/context.ts';
import type { TodayArgs } from './today.queries.ts';
import { countCard, countListed, listCard } from './today.queries.ts';

export type TodayService = {
  /** The day's work in the order of the daily routine. "Overdue" is before today in the library's time zone. */
  readonly cards: () => Result<Output<'today.cards'>>;
  /** The requests behind one card, those that wait longest first. */
  readonly list: (input: Input<'today.list'>) => Result<Output<'today.list'>>;
};

/** The moment since which something may wait for others. */
const limitOf = ({ db, now }: DeskContext, card: TodayCardId): Instant => {
  const limits: Readonly<Record<string, number>> = loadSettingGroup(db, 'queueLimits');
  return instantOf(new Date(now().getTime() - (limits[card] ?? 0) * 86_400_000));
};

/** The libraries whose requests are counted: those of one's roles, or of them that of the desk. */
const librariesOf = ({ db, session }: DeskContext): LibraryScope => {
  const own = session.libraries();
  if (loadSettingGroup(db, 'today').countsOf === 'all') return own;
  const { libraryId } = session.desk();
  return own === null || own.includes(libraryId) ? [libraryId] : [];
};

/** The start page: what waits at this desk. It only reads. */
export const todayService = (context: DeskContext): TodayService => {
  const args = (card: TodayCardId): TodayArgs => {
    const today = calendarDateIn(context.now(), context.timeZone());
    return {
      before: limitOf(context, card),
      deskId: context.session.desk().id,
      today,
      soon: dueEnds(today).weekEnd,
      libraries: librariesOf(context),
    };
  };
  return {
    cards: () => ok(todayCardId.options.map((id) => ({ id, ...countCard(context.db, id, args(id)) }))),
    list: ({ card, offset, limit }) =>
      ok({
        total: countListed(context.db, card, args(card)),
        rows: listCard(context.db, card, { ...args(card), offset, limit }),
      }),
  };
};
