import { csvLine } from '../../../csv-cell.ts';
import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import {
  type Period,
  type ReportId,
  isTooLong,
  longestYears,
  periodBefore,
  reportFacts,
  reports,
} from '../../../../../shared/domain/reports.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import { fail, ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { Answers, LateAnswers } from '../../../ipc/handlers.ts';
import type { DeskContext } from '../../context.ts';
import { countReport, valuesOf } from './count-reports.ts';
import { countOn } from './stored-sums.ts';
import { namedLibraries } from './reports.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** Saves a file under a name in a folder that the operator chooses; null if the dialog was cancelled. @throws if it cannot be written. */
export type SaveReport = (name: string, content: string | Uint8Array) => Promise<string | null>;

export type ReportsService = Answers<'reports', 'prepare' | 'read'> &
  LateAnswers<'reports', 'saveTable' | 'savePlot'>;

const pngBegins = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
const isPng = (bytes: Uint8Array): boolean => pngBegins.every((byte, index) => bytes[index] === byte);

/** The reports on a library's work. They name no patron, and count the libraries in which the operator has a role. */
export const reportsService = (
  context: DeskContext,
  parts: { readonly save: SaveReport },
): ReportsService => {
  const { db, session } = context;
  const saved = async (name: string, content: string | Uint8Array): Promise<Result<string | null>> => {
    try {
      return ok(await parts.save(name, content));
    } catch {
      return fail(
        'file-unwritable',
        t('The file could not be saved there. Choose another folder, or close the file where it is open.'),
      );
    }
  };
  return {
    /** Continues counting for a moment. Call it until `counted` equals `total`. */
    prepare: () => {
      const own = session.libraries();
      const libraries = namedLibraries(db).filter(({ id }) => own === null || own.includes(id));
      return ok({ ...countOn(context), libraries });
    },
    read: (input) => readReport(context, input),
    /** Saves its table as CSV. Fails (`file-unwritable`) if the file cannot be written. */
    saveTable: async (input) => {
      const answer = readReport(context, input);
      if (!answer.ok) return answer;
      const { label } = reportFacts(input.report);
      const text = tableOf(input.report, answer.value.rows);
      return saved(t('{report} {from} to {to}.csv', { report: label, from: input.from, to: input.to }), text);
    },
    /** Saves its chart, as drawn by the page. Fails (`file-unwritable`). */
    savePlot: async ({ report, from, to, png }) => {
      const bytes = Buffer.from(png, 'base64');
      if (!isPng(bytes))
        return fail('file-unwritable', t('The chart could not be turned into a picture. Try again.'));
      return saved(t('{report} {from} to {to}.png', { report: reports[report].label, from, to }), bytes);
    },
  };
};

/**
 * A report for a period and the one before. Refused (`date-refused`): a period that ends before it begins, or of more than twenty years.
 */
const readReport = (
  context: DeskContext,
  { report, from, to, libraryId }: Input<'reports.read'>,
): Result<Output<'reports.read'>> => {
  const { db, session, now, timeZone } = context;
  if (from > to)
    return refuse('date-refused', t('The period ends before it begins. Choose a later last day.'));
  if (isTooLong({ from, to }))
    return refuse('date-refused', t('Choose a period of at most {years} years.', { years: longestYears }));
  const own = session.libraries();
  if (libraryId !== null && own !== null && !own.includes(libraryId))
    return refuse(
      'role-missing',
      t(
        'You have no role in this library, so its numbers are not shown. Choose another library, or contact the staff responsible for assigning user roles.',
      ),
    );
  countOn(context);
  const libraries = libraryId === null ? own : [libraryId];
  const today = calendarDateIn(now(), timeZone());
  const count = (period: Period) => countReport[report]({ db, period, libraries, today });
  const is = count({ from, to });
  const was = count(periodBefore({ from, to }));
  const { columns, headlines } = reportFacts(report);
  return ok({
    rows: [...is.rows].map(([key, { name, numbers }]) => ({
      key,
      name,
      now: valuesOf(columns, numbers),
      before: valuesOf(columns, was.rows.get(key)?.numbers),
    })),
    headlines: headlines.map((_, index) => ({
      now: valuesOf(headlines, is.headlines)[index] ?? null,
      before: valuesOf(headlines, was.headlines)[index] ?? null,
    })),
  });
};

const tableOf = (report: ReportId, rows: Output<'reports.read'>['rows']): string => {
  const { rowHead, columns } = reportFacts(report);
  const heads = columns.flatMap((column) => [
    column.label,
    t('{column} (previous period)', { column: column.label }),
  ]);
  const lines = rows.map((row) =>
    csvLine([row.name, ...columns.flatMap((_, index) => [cell(row.now[index]), cell(row.before[index])])]),
  );
  // Spreadsheet programs read a file as UTF-8 only if it begins with a byte order mark.
  return `\uFEFF${csvLine([rowHead, ...heads])}${lines.join('')}`;
};

const cell = (value: number | null | undefined): string => String(value ?? '');
