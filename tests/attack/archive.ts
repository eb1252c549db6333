import { extractFile, getRawHeader, type DirectoryRecord, type FileRecord } from '@electron/asar';

type PackedFile = { readonly path: string; readonly hash: string; readonly content: () => Buffer };

/** An asar archive: its header text, and every packed file. */
export type Archive = {
  readonly header: string;
  readonly packed: readonly PackedFile[];
  readonly text: (path: string) => string;
};

/** Reads an asar archive. */
export const readArchive = (file: string): Archive => {
  const { header, headerString } = getRawHeader(file);
  const content = (path: string): Buffer => extractFile(file, path);
  return {
    header: headerString,
    packed: filesBelow(header, '')
      .filter(([, { unpacked }]) => !unpacked)
      .map(([path, { integrity }]) => ({ path, hash: integrity.hash, content: () => content(path) })),
    text: (path) => content(path).toString('utf8'),
  };
};

const filesBelow = (folder: DirectoryRecord, path: string): readonly (readonly [string, FileRecord])[] =>
  Object.entries(folder.files).flatMap(([name, entry]) =>
    'files' in entry ? filesBelow(entry, `${path}${name}/`) : [[`${path}${name}`, entry] as const],
  );
