import type { RequestStatus } from '../request-status.ts';
import type { IntakeField } from './fields.ts';
import type { DayOrder } from './outside-day.ts';

/** The operator's choices for reading a file, in addition to what its columns determine. */
export type Mapping = {
  /** The name of a stored profile or of a system; null: determined by the columns, or by the last file with the same ones. */
  readonly profile: string | null;
  /** The meanings of columns, by their keys (`keysOfHeads`): a field, or null for a column that is not read. */
  readonly columns: Readonly<Record<string, IntakeField | null>>;
  /** The order of day and month if no date of the file determines it. */
  readonly dayOrder: DayOrder | null;
  /** The meanings of words for statuses, by their keys (`statusKey`); null: stored as an unknown status. */
  readonly statuses: Readonly<Record<string, RequestStatus | null>>;
};

/** The mapping of a file for which nothing was chosen yet. */
export const noMapping: Mapping = { profile: null, columns: {}, dayOrder: null, statuses: {} };
