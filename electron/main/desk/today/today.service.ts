import { calendarDateIn } from '../../../../shared/domain/dates.ts';
import type { Input, Output } from '../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { todayCardId } from '../../../../shared/ipc/today-views.ts';
import type { DeskContext } from '../kernel/context.ts';
import type { TodayArgs } from './today.queries.ts';
import { countCard, countListed, listCard } from './today.queries.ts';

export type TodayService = {
  /** The day's work in the order of the daily routine. "Overdue" is before today in the library's time zone. */
  readonly cards: () => Result<Output<'today.cards'>>;
  /** The requests behind one card, those that wait longest first. */
  readonly list: (input: Input<'today.list'>) => Result<Output<'today.list'>>;
};

/** The start page: what waits at this desk. It only reads. */
export const todayService = (context: DeskContext): TodayService => {
  const args = (): TodayArgs => ({
    deskId: context.session.desk().id,
    today: calendarDateIn(context.now(), context.timeZone()),
    libraries: context.session.libraries(),
  });
  return {
    cards: () => ok(todayCardId.options.map((id) => ({ id, ...countCard(context.db, id, args()) }))),
    list: ({ card, offset, limit }) =>
      ok({
        total: countListed(context.db, card, args()),
        rows: listCard(context.db, card, { ...args(), offset, limit }),
      }),
  };
};
