import type { Settings, WorkstationSettings } from '../../../../shared/domain/settings.ts';

/** What a section needs whose choices are stored when they are made. */
export type SettingsPart = {
  readonly settings: Settings;
  /** Stores these groups; the others stay as they are. */
  readonly save: (changes: WorkstationSettings) => void;
};
