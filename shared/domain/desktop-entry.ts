// Entries with which desktops on Linux know or start a program: https://specifications.freedesktop.org/desktop-entry-spec

// Special characters of a quoted argument: once for the argument, and once more for the text of the key, where a backslash is written twice.
// A per cent sign would begin a field code.
const quoted = (argument: string): string =>
  `"${argument
    .replace(/["`$\\]/gu, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`;

type Entry = {
  readonly name: string;
  /** The program and its arguments. */
  readonly command: readonly string[];
  /** What a desktop puts in the place of a file or link that it opens; taken as it is. */
  readonly opened?: string;
  /** Further keys with their values. */
  readonly keys: Readonly<Record<string, string>>;
};

/** Returns the text of an entry for a program. */
export const desktopEntry = ({ name, command, opened = '', keys }: Entry): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${name}`,
    `Exec=${[...command.map(quoted), ...(opened === '' ? [] : [opened])].join(' ')}`,
    'Terminal=false',
    ...Object.entries(keys).map(([key, value]) => `${key}=${value}`),
    '',
  ].join('\n');
