import type { RequestStatus } from '../request-status.ts';
import type { IntakeField } from './fields.ts';
import type { DayOrder } from './outside-day.ts';

/** What a person says of how a file is read, beside what its columns say by themselves. */
export type Mapping = {
  /** The name of a kept profile or of a system; null: as the columns say, or as the last file with the same ones was read. */
  readonly profile: string | null;
  /** What columns hold, by their keys (`keysOfHeads`): a field, or nothing that is read. */
  readonly columns: Readonly<Record<string, IntakeField | null>>;
  /** The order of day and month where no day of the file says it. */
  readonly dayOrder: DayOrder | null;
  /** What words for statuses mean, by their keys (`statusKey`); null: kept as one from outside. */
  readonly statuses: Readonly<Record<string, RequestStatus | null>>;
};

/** Of a file of which nobody has said anything yet. */
export const noMapping: Mapping = { profile: null, columns: {}, dayOrder: null, statuses: {} };
