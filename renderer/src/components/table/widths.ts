import { addDays, formatDate, overdueWords, relativeDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { requestStatusCodes, shortStatusLabel } from '../../../../shared/domain/request-status.ts';
import type { Density } from '../density.ts';
import { textPx, widestPx } from '../text-width.ts';
import { lateLine, recallLine } from './cells/Days.tsx';
import type { FittedColumn, TableColumn } from './columns.ts';

/** The widths of columns whose content must not be clipped, in any language and font. All in pixels. */

const bodyPx = 14;
const smallPx = 12;
/** The padding on both sides of a cell, and rounding. */
const aroundPx = 14;
/** The sort arrow in a head. */
const arrowPx = 18;
/** A dot and its gap. */
const dotPx = 14;
const perCodeLetter = 7.6;
/** The copy button of a code, which never covers the code. */
const copyPx: Readonly<Record<Density, number>> = { comfortable: 24, compact: 24, touch: 48 };

/** One day in each month, and distances between days. */
const anyDay = '2027-12-28' as CalendarDate;
const months = Array.from({ length: 12 }, (_, month) => addDays(anyDay, -30 * month));
const spans = [1, 13, 59, 729, 4000].flatMap((days) => [addDays(anyDay, days), addDays(anyDay, -days)]);

const computed = new Map<string, number>();
const once = (name: string, compute: () => number): number => {
  const known = computed.get(name) ?? compute();
  computed.set(name, known);
  return known;
};

/** The width of a date, with its distance below it, or before it on one line. */
export const dayPx = (density: Density): number =>
  once(`day ${density}`, () => {
    const dates = widestPx(months.map(formatDate), bodyPx);
    const late = spans.filter((day) => day < anyDay);
    const words =
      density === 'compact'
        ? widestPx(
            [...months, ...late].map((day) => lateLine(day, anyDay)),
            bodyPx,
          )
        : widestPx(
            [
              ...spans.map((day) => relativeDate(day, anyDay)),
              ...late.map((day) => overdueWords(day, anyDay)),
            ],
            smallPx,
          );
    return Math.max(dates, words) + aroundPx;
  });

/** The width of a date that the day of a recall may replace. */
export const wantedPx = (density: Density): number =>
  Math.max(
    dayPx(density),
    once('recall', () => widestPx(months.map(recallLine), bodyPx) + aroundPx),
  );

/** The width of a moment. */
export const momentPx = (density: Density): number =>
  once(`moment ${density}`, () => {
    const behind = density === 'compact' ? textPx(', 00:00', bodyPx) : 0;
    return widestPx(months.map(formatDate), bodyPx) + behind + aroundPx;
  });

/** The width of a request's status, as dot and word. */
export const statusPx = (): number =>
  once('status', () => widestPx(requestStatusCodes.map(shortStatusLabel), bodyPx) + dotPx + aroundPx);

/** The width of another state, with one of these words. */
export const stateWordPx = (words: readonly string[]): number => widestPx(words, bodyPx) + dotPx + aroundPx;

/** The width of a code with this many characters, including its copy button. */
export const codePx =
  (letters: number) =>
  (density: Density): number =>
    Math.ceil(letters * perCodeLetter) + copyPx[density] + aroundPx;

/** The width of one-line texts. */
export const wordsPx = (words: readonly string[]): number => widestPx(words, bodyPx) + aroundPx;

/** The width of buttons in a row, with their padding. */
export const buttonsPx = (words: readonly string[]): number =>
  words.reduce((sum, each) => sum + textPx(each, smallPx, 500) + 20, 10);

/** A title takes the remaining space; its minimum shows two words. */
export const titleWidths = { widthPx: 240, leastPx: 130, grow: 1 } as const;

/** The name of a library or a person. */
export const nameWidths = { widthPx: 120, leastPx: 80, grow: 0.5 } as const;

/** The width of a head: on two lines if it has several words. */
const labelPx = (label: string): number => {
  const words = label.split(' ');
  const splits = words.map((_, at) => [words.slice(0, at).join(' '), words.slice(at).join(' ')]);
  return Math.min(...splits.map((lines) => widestPx(lines, smallPx, 500)));
};

const headPx = ({ label, sorts }: Pick<TableColumn<never>, 'label' | 'sorts'>): number =>
  labelPx(label) + aroundPx + (sorts === undefined ? 0 : arrowPx);

const fit = <R>(column: TableColumn<R>, density: Density): FittedColumn<R> => {
  const { widthPx, staysIn, givesWay, ...rest } = column;
  const px = typeof widthPx === 'number' ? widthPx : widthPx(density);
  return {
    ...rest,
    widthPx: Math.max(px, headPx(column)),
    ...(givesWay !== undefined && staysIn !== density && { givesWay }),
  };
};

const kept = new Map<Density, WeakMap<readonly unknown[], readonly unknown[]>>();

/** Returns the columns with their widths resolved. The array is cached, so its identity is stable. */
export const fittedColumns = <R>(
  columns: readonly TableColumn<R>[],
  density: Density,
): readonly FittedColumn<R>[] => {
  const known = kept.get(density) ?? new WeakMap<readonly unknown[], readonly unknown[]>();
  kept.set(density, known);
  const found =
    (known.get(columns) as readonly FittedColumn<R>[] | undefined) ??
    columns.map((each) => fit(each, density));
  known.set(columns, found);
  return found;
};
