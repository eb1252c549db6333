import { type TableBatch, type TableRow, cellTooLong, maxCellLength, maxColumns } from '../table.ts';
import { cellText, numberText, serialText } from './cell-text.ts';
import type { Package } from './package.ts';
import type { SharedStrings } from './shared-strings.ts';
import { streamXml } from './xml.ts';
import { t } from '../../../../../shared/words/words.ts';

/** The workbook data that cells of a sheet refer to. */
type SheetFacts = {
  readonly strings: SharedStrings;
  readonly dayStyles: ReadonlySet<number>;
  readonly is1904: boolean;
};

const rowBatchSize = 1_000;
/** The most characters in one batch, and in one row. */
const maxBatchCharacters = 2 * 1024 * 1024;

/** Yields the rows of a sheet. A row or cell without a reference follows the one before. */
export async function* sheetRows(
  workbook: Package,
  name: string,
  facts: SheetFacts,
): AsyncGenerator<TableBatch> {
  const gatherer = new RowGatherer(facts);
  let bytesRead = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of workbook.read(name)) {
      bytesRead += chunk.length;
      yield chunk;
    }
  };
  const passes = streamXml(counted(), gatherer);
  for await (const _ of passes) if (gatherer.isFull) yield { rows: gatherer.take(), bytesRead };
  if (gatherer.size > 0) yield { rows: gatherer.take(), bytesRead };
}

/** `BC12` is in column 55; null if a cell has no reference. */
const columnOf = (reference: string | undefined): number | null => {
  const letters = /^[A-Z]{1,3}/i.exec(reference ?? '')?.[0];
  if (!letters) return null;
  let column = 0;
  for (const letter of letters.toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
};

/** Builds rows from the XML events of a sheet. */
class RowGatherer {
  private readonly facts: SheetFacts;
  private rows: TableRow[] = [];
  private row = 0;
  private characters = 0;
  private charactersOfRow = 0;
  private cells: string[] = [];
  private unreadable: string | null = null;
  private column = 0;
  private type = 'n';
  private style = 0;
  private value = '';
  private takes = false;
  private phonetic = false;

  constructor(facts: SheetFacts) {
    this.facts = facts;
  }

  get size(): number {
    return this.rows.length;
  }

  get isFull(): boolean {
    return this.rows.length >= rowBatchSize || this.characters >= maxBatchCharacters;
  }

  take(): readonly TableRow[] {
    const taken = this.rows;
    this.rows = [];
    this.characters = 0;
    return taken;
  }

  readonly open = (tag: string, attributes: Readonly<Record<string, string>>): void => {
    if (tag === 'c') {
      this.column = columnOf(attributes['r']) ?? this.column + 1;
      this.type = attributes['t'] ?? 'n';
      this.style = Number(attributes['s'] ?? -1);
      this.value = '';
    } else if (tag === 'v') this.takes = true;
    else if (tag === 't') this.takes = !this.phonetic && this.type === 'inlineStr';
    else if (tag === 'rPh') this.phonetic = true;
    else if (tag === 'row') {
      this.row = Number(attributes['r']) || this.row + 1;
      this.cells = [];
      this.unreadable = null;
      this.column = 0;
      this.charactersOfRow = 0;
    }
  };

  readonly text = (piece: string): void => {
    if (this.takes && this.value.length <= maxCellLength) this.value += piece;
  };

  readonly close = (tag: string): void => {
    if (tag === 'v' || tag === 't') this.takes = false;
    else if (tag === 'rPh') this.phonetic = false;
    else if (tag === 'c') this.endCell();
    else if (tag === 'row') this.endRow();
  };

  private endCell(): void {
    // Only the first problem of a row is reported.
    if (this.value === '' || this.unreadable !== null) return;
    const text = this.textOfCell();
    if (text.length > maxCellLength) this.unreadable = cellTooLong;
    else if (this.column > maxColumns)
      this.unreadable = t(
        'This row has a cell in column {column}, but at most {maxColumns} columns can be read.',
        { column: this.column, maxColumns },
      );
    else {
      this.charactersOfRow += text.length;
      if (this.charactersOfRow > maxBatchCharacters) {
        this.unreadable = t('This row is longer than 2 MB. Shorten it and import the file again.');
        return;
      }
      while (this.cells.length < this.column - 1) this.cells.push('');
      this.cells[this.column - 1] = text;
    }
  }

  private endRow(): void {
    this.characters += this.charactersOfRow;
    if (this.unreadable !== null) this.rows.push({ row: this.row, cells: [], unreadable: this.unreadable });
    else if (this.cells.some((cell) => cell.trim() !== ''))
      this.rows.push({ row: this.row, cells: this.cells });
  }

  private textOfCell(): string {
    const { strings, dayStyles, is1904 } = this.facts;
    switch (this.type) {
      case 's':
        return strings.at(Number(this.value));
      case 'inlineStr':
      case 'str':
        return cellText(this.value);
      case 'b':
        return this.value.trim() === '1' ? 'true' : 'false';
      case 'e':
        // A formula error is not a value.
        return '';
      case 'd':
        return this.value.trim();
      default:
        return (
          (dayStyles.has(this.style) ? serialText(Number(this.value), is1904) : null) ??
          numberText(this.value)
        );
    }
  }
}
