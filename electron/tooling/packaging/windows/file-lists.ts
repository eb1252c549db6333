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
 * Returns the macros with which installer and uninstaller move the files of this version aside, or remove them: file by file, so that
 * nothing is touched that somebody else put there.
 */
export const installerLists = ({ files, folders }: PackageFiles): string => {
  // Those inside come first.
  const emptied = folders.map(({ path }) => `  RMDir "\${FOLDER}\\${inScript(path)}"`).reverse();
  return [
    '!macro SetAsideFiles FOLDER',
    ...folders.map(({ path }) => `  CreateDirectory "\${FOLDER}\\\${OLD}\\${inScript(path)}"`),
    ...files.map(({ path }) => `  !insertmacro SetAsideFile "\${FOLDER}" "${inScript(path)}"`),
    ...emptied,
    '!macroend',
    '!macro RemoveFiles FOLDER',
    ...files.map(({ path }) => `  !insertmacro RemoveFile "\${FOLDER}\\${inScript(path)}"`),
    ...emptied,
    '!macroend',
    '',
  ].join('\n');
};
