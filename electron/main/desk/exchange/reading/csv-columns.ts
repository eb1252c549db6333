import { FileFault } from '../row-fault.ts';

/** The columns of a CSV file of requests, by the field that each fills; the first name is the one that we write ourselves. */
const columns = {
  externalId: ['external_id', 'external_identifier'],
  title: ['title'],
  author: ['author'],
  format: ['format'],
  patron: ['patron_barcode', 'patron'],
  patronName: ['patron_name'],
  patronEmail: ['patron_email'],
  pickup: ['pickup', 'pickup_desk', 'pickup_code', 'pickup_location'],
  rota: ['rota'],
  activePartner: ['partner_code', 'partner', 'active_partner'],
  partnerName: ['partner_name'],
  status: ['status'],
  dueOn: ['due_on', 'due_date'],
  createdAt: ['created_at', 'created_on', 'request_date'],
  volumes: ['volumes'],
  circulationNote: ['circulation_note'],
  cost: ['cost'],
  note: ['note'],
  conditionReason: ['condition_reason'],
  conditionNote: ['condition_note'],
  replyBy: ['reply_by'],
} as const satisfies Record<string, readonly string[]>;

export type CsvField = keyof typeof columns;

const fieldOf = new Map<string, CsvField>(
  Object.entries(columns).flatMap(([field, names]) => names.map((name) => [name, field as CsvField])),
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
  for (const needed of ['externalId', 'title'] as const) {
    if (!names.has(needed))
      throw new FileFault(
        `This is neither a library file nor a CSV file of requests: its first line has no column “${columns[needed][0]}”. ` +
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
