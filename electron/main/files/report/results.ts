import { join } from 'node:path';
import type { Instant } from '../../../../shared/domain/ids.ts';
import type { ReportedRow } from '../../../../shared/ipc/import-views.ts';
import { csvLine } from '../../csv-cell.ts';
import { createLinesFile, type LinesFile } from './lines-file.ts';
import { rowLine, type RowReportTo, tableHeads, tableLine } from './row-report.ts';
import { Tally } from './tally.ts';

const maxRowsShown = 500;
/** So many rows of each outcome are in the report. */
const maxRowsListed = 200;

/** What became of the rows of an import: counts, a CSV file of the rows that were refused, skipped or remarked on, and a file of all rows where asked for. */
export class Results {
  tally = new Tally();
  private readonly reported: LinesFile;
  private readonly rows: LinesFile | null;
  private readonly lineOf: typeof rowLine | typeof tableLine;

  /** @param reportsDir folder of the CSV file; it is made when missing. @param rowReport where all rows go; null: nowhere. */
  constructor(reportsDir: string, rowReport: RowReportTo | null, startedAt: Instant) {
    this.reported = createLinesFile(
      join(reportsDir, `import-${startedAt.replace(/[:.]/g, '-')}.csv`),
      reportedHeads,
    );
    this.rows = rowReport && createLinesFile(rowReport.path, rowReport.as === 'table' ? tableHeads : null);
    this.lineOf = rowReport?.as === 'table' ? tableLine : rowLine;
  }

  /** Takes over what became of a portion, once it is stored. @throws errors of the file system. */
  keep(portion: Tally): void {
    this.reported.write([...portion.refused, ...portion.skipped, ...portion.remarks].map(reportedLine));
    this.rows?.write(portion.rows.map(this.lineOf));
    this.tally.add(portion, maxRowsShown, maxRowsListed);
  }

  /** Nothing was stored after all. @throws errors of the file system. */
  forget(): void {
    this.tally = new Tally();
    this.reported.forget();
    this.rows?.forget();
  }

  /** @returns the path of the file of refused rows, or null when there was none. @throws errors of the file system. */
  close(): string | null {
    this.rows?.close();
    return this.reported.close();
  }
}

const reportedHeads = ['section', 'row', 'key', 'field', 'reason'] as const;

const reportedLine = ({ section, row, key, field, reason }: ReportedRow): string =>
  csvLine([section, String(row), key, field, reason]);
