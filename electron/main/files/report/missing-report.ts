import { basename } from 'node:path';
import { instantOf } from '../../../../shared/domain/dates.ts';
import type { ImportReport, ImportTotals } from '../../../../shared/ipc/import-views.ts';
import { t } from '../../../../shared/words/words.ts';
import type { WorkEnd } from '../process/start-work.ts';
import { noTotals } from './tally.ts';

// Reports for imports that produced none themselves.

type Span = { readonly startedAt: Date; readonly endedAt: Date };

const reportOf = (
  file: string,
  how: Pick<ImportReport, 'outcome' | 'failure' | 'totals'>,
  { startedAt, endedAt }: Span,
): ImportReport => ({
  fileName: basename(file),
  ...how,
  bySection: {},
  letters: 0,
  outcomes: null,
  refused: [],
  remarks: [],
  reportFile: null,
  startedAt: instantOf(startedAt),
  endedAt: instantOf(endedAt),
});

/** Returns the report of an import that did not begin. @param failure why, as a sentence for staff. */
export const reportOfFailure = (file: string, failure: string, span: Span): ImportReport =>
  reportOf(file, { outcome: 'failed', failure, totals: noTotals }, span);

/**
 * Returns the report of an import whose process exited without one, or had to be killed.
 * @param counted the totals so far.
 */
export const reportOfEnd = (
  file: string,
  { killed, exhausted, inBulk }: WorkEnd<'import'>,
  counted: ImportTotals,
  span: Span,
): ImportReport => {
  // A bulk import stores either everything or nothing.
  const totals = inBulk ? noTotals : counted;
  const rows = totals.added + totals.updated + totals.conflict;
  const stays =
    rows > 0
      ? t('; at least {added, plural, one {# row was} other {# rows were}} saved', { added: rows })
      : '';
  const failed = (failure: string): ImportReport =>
    reportOf(file, { outcome: 'failed', failure, totals }, span);
  if (killed && inBulk) return reportOf(file, { outcome: 'cancelled', failure: null, totals }, span);
  if (exhausted)
    return failed(
      t(
        'The file is damaged: it takes more memory than any list should{stays}. Open it in Excel, save it as “CSV UTF-8”, and import that file.',
        { stays },
      ),
    );
  if (!killed)
    return failed(
      t(
        'The import stopped unexpectedly{stays}. Restart Borrow Desk, then import the file again: rows that are already there are recognised.',
        { stays },
      ),
    );
  const failure = t('The import did not stop in time and was forced to stop{stays}.', { stays });
  return reportOf(file, { outcome: 'cancelled', failure, totals }, span);
};

/** Returns a report without its rows, which may belong to another library. */
export const withoutRows = (report: ImportReport): ImportReport => ({
  ...report,
  outcomes: report.outcomes?.map((one) => ({ ...one, rows: [] })) ?? null,
  refused: [],
  remarks: [],
  reportFile: null,
});
