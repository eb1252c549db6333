import type { IntakeField } from '../../../../../shared/domain/intake/fields.ts';
import type { DayOrder } from '../../../../../shared/domain/intake/outside-day.ts';
import type { SystemName } from '../../../../../shared/domain/intake/systems.ts';
import type { RequestStatus } from '../../../../../shared/domain/request-status.ts';

/** What a library has said of files of one kind, or what files themselves said before. */
export type Profile = {
  /** Null: the heads of the file say which system wrote it. */
  readonly system: SystemName | null;
  /** What columns mean, by the plain words of their names; null: nothing. */
  readonly columns: Readonly<Record<string, IntakeField | null>>;
  readonly dayOrder: DayOrder | null;
  /** What words for statuses mean, by their plain words. */
  readonly statuses: Readonly<Record<string, RequestStatus>>;
};

/** Of a file of which nobody has said anything. */
export const noProfile: Profile = { system: null, columns: {}, dayOrder: null, statuses: {} };
