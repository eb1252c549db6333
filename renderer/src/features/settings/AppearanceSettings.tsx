import type { SettingsPart } from './settings-part.ts';
import { WorkstationFields } from './WorkstationFields.tsx';

/** Colours, density and sounds. */
export const AppearanceSettings = (part: SettingsPart) => (
  <WorkstationFields section="appearance" {...part} />
);
