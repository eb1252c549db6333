import { isFileName } from './file-names.ts';

/** The most computers for which joining files are made at once; the hub keeps as many unused ones of a workstation. */
export const mostComputers = 100;

/** The longest name of a computer in DNS. */
export const longestComputerName = 63;

/** The longest name of an account on Windows and Linux, with some room. */
const longestAccount = 64;

/** The longest name of a desk: `TS-01+ana`. */
export const longestDeskName = longestComputerName + 1 + longestAccount;

const isComputer = (text: string): boolean =>
  text.length <= longestComputerName && /^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?$/iu.test(text) && isFileName(text);

const isAccount = (text: string): boolean =>
  text.length <= longestAccount && /^[\p{L}\p{N}_](?:[\p{L}\p{N}._ -]*[\p{L}\p{N}_-])?$/u.test(text);

/**
 * Whether a text is the name of a computer, or of one account on a computer that several people use at the same time: `TS-01+ana`. Each can
 * be the name of a file on every system.
 */
export const isDeskName = (text: string): boolean => {
  const [computer = '', account, ...more] = text.split('+');
  return isComputer(computer) && (account === undefined || isAccount(account)) && more.length === 0;
};

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

/** Returns the name of the joining file for a computer, or for one account on it. @param name the computer with or without its domain */
export const joiningFileOf = (name: string): string =>
  `${name.replace(/^([^.+]*)\.[^+]*/u, '$1').toLowerCase()}.json`;
