import { rowOutcomeNames } from '../../../../shared/domain/intake/row-outcomes.ts';
import type {
  ImportOutcome,
  ImportTotals,
  ListedRow,
  ReportedRow,
} from '../../../../shared/ipc/import-views.ts';
import type { RowOutcome } from './row-report.ts';
import type { Section } from '../sections.ts';

/** The number of rows with an outcome, and the first few. */
type Listed = { count: number; changing: number; readonly rows: ListedRow[] };

type Counts = { -readonly [K in keyof ImportTotals]: number };

const noCounts = (): Counts => Object.fromEntries(rowOutcomeNames.map((name) => [name, 0])) as Counts;

/** Nothing was imported. */
export const noTotals: ImportTotals = noCounts();

/** Counts the results of rows. One tally counts a batch, another the whole import, by adding the batches that were stored. */
export class Tally {
  readonly totals: Counts = noCounts();
  /** The number of letters that the rows wrote. */
  letters = 0;
  readonly bySection = new Map<string, Counts>();
  readonly refused: ReportedRow[] = [];
  /** Rows that were stored with a remark for staff. */
  readonly remarks: ReportedRow[] = [];
  /** Rows that are not borrowing requests, for the report file. */
  readonly skipped: ReportedRow[] = [];
  /** The result of each row, if requested. */
  readonly rows: RowOutcome[] = [];

  private readonly listed = new Map<RowOutcome['outcome'], Listed>();

  count(section: Section | 'file', what: keyof ImportTotals, howMany = 1): void {
    let counts = this.bySection.get(section);
    if (!counts) this.bySection.set(section, (counts = noCounts()));
    counts[what] += howMany;
    this.totals[what] += howMany;
  }

  refuse(row: ReportedRow, section: Section | 'file'): void {
    this.count(section, 'refused');
    this.refused.push(row);
  }

  skip(row: ReportedRow, section: Section | 'file'): void {
    this.count(section, 'skipped');
    this.skipped.push(row);
  }

  /** Adds the counts of a batch, its refused rows and remarks up to a limit each, and the first rows of each outcome. */
  add(batch: Tally, maxKept: number, maxListed: number): void {
    this.letters += batch.letters;
    for (const [section, counts] of batch.bySection)
      for (const what of rowOutcomeNames) this.count(section as Section, what, counts[what]);
    this.refused.push(...batch.refused.slice(0, Math.max(0, maxKept - this.refused.length)));
    this.remarks.push(...batch.remarks.slice(0, Math.max(0, maxKept - this.remarks.length)));
    for (const row of batch.rows) this.list(row, maxListed);
  }

  /** Returns the number of rows with each outcome, and the first of them. */
  outcomes(): ImportOutcome[] {
    return rowOutcomeNames.map((outcome) => ({
      outcome,
      ...(this.listed.get(outcome) ?? { count: 0, changing: 0, rows: [] }),
    }));
  }

  private list(
    { outcome, isChanging, section = 'requests', row, externalId, reason, title, changes }: RowOutcome,
    maxListed: number,
  ): void {
    let listed = this.listed.get(outcome);
    if (!listed) this.listed.set(outcome, (listed = { count: 0, changing: 0, rows: [] }));
    listed.count += 1;
    if (isChanging) listed.changing += 1;
    if (listed.rows.length < maxListed)
      listed.rows.push({ section, row, key: externalId, reason, title, changes: [...changes] });
  }
}
