import { join } from 'node:path';
import type { Instant } from '../../../../shared/domain/ids.ts';
import type { ReportedRow } from '../../../../shared/ipc/import-views.ts';
import { csvLine } from '../../csv-cell.ts';
import { createLinesFile, type LinesFile } from './lines-file.ts';
import { rowLine, type RowReportTo, tableHeads, tableLine } from './row-report.ts';
import { Tally } from './tally.ts';

const maxRowsShown = 500;
/** The most rows of each outcome in the report. */
const maxRowsListed = 200;

/**
 * The results of an import's rows: totals, a CSV file of the rows that were refused, skipped or have a remark, and, if requested, a file
 * of all rows.
 */
export class Results {
  tally = new Tally();
  private readonly reported: LinesFile;
  private readonly rows: LinesFile | null;
  private readonly lineOf: typeof rowLine | typeof tableLine;

  /** @param reportsDir folder of the CSV file, created if missing. @param rowReport where all rows go; null: nowhere. */
  constructor(reportsDir: string, rowReport: RowReportTo | null, startedAt: Instant) {
    this.reported = createLinesFile(
      join(reportsDir, `import-${startedAt.replace(/[:.]/g, '-')}.csv`),
      reportedHeads,
    );
    this.rows = rowReport && createLinesFile(rowReport.path, rowReport.as === 'table' ? tableHeads : null);
    this.lineOf = rowReport?.as === 'table' ? tableLine : rowLine;
  }

  /** Adds the results of a batch that was stored. @throws errors of the file system. */
  keep(portion: Tally): void {
    this.reported.write([...portion.refused, ...portion.skipped, ...portion.remarks].map(reportedLine));
    this.rows?.write(portion.rows.map(this.lineOf));
    this.tally.add(portion, maxRowsShown, maxRowsListed);
  }

  /** Discards all results, because nothing was stored. @throws errors of the file system. */
  forget(): void {
    this.tally = new Tally();
    this.reported.forget();
    this.rows?.forget();
  }

  /** @returns the path of the file of refused rows, or null if there is none. @throws errors of the file system. */
  close(): string | null {
    this.rows?.close();
    return this.reported.close();
  }
}

const reportedHeads = ['section', 'row', 'key', 'field', 'reason'] as const;

const reportedLine = ({ section, row, key, field, reason }: ReportedRow): string =>
  csvLine([section, String(row), key, field, reason]);
