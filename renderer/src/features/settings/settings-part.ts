import type { Settings } from '../../../../shared/ipc/views.ts';

/** What a section needs whose choices are stored when they are made. */
export type SettingsPart = {
  readonly settings: Settings;
  readonly save: (settings: Settings) => void;
};
