import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant } from '../../../../../shared/domain/ids.ts';
import { type ListDay, listDayAt } from '../../../../../shared/domain/request-list.ts';
import { inTransaction } from '../../../db/open.ts';
import type { DeskContext } from '../../context.ts';
import { cubeDay, type DateRange, type MomentRange, moveCubeDay } from './cube.queries.ts';
import { whileWritable } from '../../store/while-writable.ts';

type Range<T> = readonly [T, T];

const inOrder = <T extends string>(one: T, other: T): Range<T> => (one < other ? [one, other] : [other, one]);

/** Merges overlapping ranges, so that no request is counted twice. */
const merged = <T extends string>(ranges: readonly Range<T>[]): Range<T>[] => {
  const all: Range<T>[] = [];
  for (const [from, to] of ranges.toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const last = all.at(-1);
    if (last && from <= last[1]) all[all.length - 1] = [last[0], to > last[1] ? to : last[1]];
    else all.push([from, to]);
  }
  return all;
};

/** Returns the due dates whose bucket differs between two days: those between the old and new position of each boundary. */
export const changedDueDates = (was: ListDay, is: ListDay): readonly DateRange[] =>
  merged<CalendarDate>([
    inOrder(was.today, is.today),
    inOrder(was.weekEnd, is.weekEnd),
    inOrder(was.monthEnd, is.monthEnd),
  ]);

/** Returns the creation times whose period differs between two days. */
export const changedMoments = (was: ListDay, is: ListDay): readonly MomentRange[] =>
  merged<Instant>([
    inOrder(was.dayStart, is.dayStart),
    inOrder(was.weekStart, is.weekStart),
    inOrder(was.monthStart, is.monthStart),
  ]);

/**
 * Returns today's day for the list in the library's time zone, and moves the cube to it: this takes a moment once a day, and is a single
 * query afterwards. If the database cannot be written, the cube's own day is returned, so that counts and lists agree.
 */
export const todayWithCube = ({ db, now, timeZone }: DeskContext): ListDay => {
  const was = cubeDay(db);
  if (was?.timeZone === timeZone() && was.today === calendarDateIn(now(), timeZone())) return was;
  const is = listDayAt(now(), timeZone());
  if (!was) return is;
  const moved = whileWritable(() =>
    inTransaction(db, (writable) =>
      moveCubeDay(writable, is, { due: changedDueDates(was, is), made: changedMoments(was, is) }),
    ),
  );
  return moved ? is : was;
};
