import type { IntakeField } from '../../../../shared/domain/intake/fields.ts';
import type { Mapping } from '../../../../shared/domain/intake/mapping.ts';
import type { DayOrder } from '../../../../shared/domain/intake/outside-day.ts';
import type { SystemName } from '../../../../shared/domain/intake/systems.ts';
import type { RequestStatus } from '../../../../shared/domain/request-status.ts';

/** What a library has said of files of one kind, or what files themselves said before. */
export type Profile = {
  /** Null: the heads of the file say which system wrote it. */
  readonly system: SystemName | null;
  /** What columns mean, by their keys; null: nothing that is read. */
  readonly columns: Readonly<Record<string, IntakeField | null>>;
  readonly dayOrder: DayOrder | null;
  /** What words for statuses mean, by their keys; null: kept as from outside. */
  readonly statuses: Readonly<Record<string, RequestStatus | null>>;
};

/** A profile with what a person says besides. */
export const withMapping = (profile: Profile, mapping: Mapping): Profile => ({
  system: profile.system,
  columns: { ...profile.columns, ...mapping.columns },
  dayOrder: mapping.dayOrder ?? profile.dayOrder,
  statuses: { ...profile.statuses, ...mapping.statuses },
});

/** Of a file of which nobody has said anything. */
export const noProfile: Profile = { system: null, columns: {}, dayOrder: null, statuses: {} };
