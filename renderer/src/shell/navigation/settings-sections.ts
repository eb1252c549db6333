/** The sections of Settings in the order of their list. Each has an address of its own: `#/settings/<id>`. */
export const settingsSections = [
  { id: 'appearance', label: 'Appearance', group: 'This workstation' },
  { id: 'scanner', label: 'Scanner', group: 'This workstation' },
  { id: 'printing', label: 'Printing', group: 'This workstation' },
  { id: 'data', label: 'Data and version', group: 'This workstation' },
  { id: 'library-file', label: 'Library file', group: 'Records' },
  { id: 'libraries', label: 'Libraries', group: 'Records' },
  { id: 'desks', label: 'Desks', group: 'Records' },
  { id: 'partners', label: 'Partners', group: 'Records' },
  { id: 'patrons', label: 'Patrons', group: 'Records' },
  { id: 'operators', label: 'Operators and roles', group: 'Records' },
  { id: 'reasons', label: 'Cancellation reasons', group: 'How the library works' },
  { id: 'hours', label: 'Hours and closed days', group: 'How the library works' },
  { id: 'hold-shelf', label: 'Hold shelf and loans', group: 'How the library works' },
  { id: 'signing-out', label: 'Signing out', group: 'How the library works' },
  { id: 'mail', label: 'Mail', group: 'How the library works' },
  { id: 'letters', label: 'Letters', group: 'How the library works' },
] as const satisfies readonly { readonly id: string; readonly label: string; readonly group: string }[];

export type SettingsSection = (typeof settingsSections)[number]['id'];

/** Whether the text is the id of a section. */
export const isSettingsSection = (text: string): text is SettingsSection =>
  settingsSections.some(({ id }) => id === text);
