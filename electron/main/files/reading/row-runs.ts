import { type Section, maxRowBytes, maxRowDepth, maxRowValues, rowsPerBatch } from '../sections.ts';
import { t } from '../../../../shared/words/words.ts';

/** The byte range of consecutive rows of a section. Only a comma and white space come between two rows. */
export type Run = {
  readonly section: Section;
  /** 1-based position of the first row in its section. */
  readonly firstRow: number;
  readonly count: number;
  readonly start: number;
  readonly end: number;
  /** Why its only row is refused unread, as a sentence for staff; null: it is read. */
  readonly unread: string | null;
};

/** A row found in the stream. */
type PassedRow = {
  /** File offsets of its first byte, and of the byte after its last. */
  readonly start: number;
  readonly end: number;
  /** The number of values in it, and the nesting depth of its brackets. */
  readonly values: number;
  readonly depth: number;
};

/** The most runs recorded: twenty million rows, or eighty gigabytes. No library has a larger file. */
const maxRuns = 20_000;

/** Groups the rows of a file into runs that can be read together. */
export class RowRuns {
  readonly runs: Run[] = [];
  private readonly seen = new Map<Section, number>();
  private open:
    | (Omit<Run, 'unread' | 'count' | 'end'> & { count: number; end: number; values: number })
    | null = null;

  /** Returns the number of rows of a section so far. */
  count(section: Section): number {
    return this.seen.get(section) ?? 0;
  }

  /** Adds a row. Returns false when there are more than any library has. */
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

  /** Closes the current run, because its section has ended. */
  close(): void {
    if (this.open === null) return;
    const { section, firstRow, count, start, end } = this.open;
    this.open = null;
    this.runs.push({ section, firstRow, count, start, end, unread: null });
  }
}

/** Why a row is not read: it would use too much memory, or overflow the stack. */
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
