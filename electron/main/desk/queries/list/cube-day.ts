import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import { dueEnds } from '../../../../../shared/domain/request-list.ts';
import { inTransaction } from '../../../db/open.ts';
import type { DeskContext } from '../../context.ts';
import { cubeDay, type DateRange, moveCubeDay } from './cube.queries.ts';
import { whileWritable } from '../../store/while-writable.ts';

/**
 * The due dates whose bucket is another one on another day: those between where each border was and where it is now.
 * Ranges that meet are one, so that no request is counted twice.
 */
export const changedDueDates = (before: CalendarDate, after: CalendarDate): DateRange[] => {
  const was = dueEnds(before);
  const is = dueEnds(after);
  const ranges = [
    inOrder(before, after),
    inOrder(was.weekEnd, is.weekEnd),
    inOrder(was.monthEnd, is.monthEnd),
  ].sort(([one], [other]) => (one < other ? -1 : 1));
  const merged: DateRange[] = [];
  for (const [from, to] of ranges) {
    const last = merged.at(-1);
    if (last && from <= last[1]) merged[merged.length - 1] = [last[0], to > last[1] ? to : last[1]];
    else merged.push([from, to]);
  }
  return merged;
};

const inOrder = (one: CalendarDate, other: CalendarDate): DateRange =>
  one < other ? [one, other] : [other, one];

/**
 * Today in the library's time zone, with the cube brought to it: once a day that takes a moment, then it is one look.
 * Where nothing can be written it is the day of the cube, so that counts and lists agree.
 */
export const todayWithCube = ({ db, now, timeZone }: DeskContext): CalendarDate => {
  const today = calendarDateIn(now(), timeZone());
  const before = cubeDay(db);
  if (before === undefined || before === today) return today;
  const moved = whileWritable(() =>
    inTransaction(db, (writable) => moveCubeDay(writable, today, changedDueDates(before, today))),
  );
  return moved ? today : before;
};
