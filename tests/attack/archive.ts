import { readFile } from 'node:fs/promises';

type Entry = {
  readonly files?: Readonly<Record<string, Entry>>;
  readonly size?: number;
  readonly offset?: string;
  readonly unpacked?: boolean;
  readonly integrity?: { readonly algorithm: string; readonly hash: string };
};

type PackedFile = { readonly path: string; readonly hash: string; readonly content: () => Buffer };

/** An asar archive: its header as it stands there, and every file that lies in it. */
export type Archive = {
  readonly header: string;
  readonly packed: readonly PackedFile[];
  readonly text: (path: string) => string;
};

/** Reads an asar archive. The format: https://github.com/electron/asar#format */
export const readArchive = async (file: string): Promise<Archive> => {
  const bytes = await readFile(file);
  const header = bytes.toString('utf8', 16, 16 + bytes.readUInt32LE(12));
  const start = 8 + bytes.readUInt32LE(4);
  const packed: PackedFile[] = [];
  const walk = (entry: Entry, path: string): void => {
    for (const [name, child] of Object.entries(entry.files ?? {}))
      walk(child, path === '' ? name : `${path}/${name}`);
    if (entry.offset === undefined || entry.size === undefined) return;
    const from = start + Number(entry.offset);
    const to = from + entry.size;
    packed.push({ path, hash: entry.integrity?.hash ?? '', content: () => bytes.subarray(from, to) });
  };
  walk(JSON.parse(header) as Entry, '');
  return {
    header,
    packed,
    text: (path) => {
      const found = packed.find((each) => each.path === path);
      if (!found) throw new Error(`${path} is not in ${file}`);
      return found.content().toString('utf8');
    },
  };
};
