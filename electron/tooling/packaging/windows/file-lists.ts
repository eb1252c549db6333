import { readdirSync, type Dirent } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** A file or folder of a package, with its path from the top folder. */
export type Entry = { readonly path: string; readonly name: string; readonly parent: string };

export type PackageFiles = { readonly files: readonly Entry[]; readonly folders: readonly Entry[] };

/** Lists what is in the folder of a package, in the same order on every machine. */
export const packageFiles = (folder: string): PackageFiles => {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  const entries = (kept: (entry: Dirent) => boolean): readonly Entry[] =>
    all
      .filter(kept)
      .map(({ parentPath, name }) => {
        const path = relative(folder, join(parentPath, name)).replaceAll('\\', '/');
        return { path, name, parent: path.includes('/') ? dirname(path) : '' };
      })
      .sort((one, other) => (one.path < other.path ? -1 : 1));
  return { files: entries((each) => each.isFile()), folders: entries((each) => each.isDirectory()) };
};

const inScript = (path: string): string => path.replaceAll('$', '$$$$').replaceAll('/', '\\');

/**
 * Returns the macros with which the installer puts the unpacked files in place and removes them again: file by file, so that nothing is
 * removed that somebody else put there.
 */
export const installerLists = ({ files, folders }: PackageFiles): string => {
  const top = [...folders, ...files].filter(({ parent }) => parent === '');
  return [
    '!macro MoveFiles',
    ...top.map(({ name }) => `  Rename "$INSTDIR\\\${NEW}\\${inScript(name)}" "$INSTDIR\\${inScript(name)}"`),
    '!macroend',
    '!macro RemoveFiles FOLDER',
    ...files.map(({ path }) => `  Delete "\${FOLDER}\\${inScript(path)}"`),
    // Those inside come first.
    ...folders.map(({ path }) => `  RMDir "\${FOLDER}\\${inScript(path)}"`).reverse(),
    '!macroend',
    '',
  ].join('\n');
};
