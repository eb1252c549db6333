import { fieldAt } from './own-value.ts';
import type { Reading } from './recognize.ts';

/** What the column is called in the file that filled a field, for the report. */
export const columnName = ({ columns, heads }: Reading, path: string): string => {
  const [at] = columns.get(fieldAt(path)) ?? [];
  return (at === undefined ? undefined : heads[at]) ?? path;
};
