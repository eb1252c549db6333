import type { FileConflict } from '../../desk/store/file-conflicts.queries.ts';
import type { Reference } from '../checking/fields.ts';
import type { CodedRow } from '../checking/shapes.ts';

/** The fields of `file_said` and of conflicts that refer to a record by its id here. */
const references: Readonly<Record<string, Reference>> = {
  patronId: 'patron',
  pickupDeskId: 'desk',
  partnerId: 'partner',
  againOf: 'request',
};

/** Replaces a reference: a code for an id, or an id for a code. */
type Rename = (to: Reference, value: string | number) => string | number;

/** Returns a source's values for a request with replaced references. */
export const valuesWith = (fields: CodedRow, rename: Rename): CodedRow =>
  Object.fromEntries(
    Object.entries(fields).map(([field, value]) => {
      const to = references[field];
      return [field, to === undefined || value === null ? value : rename(to, value)];
    }),
  );

/** The same for a conflict, whose values are texts. */
export const conflictWith = <C extends Pick<FileConflict, 'field' | 'before' | 'here' | 'there'>>(
  conflict: C,
  rename: Rename,
): C => {
  const to = references[conflict.field];
  const renamed = (value: string | null): string | null =>
    to === undefined || value === null ? value : String(rename(to, value));
  const { before, here, there } = conflict;
  return { ...conflict, before: renamed(before), here: renamed(here), there: renamed(there) };
};
