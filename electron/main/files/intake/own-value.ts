import { isCitationField } from '../../../../shared/domain/citation.ts';
import type { IntakeField } from '../../../../shared/domain/intake/fields.ts';
import type { Reading } from './recognize.ts';

/** Converts the cells of our own CSV row to a request of a library file. An empty cell is an absent field. */
export const ownValue = (cells: Partial<Record<IntakeField, string>>): Record<string, unknown> => {
  const { volumes, rota, note, conditionReason, conditionNote, replyBy, ...same } = cells;
  const { patronName: _name, patronEmail: _email, partnerName: _partner, ...plain } = same;
  const value: Record<string, unknown> = {};
  const citation: Record<string, string> = {};
  for (const [field, cell] of Object.entries(plain))
    (isCitationField(field) ? citation : value)[field] = cell;
  if (Object.keys(citation).length > 0) value['citation'] = citation;
  if (volumes !== undefined) value['volumes'] = /^\d{1,9}$/.test(volumes) ? Number(volumes) : volumes;
  if (rota !== undefined) value['rota'] = rota.split('|').map((code) => code.trim());
  if (note !== undefined) value['notes'] = [{ from: 'staff', text: note }];
  if (conditionReason !== undefined || conditionNote !== undefined || replyBy !== undefined)
    value['condition'] = { reason: conditionReason, note: conditionNote, replyBy };
  return value;
};

const fieldOfPath: Readonly<Record<string, IntakeField>> = {
  'notes[0].text': 'note',
  'condition.reason': 'conditionReason',
  'condition.note': 'conditionNote',
  'condition.replyBy': 'replyBy',
  'items[0].barcode': 'itemBarcode',
};

/** Returns the field that filled a path of a request: `citation.isbn` is `isbn`. */
const fieldAt = (path: string): IntakeField =>
  fieldOfPath[path] ?? (path.replace(/^citation\.|\[\d+\]$/g, '') as IntakeField);

/** Returns the name in the file of the column that filled a path, for the report. */
export const columnName = ({ columns, heads }: Reading, path: string): string => {
  const [at] = columns.get(fieldAt(path)) ?? [];
  return (at === undefined ? undefined : heads[at]) ?? path;
};
