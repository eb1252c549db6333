import type { CsvField } from '../../../../../shared/domain/request-fields.ts';
import { allRequestFields, requestFieldList } from '../../../../../shared/domain/request-fields.ts';
import { FileFault } from '../row-fault.ts';

const fieldOf = new Map<string, CsvField>(
  allRequestFields.flatMap(([, { csv }]) => (csv?.heads ?? []).map((head) => [head, csv?.name as CsvField])),
);

/** Which field stands at which place of a row, and what its column is called in the file. */
export type CsvHeader = {
  readonly fields: readonly (CsvField | null)[];
  readonly names: ReadonlyMap<string, string>;
};

const maxColumns = 1_000;

/**
 * Reads the first row of a CSV file. Names count without regard to case, blanks and hyphens; unknown columns are left out.
 * @throws FileFault when the columns that every request needs are missing, one stands there twice, or there are
 * more than any such file has.
 */
export const readHeader = (cells: readonly string[]): CsvHeader => {
  if (cells.length > maxColumns)
    throw new FileFault(
      `The first line of this file has ${cells.length} columns; at most ${maxColumns} are read. Choose another file.`,
    );
  const fields = cells.map((cell) => fieldOf.get(normalised(cell)) ?? null);
  const names = new Map<string, string>();
  fields.forEach((field, index) => {
    if (field === null) return;
    const name = cells[index]?.trim() ?? field;
    if (names.has(field))
      throw new FileFault(
        `The columns “${names.get(field)}” and “${name}” mean the same. Remove one of them and import the file again.`,
      );
    names.set(field, name);
  });
  for (const { name, heads } of [requestFieldList.externalId.csv, requestFieldList.title.csv]) {
    if (!names.has(name))
      throw new FileFault(
        `This is neither a library file nor a CSV file of requests: its first line has no column “${heads[0]}”. ` +
          'Choose another file, or name the columns in the first line.',
      );
  }
  return { fields, names };
};

const normalised = (name: string): string =>
  name
    .trim()
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

/** The delimiter of a CSV file, from the part of its first line that lies outside quotes. */
export const detectDelimiter = (sample: string): ',' | ';' | '\t' => {
  const counts = { ',': 0, ';': 0, '\t': 0 };
  let quoted = false;
  for (const character of sample) {
    if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (character === '\n') break;
    else if (character === ',' || character === ';' || character === '\t') counts[character] += 1;
  }
  if (counts[';'] > counts[','] && counts[';'] >= counts['\t']) return ';';
  return counts['\t'] > counts[','] ? '\t' : ',';
};

const fieldOfPath: Readonly<Record<string, CsvField>> = {
  'notes[0].text': 'note',
  'condition.reason': 'conditionReason',
  'condition.note': 'conditionNote',
  'condition.replyBy': 'replyBy',
};

/** What the column is called in the file that filled a field, for the report. */
export const columnOf = ({ names }: CsvHeader, path: string): string =>
  names.get(fieldOfPath[path] ?? path.replace(/\[\d+\]$/, '')) ?? path;
