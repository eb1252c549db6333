import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { Secrets } from '../../desk/output/mail/ports.ts';

// What this workstation knows about its hub is stored beside the database and not in it: a backup, a copy or a moved library is not this
// workstation.

const kept = z.strictObject({
  host: z.string(),
  port: z.number(),
  database: z.string(),
  fingerprint: z.string(),
  authority: z.string(),
  user: z.string(),
  /** Encrypted by the operating system; if that keeps no secrets, in plain text, in a file that only this account can read. */
  password: z.strictObject({ text: z.string(), sealed: z.boolean() }),
  name: z.string(),
  /** Whether an administrator has set this workstation to work alone. */
  alone: z.boolean(),
  /**
   * Whether the hub is being created. Written beforehand, so that the program knows at its next start what it had begun if it exits in the
   * middle.
   */
  making: z.boolean().default(false),
});
type Kept = z.infer<typeof kept>;

/** What a workstation knows about its hub. */
export type KnownHub = Omit<Kept, 'password'> & { readonly password: string };

/** Stores what a workstation knows about its hub. */
export type ConnectionFile = {
  /** Null without a hub, or if the file was written by another account or computer. */
  readonly read: () => KnownHub | null;
  /** @throws a system error; the previous file is kept then. */
  readonly write: (hub: KnownHub) => void;
  readonly remove: () => void;
};

/** @param dataDir the folder of the database. */
export const connectionFile = (dataDir: string, secrets: Secrets): ConnectionFile => {
  const file = join(dataDir, 'hub.json');
  return {
    read: () => {
      if (!existsSync(file)) return null;
      const found = kept.safeParse(parsed(readFileSync(file, 'utf8')));
      if (!found.success) return null;
      const { password, ...hub } = found.data;
      const text = password.sealed ? secrets.unseal(password.text) : password.text;
      return text === null ? null : { ...hub, password: text };
    },
    write: ({ password, ...hub }) => {
      const sealed = secrets.available();
      const text = sealed ? secrets.seal(password) : password;
      const whole: Kept = { ...hub, password: { text, sealed } };
      const handle = openSync(`${file}.partial`, 'w', 0o600);
      try {
        writeSync(handle, JSON.stringify(whole, null, 2));
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
      renameSync(`${file}.partial`, file);
    },
    remove: () => rmSync(file, { force: true }),
  };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};
