import { type Section, maxRowBytes, maxRowDepth, maxRowValues, rowsPerBatch } from '../sections.ts';
import { t } from '../../../../shared/words/words.ts';

/** Consecutive rows of a section: where their bytes are. The text between two rows is a comma and white space. */
export type Run = {
  readonly section: Section;
  /** 1-based place of the first row in its section. */
  readonly firstRow: number;
  readonly count: number;
  readonly start: number;
  readonly end: number;
  /** Why its one row is refused unread, as a sentence for staff; null: it is read. */
  readonly unread: string | null;
};

/** A row that passed by. */
export type PassedRow = {
  /** Offsets in the file: of its first byte, and of the first one after it. */
  readonly start: number;
  readonly end: number;
  /** How many values it holds, and how deep its brackets are nested. */
  readonly values: number;
  readonly depth: number;
};

/** So many runs are noted down: of twenty million rows, or eighty gigabytes. A file with more is no library's. */
const maxRuns = 20_000;

/** Gathers the rows of a file into runs that can be read at once. */
export class RowRuns {
  readonly runs: Run[] = [];
  private readonly seen = new Map<Section, number>();
  private open:
    | (Omit<Run, 'unread' | 'count' | 'end'> & { count: number; end: number; values: number })
    | null = null;

  /** How many rows of a section have passed. */
  count(section: Section): number {
    return this.seen.get(section) ?? 0;
  }

  /** Takes a row. Returns false when there are more than any library has. */
  add(section: Section, row: PassedRow): boolean {
    const { start, end, values } = row;
    const firstRow = this.count(section) + 1;
    this.seen.set(section, firstRow);
    const unread = whyUnread(row);
    if (unread !== null) {
      this.close();
      this.runs.push({ section, firstRow, count: 1, start, end, unread });
      return this.runs.length < maxRuns;
    }
    const { open } = this;
    const isFull =
      open &&
      (open.count >= rowsPerBatch || end - open.start > maxRowBytes || open.values + values > maxRowValues);
    if (isFull) this.close();
    this.open ??= { section, firstRow, count: 0, start, end, values: 0 };
    this.open.count += 1;
    this.open.values += values;
    this.open.end = end;
    return this.runs.length < maxRuns;
  }

  /** Ends the run: its section is over. */
  close(): void {
    if (this.open === null) return;
    const { section, firstRow, count, start, end } = this.open;
    this.open = null;
    this.runs.push({ section, firstRow, count, start, end, unread: null });
  }
}

/** Why a row is not read: it would take too much memory, or more of the stack than there is. */
const whyUnread = ({ start, end, values, depth }: PassedRow): string | null => {
  if (end - start > maxRowBytes)
    return t('This row is longer than {maxRowBytes} MB. Shorten it and import the file again.', {
      maxRowBytes: maxRowBytes / 1024 / 1024,
    });
  if (depth > maxRowDepth)
    return t(
      'Brackets in this row are nested more than {maxRowDepth} deep. Correct it and import the file again.',
      { maxRowDepth },
    );
  if (values > maxRowValues)
    return t('This row has more than {maxRowValues} values. Shorten it and import the file again.', {
      maxRowValues,
    });
  return null;
};
