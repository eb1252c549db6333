/** The most computers for which joining files are made at once; the hub keeps as many unused ones of a workstation. */
export const mostComputers = 100;

/** The longest name of a computer in DNS. */
export const longestComputerName = 63;

// Names that Windows gives to devices: no file can have them.
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/iu;

/** Whether a text is the name of a computer, and can be the name of a file on every system. */
export const isComputerName = (text: string): boolean =>
  text.length <= longestComputerName &&
  /^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$/iu.test(text) &&
  !devices.test(text);

/** Returns the names in a list with one per line, each once. Case does not matter in the name of a computer. */
export const computersIn = (text: string): readonly string[] => [
  ...new Map(
    text
      .split(/[\n,;]/u)
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((name) => [name.toLowerCase(), name] as const),
  ).values(),
];

/** Returns the name of the joining file for a computer. @param computer its name, with or without its domain */
export const joiningFileOf = (computer: string): string =>
  `${(computer.split('.')[0] ?? computer).toLowerCase()}.json`;
